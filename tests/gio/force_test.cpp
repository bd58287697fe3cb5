// O1: ioinit and Portable Image do not conflict. S6: rmsf -x.
#include <algorithm>
#include <map>
#include <set>

#include "tests/gio/gio_fixture.hpp"
#include "tests/property.hpp"

using namespace giosim;
using namespace giosim::gio;

namespace {

WantedInstance want(HwPath hw_path, int instance, DeviceClass device_class = kLan) {
  return {hw_path, device_class, Instance{instance}};
}

Lines why(const std::vector<RefusedInstance>& refused) {
  Lines lines;
  for (const auto& [wanted, because] : refused)
    lines.push_back(wanted.hw_path.text() + " " + std::string(word(because)));
  return lines;
}

// lan0, lan1, lan2 at 0/1/1/0, 0/2/1/0, 0/3/1/0, and a record without hardware for lan5.
struct Three : GioFixture {
  Three() {
    ioconfig_has({{"0/9/1/0", kLan, Instance{5}}});
    reserve();
    for (const char* hw_path : {"0/1/1/0", "0/2/1/0", "0/3/1/0"}) claim(hw_path);
    facts.clear();
  }

  Lines force_now(const std::vector<WantedInstance>& wanted) {
    return why(gio.force(wanted, ForceFrom::now, pi_config));
  }
};

}  // namespace

TEST_CASE("O1: a free number is to be had, and the number before is free", "[gio]") {
  Three f;

  CHECK(f.force_now({want("0/2/1/0", 7)}).empty());

  CHECK(f.gio.node("0/2/1/0")->instance == Instance{7});
  CHECK(f.records() == Lines{"<0/1/1/0, lan, 0>", "<0/3/1/0, lan, 2>", "<0/9/1/0, lan, 5>",
                             "<0/2/1/0, lan, 7>"});
  CHECK(f.facts.only<InstanceForced>().from == Instance{1});
  CHECK(f.claim("0/4/1/0").instance == Instance{1});
}

TEST_CASE("O1: numbers change places in a circle of two or of three", "[gio]") {
  Three f;

  CHECK(f.force_now({want("0/1/1/0", 1), want("0/2/1/0", 0)}).empty());
  CHECK(f.gio.node("0/1/1/0")->instance == Instance{1});
  CHECK(f.gio.node("0/2/1/0")->instance == Instance{0});

  CHECK(f.force_now({want("0/1/1/0", 0), want("0/2/1/0", 2), want("0/3/1/0", 1)}).empty());
  CHECK(f.records() == Lines{"<0/1/1/0, lan, 0>", "<0/3/1/0, lan, 1>", "<0/2/1/0, lan, 2>",
                             "<0/9/1/0, lan, 5>"});
}

TEST_CASE("O1: a number in use is refused outside a circle, and then nothing changes", "[gio]") {
  Three f;
  const Lines before = f.records();

  CHECK(f.force_now({want("0/1/1/0", 1)}) == Lines{"0/1/1/0 in_use"});
  CHECK(f.force_now({want("0/1/1/0", 5)}) == Lines{"0/1/1/0 in_use"});  // a stale record's
  // A chain is no circle, although its last link is free.
  CHECK(f.force_now({want("0/1/1/0", 1), want("0/2/1/0", 8)}) == Lines{"0/1/1/0 in_use"});
  CHECK(f.force_now({want("0/1/1/0", 8), want("0/2/1/0", 8)}) == Lines{"0/2/1/0 in_use"});

  CHECK(f.records() == before);
  CHECK(f.facts.all<InstanceForced>().empty());
  CHECK(f.facts.all<InstanceRefused>().size() == 4);
}

