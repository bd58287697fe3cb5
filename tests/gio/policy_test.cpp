// Every reading of gio/policy.hpp that GIO knows, by the difference it makes. Those of the tool
// are in tests/pi, those of the boot in tests/machine.
#include "gio/policy.hpp"

#include <set>

#include "tests/gio/gio_fixture.hpp"

using namespace giosim;
using namespace giosim::gio;

TEST_CASE("freed_record reservation_listed: the reservation is a row, the record is gone",
          "[gio]") {
  GioFixture f({.freed_record = FreedRecord::reservation_listed});
  f.ioconfig_has({{"0/9/0", kLan, Instance{0}}});
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();

  CHECK(f.records().empty());
  CHECK(f.listing() == Lines{"<0/1/1/0, lan, 0>"});
  CHECK(f.facts.all<RecordFreed>().size() == 1);
}

TEST_CASE("freed_record record_stays: the record is listed until it is handed over", "[gio]") {
  GioFixture f({.freed_record = FreedRecord::record_stays});
  f.ioconfig_has({{"0/9/0", kLan, Instance{0}}});
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();

  CHECK(f.listing() == Lines{"<0/9/0, lan, 0>"});
  CHECK(f.facts.all<RecordFreed>().empty());
  CHECK(f.claim("0/9/0").instance == Instance{1});  // its record is masked
  f.gio.io_node_reassign_instance(f.claim("0/4/2/0"), kMacA);
  CHECK(f.records() == Lines{"<0/4/2/0, lan, 0>", "<0/9/0, lan, 1>"});
}

TEST_CASE("initial_instance outside_set: a gap below a reserved number is used", "[gio]") {
  GioFixture f({.initial_instance = InitialInstance::outside_set});
  f.saved({entry("0/1/1/0", 5, {kMacA})});
  f.reserve();

  CHECK(f.claim("0/4/1/0").instance == Instance{0});
  CHECK(f.facts.only<InstanceAssigned>().by == AssignedBy::lowest_free);
}

TEST_CASE("initial_instance above_highest: numbers start above the reserved range", "[gio]") {
  GioFixture f({.initial_instance = InitialInstance::above_highest});
  f.saved({entry("0/1/1/0", 5, {kMacA})});
  f.reserve();

  CHECK(f.claim("0/4/1/0").instance == Instance{6});
  CHECK(f.facts.only<InstanceAssigned>().by == AssignedBy::above_reserved);
  f.gio.io_node_reassign_instance(*f.gio.node("0/4/1/0"), kMacA);
  CHECK(f.claim("0/4/2/0").instance == Instance{7});  // the range is what it was at boot
}

namespace {

// Three NICs answer to MAC-A; they ask in this order of paths: 0/4/2/0, 0/4/1/0, 0/4/3/0.
struct Triplets : GioFixture {
  explicit Triplets(SameEntryTwice reading) : GioFixture({.same_entry_twice = reading}) {
    saved({entry("0/1/1/0", 0, {kMacA})});
    reserve();
    for (HwPath path : {HwPath("0/4/1/0"), HwPath("0/4/2/0"), HwPath("0/4/3/0")}) claim(path);
    for (HwPath path : {HwPath("0/4/2/0"), HwPath("0/4/1/0"), HwPath("0/4/3/0")})
      gio.io_node_reassign_instance(*gio.node(path), kMacA);
  }
  std::vector<int> instances() {
    std::vector<int> instances;
    for (const IoNode& node : gio.tree()) instances.push_back(node.instance.number);
    return instances;
  }
};

using Numbers = std::vector<int>;

}  // namespace

TEST_CASE("same_entry_twice first_come: the first NIC that asks gets the instance", "[gio]") {
  Triplets f(SameEntryTwice::first_come);

  CHECK(f.instances() == Numbers{1, 0, 3});
  CHECK(f.facts.all<InstanceTakenBack>().empty());
}

TEST_CASE("same_entry_twice lowest_path: the lowest H/W path gets it in the end", "[gio]") {
  Triplets f(SameEntryTwice::lowest_path);

  CHECK(f.instances() == Numbers{0, 2, 3});
  CHECK(f.facts.only<InstanceTakenBack>().hw_path == HwPath("0/4/2/0"));
  CHECK(f.records() == Lines{"<0/4/1/0, lan, 0>", "<0/4/2/0, lan, 2>", "<0/4/3/0, lan, 3>"});
}

TEST_CASE("same_entry_twice nobody: the one that has it loses it when the second asks", "[gio]") {
  Triplets f(SameEntryTwice::nobody);

  CHECK(f.instances() == Numbers{1, 2, 3});
  CHECK(f.facts.only<InstanceTakenBack>().to == Instance{2});
  CHECK(f.listing().front() == "<0/1/1/0, lan, 0>");
}

