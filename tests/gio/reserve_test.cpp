// R: reserve, before any scan.
#include "tests/gio/gio_fixture.hpp"

using namespace giosim;
using namespace giosim::gio;

namespace {

// KRS as a person may have left it: any text at any path.
void saved_text(GioFixture& f, const std::string& name, krs::Value value) {
  f.krs.set(std::string(krs::kEntries) + name, std::move(value), krs::Half::persistent_half);
}

std::vector<SkipReason> skipped(const GioFixture& f) {
  std::vector<SkipReason> reasons;
  for (const EntrySkipped& skip : f.facts.all<EntrySkipped>()) reasons.push_back(skip.because);
  return reasons;
}

using Skips = std::vector<SkipReason>;

}  // namespace

TEST_CASE("R1: the instance of each entry is reserved before any scan", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 4, {kMacB, kMacC})});

  f.reserve();

  const auto reserved = f.facts.all<InstanceReserved>();
  REQUIRE(reserved.size() == 2);
  CHECK(reserved[0].instance == Instance{0});
  CHECK(reserved[1].instance == Instance{4});
  CHECK(reserved[1].hw_path == HwPath("0/1/2/0"));
  CHECK(reserved[1].macs == std::vector{kMacB, kMacC});
  CHECK(f.claim("0/0/1/0").instance == Instance{1});
}

TEST_CASE("R1: reserving after the scan has begun is a bug of ours", "[gio]") {
  GioFixture f;
  f.reserve();
  f.claim("0/4/1/0");

  CHECK_THROWS_AS(f.gio.reserve(f.pi_config), Bug);
}

TEST_CASE("R2: a record that holds a reserved instance is freed", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/2/0", kLan, Instance{0}}, {"0/3/0", kLan, Instance{1}}});
  f.saved({entry("0/1/1/0", 0, {kMacA})});

  f.reserve();

  const RecordFreed freed = f.facts.only<RecordFreed>();
  CHECK(freed.hw_path == HwPath("0/2/0"));
  CHECK(freed.instance == Instance{0});
  CHECK(f.records() == Lines{"<0/3/0, lan, 1>"});
  CHECK(f.claim("0/2/0").instance == Instance{2});
}

TEST_CASE("R2: records of another class with that instance stay", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/2/0", kExtBus, Instance{0}}});
  f.saved({entry("0/1/1/0", 0, {kMacA})});

  f.reserve();

  CHECK(f.facts.all<RecordFreed>().empty());
  CHECK(f.claim("0/2/0", kC8xx, kExtBus).instance == Instance{0});
}

TEST_CASE("R3: a save of the same boot does not change what is reserved", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();

  f.pi_config.replace({entry("0/1/1/0", 5, {kMacB})});

  CHECK(f.claim("0/4/1/0").instance == Instance{1});
  CHECK(f.gio.io_node_reassign_instance(*f.gio.node("0/4/1/0"), kMacB) == Instance{1});
  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/2/0"), kMacA) == Instance{0});
}

TEST_CASE("R4: an entry whose driver lacks DRV_INSTANCE_REPLACEABLE reserves nothing", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/1/1/0", kLan, Instance{0}}});
  f.saved({entry("0/1/1/0", 0, {kMacA}, kBtlan)});

  f.reserve();

  CHECK(skipped(f) == Skips{SkipReason::not_replaceable});
  CHECK(f.facts.all<RecordFreed>().empty());
  CHECK(f.claim("0/1/1/0", kBtlan).instance == Instance{0});
}

TEST_CASE("R4: an entry of a driver that is not installed here still reserves", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA}, "gelan")});

  f.reserve();

  CHECK(f.facts.only<InstanceReserved>().instance == Instance{0});
}

