// S: scan and claim.
#include "tests/gio/gio_fixture.hpp"

using namespace giosim;
using namespace giosim::gio;

TEST_CASE("S2: a node whose path has a record keeps that instance", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/4/2/0", kLan, Instance{0}}});
  f.reserve();

  CHECK(f.claim("0/4/1/0").instance == Instance{1});
  CHECK(f.claim("0/4/2/0").instance == Instance{0});
  CHECK(f.facts.all<InstanceAssigned>()[0].by == AssignedBy::lowest_free);
  CHECK(f.facts.all<InstanceAssigned>()[1].by == AssignedBy::record);
}

TEST_CASE("S2: a record of the same path in another class says nothing", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/4/1/0", kExtBus, Instance{5}}});
  f.reserve();

  CHECK(f.claim("0/4/1/0").instance == Instance{0});
}

TEST_CASE("S3: a new node gets the lowest number neither reserved nor recorded", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/9/0", kLan, Instance{1}}});
  f.saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 3, {kMacB})});
  f.reserve();

  CHECK(f.claim("0/4/1/0").instance == Instance{2});
  CHECK(f.claim("0/4/2/0").instance == Instance{4});
  CHECK(f.claim("0/4/3/0").instance == Instance{5});
}

TEST_CASE("S3: a new number is recorded", "[gio]") {
  GioFixture f;
  f.reserve();

  f.claim("0/4/1/0");
  f.claim("0/3/1/0", kC8xx, kExtBus);

  CHECK(f.records() == Lines{"<0/3/1/0, ext_bus, 0>", "<0/4/1/0, lan, 0>"});
}

TEST_CASE("S4: a node without driver has instance -1", "[gio]") {
  GioFixture f;
  f.reserve();

  IoNode& node = f.gio.found("0/4/1/0", kLan, "unknown");
  CHECK_FALSE(f.gio.claim(node));

  CHECK(node.state == NodeState::unclaimed);
  CHECK(node.instance == kNoInstance);
  CHECK(f.facts.only<NodeNotClaimed>().hw_path == HwPath("0/4/1/0"));
  CHECK(f.records().empty());
  CHECK(f.claim("0/4/2/0").instance == Instance{0});
}

TEST_CASE("S4: a node whose claim failed has instance -1", "[gio]") {
  GioFixture f;
  f.reserve();

  IoNode& node = f.gio.found("0/4/1/0", kLan, kIgelan);
  f.gio.claim_failed(node);

  CHECK(node.instance == kNoInstance);
  CHECK(node.state == NodeState::unclaimed);
}

TEST_CASE("S4: a class without a number left leaves the node unclaimed", "[gio]") {
  GioFixture f({.initial_instance = InitialInstance::above_highest});
  f.saved({entry("0/1/1/0", kMaxInstance, {kMacA})});
  f.reserve();

  IoNode& node = f.claim("0/4/1/0");

  CHECK(node.state == NodeState::unclaimed);
  CHECK(node.instance == kNoInstance);
}

TEST_CASE("S6: a record whose hardware is gone stays and keeps its number", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/9/0", kLan, Instance{0}}});
  f.reserve();

  CHECK(f.claim("0/4/1/0").instance == Instance{1});
  CHECK(f.records() == Lines{"<0/9/0, lan, 0>", "<0/4/1/0, lan, 1>"});
}

TEST_CASE("S6: a device that is pulled out keeps its number and comes back with it", "[gio]") {
  GioFixture f;
  f.reserve();
  f.claim("0/4/1/0");

  f.gio.hardware_gone("0/4/1/0");

  CHECK(f.gio.node("0/4/1/0")->state == NodeState::no_hw);
  CHECK(f.facts.only<NodeStateChanged>().from == NodeState::claimed);
  CHECK(f.claim("0/4/2/0").instance == Instance{1});

  IoNode& back = f.claim("0/4/1/0");
  CHECK(back.state == NodeState::claimed);
  CHECK(back.instance == Instance{0});
  CHECK(f.facts.all<InstanceAssigned>().size() == 2);
}

TEST_CASE("S6: a device that is back is UNCLAIMED until its driver has claimed it", "[gio]") {
  GioFixture f;
  f.reserve();
  f.claim("0/4/1/0");
  f.gio.hardware_gone("0/4/1/0");

  CHECK(f.gio.found("0/4/1/0", kLan, kIgelan).state == NodeState::unclaimed);
}

TEST_CASE("S6: a stale record is freed by a reservation of its number", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/9/0", kLan, Instance{0}}});
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();

  CHECK(f.records().empty());
}

TEST_CASE("O3: what the scan gives is what the check calls free, whatever is taken", "[gio]") {
  // Numbers 0 … 5 each free, recorded or reserved: all 3^6 cases.
  for (int code = 0; code < 729; ++code) {
    GioFixture f;
    std::vector<IoconfigRow> records;
    std::vector<krs::PiEntry> entries;
    int lowest = 6;
    for (int number = 5, rest = code; number >= 0; --number, rest /= 3) {
      const HwPath path = HwPath("0/9").child(number);
      if (rest % 3 == 0) lowest = number;
      if (rest % 3 == 1) records.push_back({path, kLan, Instance{number}});
      if (rest % 3 == 2)
        entries.push_back(entry(path, number, {MacAddress::from_bits(0x100u + unsigned(number))}));
    }
    f.ioconfig_has(records);
    f.saved(entries);
    f.reserve();

    const Instance given = f.claim("0/4/1/0").instance;
    if (given != Instance{lowest}) FAIL("case " << code << " gave " << given.number);
    if (f.gio.ioconfig().path_of(kLan, given) != HwPath("0/4/1/0")) FAIL("case " << code);
  }
}