TEST_CASE("O1: what is not in the kernel is refused by name", "[gio]") {
  Three f;
  f.gio.found("0/5/1/0", kLan, {});  // no driver: no instance

  CHECK(f.force_now({want("0/8/1/0", 7)}) == Lines{"0/8/1/0 unknown_path"});
  CHECK(f.force_now({want("0/5/1/0", 7)}) == Lines{"0/5/1/0 unknown_path"});
  CHECK(f.force_now({want("0/1/1/0", 7, kExtBus)}) == Lines{"0/1/1/0 unknown_class"});
  f.claim("0/6/1/0", kC8xx, kExtBus);
  CHECK(f.force_now({want("0/1/1/0", 7, kExtBus)}) == Lines{"0/1/1/0 unknown_path"});
  CHECK(f.force_now({want("0/1/1/0", 7), want("0/1/1/0", 8)}) == Lines{"0/1/1/0 twice"});
}

TEST_CASE("O1: the reservation wins, handed over or not, and so does a saved entry", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 4, {kMacA}), entry("0/9/1/0", 6, {kMacC})});
  f.reserve();
  IoNode& nic = f.claim("0/1/1/0");
  f.claim("0/2/1/0");
  f.gio.io_node_reassign_instance(nic, kMacA);
  REQUIRE(nic.instance == Instance{4});
  const auto refused = [&](std::vector<WantedInstance> wanted) {
    return why(f.gio.force(wanted, ForceFrom::now, f.pi_config));
  };

  CHECK(refused({want("0/2/1/0", 6)}) == Lines{"0/2/1/0 reserved"});  // waits for its NIC
  CHECK(refused({want("0/1/1/0", 9)}) == Lines{"0/1/1/0 reserved"});  // has what it was given
  CHECK(refused({want("0/1/1/0", 1), want("0/2/1/0", 4)}) ==
        Lines{"0/1/1/0 reserved", "0/2/1/0 reserved"});

  f.saved({entry("0/2/1/0", 1, {kMacB})});  // by a save of this boot
  CHECK(refused({want("0/2/1/0", 9)}) == Lines{"0/2/1/0 reserved"});
  f.saved({entry("0/2/1/0", 1, {kMacB}, kBtlan)});  // which would reserve nothing (R4)
  CHECK(refused({want("0/2/1/0", 9)}).empty());
}

TEST_CASE("O1: for the next boot, the records change and the nodes do not", "[gio]") {
  Three f;

  const auto refused = f.gio.force({want("0/1/1/0", 1), want("0/2/1/0", 0), want("0/3/1/0", 3)},
                                   ForceFrom::next_boot, f.pi_config);

  CHECK(refused.empty());
  CHECK(f.records() == Lines{"<0/2/1/0, lan, 0>", "<0/1/1/0, lan, 1>", "<0/3/1/0, lan, 3>",
                             "<0/9/1/0, lan, 5>"});
  CHECK(f.gio.node("0/3/1/0")->instance == Instance{2});
  CHECK(f.claim("0/4/1/0").instance == Instance{4});  // not the 3 that is promised, nor the 2
}

TEST_CASE("O1: a whole class is counted anew without circles", "[gio]") {
  Three f;
  REQUIRE(f.force_now({want("0/1/1/0", 9)}).empty());  // 9, 1, 2
  const std::vector<WantedInstance> anew = {want("0/1/1/0", 0), want("0/2/1/0", 1),
                                            want("0/3/1/0", 2)};
  CHECK(f.gio.force(anew, ForceFrom::now, f.pi_config, UsedNumbers::of_the_list).empty());

  const std::vector<WantedInstance> shifted = {want("0/1/1/0", 1), want("0/2/1/0", 2),
                                               want("0/3/1/0", 3)};
  CHECK(why(f.gio.why_not_force(shifted, f.pi_config)) == Lines{"0/1/1/0 in_use", "0/2/1/0 in_use"});
  CHECK(f.gio.why_not_force(shifted, f.pi_config, UsedNumbers::of_the_list).empty());
}