namespace {

struct LateFailure : GioFixture {
  explicit LateFailure(const Policies& readings) : GioFixture(readings) {
    saved({entry("0/1/1/0", 0, {kMacA})});
    reserve();
    gio.io_node_reassign_instance(claim("0/4/1/0"), kMacA);
    gio.init_failed(*gio.node("0/4/1/0"));
  }
  int instance() { return gio.node("0/4/1/0")->instance.number; }
};

}  // namespace

TEST_CASE("late_init_failure keeps: the node keeps the reserved instance", "[gio]") {
  LateFailure f({.late_init_failure = LateInitFailure::keeps});

  CHECK(f.instance() == 0);
  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/2/0"), kMacA) == Instance{2});
}

TEST_CASE("late_init_failure returns_to_reserved: another NIC may have the instance", "[gio]") {
  LateFailure f({.late_init_failure = LateInitFailure::returns_to_reserved});

  CHECK(f.instance() == 1);
  CHECK(f.facts.only<ReservationRestored>().instance == Instance{0});
  CHECK(f.listing() == Lines{"<0/1/1/0, lan, 0>", "<0/4/1/0, lan, 1>"});
  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/2/0"), kMacA) == Instance{0});
}

TEST_CASE("late_init_failure returns_to_reserved: a number gone meanwhile is replaced", "[gio]") {
  GioFixture f({.late_init_failure = LateInitFailure::returns_to_reserved,
                .given_up_number = GivenUpNumber::at_once});
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();
  IoNode& failing = f.claim("0/4/1/0");
  f.gio.io_node_reassign_instance(failing, kMacA);
  IoNode& newcomer = f.claim("0/4/2/0");

  f.gio.init_failed(failing);

  CHECK(newcomer.instance == Instance{1});
  CHECK(failing.instance == Instance{2});
}

TEST_CASE("given_up_number next_boot: a newcomer does not get it", "[gio]") {
  GioFixture f({.given_up_number = GivenUpNumber::next_boot});
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();
  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA);

  CHECK(f.claim("0/4/2/0").instance == Instance{2});
}

TEST_CASE("given_up_number at_once: a newcomer gets it", "[gio]") {
  GioFixture f({.given_up_number = GivenUpNumber::at_once});
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();
  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA);

  CHECK(f.claim("0/4/2/0").instance == Instance{1});
}

TEST_CASE("unreplaceable_entry reserves_nothing: the NIC stays where it is", "[gio]") {
  GioFixture f({.unreplaceable_entry = UnreplaceableEntry::reserves_nothing});
  f.ioconfig_has({{"0/4/1/0", kLan, Instance{0}}});
  f.saved({entry("0/4/1/0", 0, {kMacA}, kBtlan)});
  f.reserve();

  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/1/0", kBtlan), kMacA) == Instance{0});
}

TEST_CASE("unreplaceable_entry reserves: the NIC's own entry pushes it away", "[gio]") {
  GioFixture f({.unreplaceable_entry = UnreplaceableEntry::reserves});
  f.ioconfig_has({{"0/4/1/0", kLan, Instance{0}}});
  f.saved({entry("0/4/1/0", 0, {kMacA}, kBtlan)});
  f.reserve();

  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/1/0", kBtlan), kMacA) == Instance{1});
  CHECK(f.facts.only<InstanceKept>().because == Because::not_replaceable);
}

namespace {

struct OneMacTwice : GioFixture {
  explicit OneMacTwice(TwoEntriesOneMac reading) : GioFixture({.two_entries_one_mac = reading}) {
    saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 1, {kMacB, kMacA})});
    reserve();
  }
};

}  // namespace

TEST_CASE("two_entries_one_mac refused: the second entry reserves nothing", "[gio]") {
  OneMacTwice f(TwoEntriesOneMac::refused);

  CHECK(f.facts.only<EntrySkipped>().because == SkipReason::duplicate_mac);
  CHECK(f.claim("0/4/1/0").instance == Instance{1});
}

TEST_CASE("two_entries_one_mac first_counts: both reserve, the first is handed over", "[gio]") {
  OneMacTwice f(TwoEntriesOneMac::first_counts);

  CHECK(f.facts.all<EntrySkipped>().empty());
  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA) == Instance{0});
  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/2/0"), kMacB) == Instance{1});
}

TEST_CASE("each policy is a row with a name, a sentence and a meaning for each reading", "[gio]") {
  std::set<std::string_view> names;
  for (const PolicyRow& row : policy_table()) {
    CHECK(names.insert(row.name).second);
    CHECK_FALSE(row.document.empty());
    CHECK(row.readings.size() == row.meanings.size());

    for (std::size_t reading = 0; reading < row.readings.size(); ++reading) {
      Policies policies;
      CHECK(row.get(policies) == 0);
      row.set(policies, reading);
      CHECK(row.get(policies) == reading);
      CHECK((policies == Policies()) == (reading == 0));
    }
  }
  CHECK(names.size() == 12);
}