TEST_CASE("R5: every entry that cannot be honoured is skipped with its reason", "[gio]") {
  const std::pair<krs::Value, SkipReason> bad[] = {
      {"0/1/300/0 lan 7 igelan 0x00306E00000A", SkipReason::bad_path},
      {"", SkipReason::bad_path},
      {"0/1/1/0 la/n 7 igelan 0x00306E00000A", SkipReason::unknown_class},
      {"0/1/1/0 tape 7 igelan 0x00306E00000A", SkipReason::unknown_class},
      {"0/1/1/0 lan -1 igelan 0x00306E00000A", SkipReason::bad_instance},
      {"0/1/1/0 lan seven igelan 0x00306E00000A", SkipReason::bad_instance},
      {"0/1/1/0 lan 100000000 igelan 0x00306E00000A", SkipReason::bad_instance},
      {"0/1/1/0 lan 7 ige/lan 0x00306E00000A", SkipReason::unreadable},
      {std::int64_t{7}, SkipReason::unreadable},
      {"0/1/1/0 lan 7 igelan ", SkipReason::bad_mac},
      {"0/1/1/0 lan 7 igelan 0x000000000000", SkipReason::bad_mac},
      {"0/1/1/0 lan 7 igelan 0x01306E00000A", SkipReason::bad_mac},
      {"0/1/1/0 lan 7 igelan 0x00306E00000A,0xZZ", SkipReason::bad_mac},
      {"0/1/1/0 lan 7 btlan 0x00306E00000A", SkipReason::not_replaceable},
  };
  for (const auto& [value, reason] : bad) {
    GioFixture f;
    saved_text(f, "lan/00000007", value);
    f.saved({entry("0/1/9/0", 9, {kMacB})});

    f.reserve();

    if (const auto* text = std::get_if<std::string>(&value)) INFO(*text);
    CHECK(skipped(f) == Skips{reason});
    CHECK(f.facts.only<InstanceReserved>().instance == Instance{9});
  }
}

TEST_CASE("R5: of two entries with one instance the first holds", "[gio]") {
  GioFixture f;
  saved_text(f, "a", "0/1/1/0 lan 0 igelan 0x00306E00000A");
  saved_text(f, "b", "0/1/2/0 lan 0 igelan 0x00306E00000B");

  f.reserve();

  CHECK(skipped(f) == Skips{SkipReason::duplicate_instance});
  CHECK(f.facts.only<EntrySkipped>().hw_path == HwPath("0/1/2/0"));
  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacB) == Instance{1});
  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/2/0"), kMacA) == Instance{0});
}

TEST_CASE("R5: of two entries with one MAC address the first holds", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 1, {kMacB, kMacA})});

  f.reserve();

  CHECK(skipped(f) == Skips{SkipReason::duplicate_mac});
  CHECK(f.facts.only<InstanceReserved>().instance == Instance{0});
}

TEST_CASE("R5: what was skipped is a number like every other", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 1, {kMacA})});
  f.reserve();

  CHECK(f.claim("0/4/1/0").instance == Instance{1});
}

TEST_CASE("T2: with the tunable at 0 nothing is reserved and no record is freed", "[gio]") {
  GioFixture f;
  f.tunables.set(krs::kPortableImage, 0);
  f.facts.clear();
  f.ioconfig_has({{"0/2/0", kLan, Instance{0}}});
  f.saved({entry("0/1/1/0", 0, {kMacA})});

  f.reserve();

  CHECK(f.facts.all<InstanceReserved>().empty());
  CHECK(f.records() == Lines{"<0/2/0, lan, 0>"});
  CHECK(f.claim("0/2/0").instance == Instance{0});
}

TEST_CASE("T3: with the tunable at 1 and no entry the boot is the same as at 0", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/2/0", kLan, Instance{3}}});

  f.reserve();

  CHECK(f.claim("0/2/0").instance == Instance{3});
  CHECK(f.claim("0/1/0").instance == Instance{0});
  CHECK(f.gio.io_node_reassign_instance(*f.gio.node("0/1/0"), kMacA) == Instance{0});
  CHECK(f.facts.only<InstanceKept>().because == Because::no_entry);
}