TEST_CASE("O1: a list of wishes applies whole or not at all", "[gio][property]") {
  check_property({.values = 3000, .size = 12}, [] {
    constexpr int kNics = 6, kNumbers = 9;
    GioFixture f;
    f.saved({entry("0/90/1/0", 3, {kMacA})});  // lan3 waits for its NIC
    f.ioconfig_has({{"0/91/1/0", kLan, Instance{6}}});
    f.reserve();
    std::map<HwPath, Instance> is;
    for (int i = 0; i < kNics; ++i) {
      const HwPath hw_path = HwPath("0").child(i).child(1);
      is[hw_path] = f.claim(hw_path).instance;  // 0 1 2 4 5 7
    }
    const Lines before = f.records();

    std::vector<WantedInstance> wanted;
    for (int i = *rc::gen::inRange(0, kNics + 2); i > 0; --i)
      wanted.push_back(want(HwPath("0").child(*rc::gen::inRange(0, kNics)).child(1),
                            *rc::gen::inRange(0, kNumbers)));

    // Naively: no path twice and no number twice; 3 and 6 are nobody's; and the numbers that are
    // in use and wanted by another are passed on by their holders, round and round.
    std::map<HwPath, Instance> then = is;
    std::set<HwPath> paths;
    bool good = true;
    for (const WantedInstance& one : wanted) {
      good = good && paths.insert(one.hw_path).second;
      then[one.hw_path] = one.instance;
      const bool keeps = is[one.hw_path] == one.instance;
      good = good && (keeps || (one.instance != Instance{3} && one.instance != Instance{6}));
    }
    std::set<Instance> numbers;
    for (const auto& [hw_path, instance] : then) good = good && numbers.insert(instance).second;
    for (const auto& [hw_path, instance] : then) {
      std::set<Instance> used;
      for (const auto& [path, number] : is) used.insert(number);
      HwPath at = hw_path;
      for (int steps = 0; good && used.contains(then[at]) && steps <= kNics; ++steps) {
        for (const auto& [path, number] : is)
          if (number == then[at]) {
            at = path;
            break;
          }
        if (at == hw_path) break;
      }
      const bool round = at == hw_path || !used.contains(then[hw_path]);
      good = good && round;
    }

    const auto refused = f.gio.force(wanted, ForceFrom::now, f.pi_config);
    RC_ASSERT(refused.empty() == good);
    if (!good) RC_ASSERT(f.records() == before);
    std::set<Instance> held;
    for (const auto& [hw_path, instance] : good ? then : is) {
      RC_ASSERT(f.gio.node(hw_path)->instance == instance);
      RC_ASSERT(f.gio.ioconfig().instance_of(hw_path, kLan) == instance);
      RC_ASSERT(held.insert(instance).second);  // I1
    }
    // I8, and nobody got what was kept.
    RC_ASSERT(Ioconfig::decode(Ioconfig::encode(f.gio.ioconfig().records())).has_value());
    RC_ASSERT(!held.contains(Instance{3}));
    // O3: the allocator knows of it.
    RC_ASSERT(!held.contains(f.claim("0/50/1/0").instance));
  });
}

TEST_CASE("S6: a stale record leaves, and its number is free again", "[gio]") {
  Three f;
  f.gio.hardware_gone("0/2/1/0");
  REQUIRE(GioFixture::lines(f.gio.stale()) == Lines{"<0/2/1/0, lan, 1>", "<0/9/1/0, lan, 5>"});

  for (const IoconfigRow& record : f.gio.stale()) f.gio.remove_stale(record);

  CHECK(f.gio.stale().empty());
  CHECK(f.gio.node("0/2/1/0") == nullptr);
  CHECK(f.records() == Lines{"<0/1/1/0, lan, 0>", "<0/3/1/0, lan, 2>"});
  CHECK(f.facts.all<RecordRemoved>().size() == 2);
  CHECK(f.claim("0/8/1/0").instance == Instance{1});
}

TEST_CASE("S6: a stale record whose number Portable Image gave stays", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();
  f.gio.io_node_reassign_instance(f.claim("0/2/1/0"), kMacA);
  f.gio.hardware_gone("0/2/1/0");
  REQUIRE(f.gio.stale().size() == 1);

  CHECK(f.gio.keeps_number(f.gio.stale().front()));

  CHECK(f.records() == Lines{"<0/2/1/0, lan, 0>"});
  CHECK(f.gio.node("0/2/1/0") != nullptr);
}
