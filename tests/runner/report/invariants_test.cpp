#include "runner/report/invariants.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "runner/report/rules.hpp"
#include "tests/runner/report/stage.hpp"

namespace giosim::report {
namespace {

const HwPath kPath1 = "0/4/1/0", kPath2 = "0/4/2/0", kHome = "0/1/1/0";

// One machine, its invariants, and what a test asks of them.
struct Court {
  Stage stage;
  Invariants invariants;
  Actor target{stage, "target"};

  Court() { stage.attach(invariants); }

  void quiet(const std::string& machine = "target") {
    invariants.at_quiescence(stage[machine].life());
  }
  std::set<std::string> ids() const {
    std::set<std::string> ids;
    for (const Broken& broken : invariants.broken()) ids.emplace(broken.id);
    return ids;
  }
  std::string sentence() const {
    return invariants.broken().empty() ? "" : invariants.broken().front().sentence;
  }
};

using Ids = std::set<std::string>;

// Boots target with one NIC that is saved for lan0.
void boots_home(Actor& machine, Instance first = kLan1, Instance last = kLan0) {
  machine.trace().powered_on();
  machine.says(MachinePoweredOn{}).put(TunableRow{"gio_portable_image", 1});
  machine.has_entry(kHome, kLan0, kMacA).says(KrsLoaded{StoreCopy::current, 8});
  machine.reserves(kHome, kLan0, kMacA);
  machine.scans(kHome, first).says(ScanEnded{1});
  machine.reassigns(kHome, first, last, kMacA, kHome).comes_up();
}

TEST_CASE("the document's example breaks no invariant", "[report][invariants]") {
  Court court;

  document_example(court.stage);
  court.quiet();

  CHECK(court.ids() == Ids{});
}

TEST_CASE("every invariant has its sentence in the rules", "[report][invariants]") {
  for (const InvariantRow& row : invariant_table()) {
    REQUIRE(find_rule(row.id));
    CHECK_FALSE(rule(row.id).plain.empty());
  }
  CHECK(invariant_table().size() == 13);
}

TEST_CASE("two nodes with one instance break I1", "[report][invariants]") {
  Court court;

  court.target.powers_on();
  court.target.put(NodeRow{kPath1, kLan, "igelan", NodeState::claimed, kLan0})
      .says(InstanceAssigned{kPath1, kLan, kLan0, AssignedBy::lowest_free, {}});
  court.target.put(NodeRow{kPath2, "fc", "fcd", NodeState::claimed, kLan0})
      .says(InstanceAssigned{kPath2, "fc", kLan0, AssignedBy::lowest_free, {}});
  CHECK(court.ids() == Ids{});
  court.target.put(NodeRow{"0/5/1/0", kLan, "igelan", NodeState::claimed, kLan0})
      .says(InstanceAssigned{"0/5/1/0", kLan, kLan0, AssignedBy::lowest_free, {}});

  CHECK(court.ids() == Ids{"I1"});
  CHECK(court.sentence() == "lan0 has two holders: 0/4/1/0 and 0/5/1/0.");
  CHECK(court.invariants.broken().front().seq == 5);
}

TEST_CASE("a reserved number given at scan breaks I2", "[report][invariants]") {
  Court court;

  court.target.powers_on().reserves(kHome, kLan0, kMacA).scans(kPath1, kLan0);

  CHECK(court.ids() == Ids{"I2"});
  CHECK(court.sentence() == "lan0 is given at scan to 0/4/1/0, but it is reserved.");
}

TEST_CASE("a card put back where it was may take the number it was reassigned",
          "[report][invariants]") {
  Court court;
  boots_home(court.target);

  court.target.says(NicPulledOut{kHome});
  court.target.drop(DlpiRow{kHome, {}, {}, 0}).says(DlpiInstanceWithdrawn{kHome, ppa_of(kLan0)});
  court.target.put(NodeRow{kHome, kLan, "igelan", NodeState::no_hw, kLan0})
      .says(NodeStateChanged{kHome, NodeState::claimed, NodeState::no_hw});
  court.target.scans(kHome, kLan0, AssignedBy::record);

  CHECK(court.ids() == Ids{});
}

TEST_CASE("a second reassignment of one node breaks I3", "[report][invariants]") {
  Court court;

  court.target.powers_on().reserves(kHome, kLan0, kMacA).scans(kPath1, kLan1);
  court.target.reassigns(kPath1, kLan1, kLan0, kMacA, kHome);
  CHECK(court.ids() == Ids{});
  court.target.says(InstanceReassigned{kPath1, kLan, kMacA, kLan0, kLan0, kHome, {}});

  CHECK(court.ids() == Ids{"I3"});
  CHECK(court.sentence() == "0/4/1/0 is reassigned 2 times in one boot.");
}

TEST_CASE("a match that keeps its initial number breaks I4", "[report][invariants]") {
  Court court;

  court.target.powers_on().reserves(kHome, kLan0, kMacA).scans(kPath1, kLan1);
  court.target.keeps(kPath1, kLan1, kMacA);
  CHECK(court.ids() == Ids{});
  court.quiet();

  CHECK(court.ids() == Ids{"I4", "I14"});  // I14: no entry stands behind the reservation
  CHECK(court.sentence() ==
        "0/4/1/0 has MAC 0x00306E00000A, for which lan0 is reserved, but it is lan1.");
}

TEST_CASE(
    "a match may stay initial when its driver is not replaceable, when its init failed, and "
    "when two NICs match",
    "[report][invariants]") {
  Court court;
  court.target.powers_on();
  court.target.has_entry(kHome, kLan0, kMacA).reserves(kHome, kLan0, kMacA);
  court.target.scans(kPath1, kLan1);

  SECTION("not replaceable") { court.target.keeps(kPath1, kLan1, kMacA, Because::not_replaceable); }
  SECTION("failed") {
    court.target.learns(kPath1, kLan1, kMacA).says(InitFailed{kPath1, InitStage::mid});
  }
  SECTION("two NICs match") {
    court.target.scans(kPath2, kLan2);
    court.target.keeps(kPath1, kLan1, kMacA).keeps(kPath2, kLan2, kMacA);
  }
  court.quiet();

  CHECK(court.ids() == Ids{});
}

TEST_CASE("a PPA that is not the instance breaks I5 when all is quiet", "[report][invariants]") {
  Court court;

  court.target.powers_on().scans(kPath1, kLan1);
  court.target.put(NodeRow{kPath1, kLan, "igelan", NodeState::claimed, kLan0})
      .says(InstanceReassigned{kPath1, kLan, kMacA, kLan1, kLan0, kHome, {}});
  court.quiet();

  CHECK(court.ids().contains("I5"));
}

TEST_CASE("a MAC shown under a number that is no longer the interface's breaks I6",
          "[report][invariants]") {
  Court court;
  court.target.powers_on().scans(kPath1, kLan1);

  SECTION("shown before the PPA is right") {
    court.target.put(NodeRow{kPath1, kLan, "igelan", NodeState::claimed, kLan0})
        .says(InstanceReassigned{kPath1, kLan, kMacA, kLan1, kLan0, kHome, {}});
    CHECK(court.ids() == Ids{});
    court.target.put(DlpiRow{kPath1, ppa_of(kLan1), kMacA, 1})
        .says(DlpiMacSet{kPath1, ppa_of(kLan1), kMacA});
  }
  SECTION("shown already when the number changes") {
    court.target.keeps(kPath1, kLan1, kMacA);
    CHECK(court.ids() == Ids{});
    court.target.put(NodeRow{kPath1, kLan, "igelan", NodeState::claimed, kLan0})
        .says(InstanceReassigned{kPath1, kLan, kMacA, kLan1, kLan0, kHome, {}});
  }

  CHECK(court.ids() == Ids{"I6"});
  CHECK(court.sentence() ==
        "DLPI shows MAC 0x00306E00000A of 0/4/1/0 as PPA 1, but its instance is 0.");
}

TEST_CASE("whatever Portable Image does while it is off breaks I7", "[report][invariants]") {
  Court court;
  court.target.powers_on(0);

  SECTION("reserve") { court.target.reserves(kHome, kLan0, kMacA); }
  SECTION("reassign") {
    court.target.says(InstanceReassigned{kPath1, kLan, kMacA, kLan1, kLan0, kHome, {}});
  }
  SECTION("save in a script") {
    court.target.says(ScriptStarted{"/sbin/rc1.d/K692hpuxpi"}).says(ConfigurationSaved{1});
  }

  CHECK(court.ids() == Ids{"I7"});
}

TEST_CASE("saving by hand while it is off is no script", "[report][invariants]") {
  Court court;

  court.target.powers_on(0).runs("/sbin/rc1.d/K692hpuxpi").says(ConfigurationSaved{1});

  CHECK(court.ids() == Ids{});
}

TEST_CASE("two records with one number break I8", "[report][invariants]") {
  Court court;

  court.target.powers_on();
  court.target.put(IoconfigRow{kPath1, kLan, kLan0}).put(IoconfigRow{kPath2, "fc", kLan0});
  court.target.says(IoconfigLoaded{StoreCopy::current, 2});
  CHECK(court.ids() == Ids{});
  court.target.put(IoconfigRow{kPath2, kLan, kLan0}).says(IoconfigWritten{2});

  CHECK(court.ids() == Ids{"I8"});
  CHECK(court.sentence() == "ioconfig has lan0 twice: for 0/4/1/0 and 0/4/2/0.");
}

TEST_CASE("an interface configured before S302hpuxpi has ended breaks I10",
          "[report][invariants]") {
  Court court;

  court.target.powers_on().says(ScriptStarted{"/sbin/rc2.d/S302hpuxpi"});
  court.target.says(InterfaceConfigured{"lan0", kMacA});

  CHECK(court.ids() == Ids{"I10"});
}

TEST_CASE("S302hpuxpi of the last boot does not count for I10", "[report][invariants]") {
  Court court;

  court.target.powers_on().runs("/sbin/rc2.d/S302hpuxpi").powers_off();
  court.target.powers_on().says(InterfaceConfigured{"lan0", kMacA});
  court.target.runs("/sbin/rc2.d/S302hpuxpi");

  CHECK(court.ids() == Ids{"I10"});
}

TEST_CASE("a setting applied before S302hpuxpi has ended breaks I10", "[report][invariants]") {
  Court court;

  SECTION("while it runs") {
    court.target.powers_on().says(ScriptStarted{"/sbin/rc2.d/S302hpuxpi"});
    court.target.says(SettingApplied{"lan0", "MTU", "9000"});
    CHECK(court.ids() == Ids{"I10"});
  }
  SECTION("before it starts") {
    court.target.powers_on().says(SettingApplied{"lan0", "MTU", "9000"});
    court.target.runs("/sbin/rc2.d/S302hpuxpi");
    CHECK(court.ids() == Ids{"I10"});
  }
  SECTION("behind it all is well") {
    court.target.powers_on().runs("/sbin/rc2.d/S302hpuxpi");
    court.target.says(SettingApplied{"lan0", "MTU", "9000"});
    CHECK(court.ids().empty());
  }
  SECTION("a machine without the product has no S302hpuxpi") {
    court.target.powers_on().says(SettingApplied{"lan0", "MTU", "9000"});
    court.target.says(InterfaceConfigured{"lan0", kMacA}).says(BootEnded{});
    CHECK(court.ids().empty());
  }
}

TEST_CASE("another number after an undisturbed boot breaks I11", "[report][invariants]") {
  Court court;
  boots_home(court.target);
  court.quiet();
  court.target.powers_off();

  SECTION("nothing happened in between") {
    boots_home(court.target, kLan2, kLan1);
    court.quiet();
    CHECK(court.ids().contains("I11"));
    const auto& last = court.invariants.broken().back();
    CHECK(court.invariants.broken().size() >= 1);
    CHECK(last.boot == 2);
  }
  SECTION("the same again is what it should be") {
    boots_home(court.target);
    court.quiet();
    CHECK(court.ids() == Ids{});
  }
  SECTION("a card was added") {
    court.target.says(NicPluggedIn{kPath2, "igelan"});
    boots_home(court.target, kLan2, kLan1);
    court.quiet();
    CHECK_FALSE(court.ids().contains("I11"));
  }
}

TEST_CASE("after a power cut I11 claims nothing", "[report][invariants]") {
  Court court;
  boots_home(court.target);
  court.target.powers_off(PowerOff::power_cut);

  boots_home(court.target, kLan2, kLan1);
  court.quiet();

  CHECK_FALSE(court.ids().contains("I11"));
}

// The image of target goes to another machine, which `changes` it, and comes back.
void goes_away_and_back(Court& court, Instance last, void (*changes)(Actor&) = nullptr) {
  boots_home(court.target);
  court.target.powers_off();
  Actor other(court.stage, "other");
  other.says(DiskMoved{"target"}).powers_on();
  other.has_entry(kHome, kLan0, kMacA).says(KrsLoaded{StoreCopy::current, 8});
  if (changes) changes(other);
  other.comes_up().powers_off();
  court.target.says(DiskMoved{"other"});
  boots_home(court.target, kLan2, last);
  court.quiet();
}

TEST_CASE("another number after the way there and back breaks I12", "[report][invariants]") {
  Court court;

  goes_away_and_back(court, kLan1);

  CHECK(court.ids().contains("I12"));
  CHECK_FALSE(court.ids().contains("I11"));
}

TEST_CASE("the same number after the way there and back is what it should be",
          "[report][invariants]") {
  Court court;

  goes_away_and_back(court, kLan0);

  CHECK(court.ids() == Ids{});
}

TEST_CASE("an entry that made way for a NIC on the other machine is no promise for I12",
          "[report][invariants]") {
  Court court;

  goes_away_and_back(court, kLan1, [](Actor& other) {
    other.says(EntryDropped{kHome, kLan, kLan0, kMacA, EntryFate::instance_taken});
  });

  CHECK_FALSE(court.ids().contains("I12"));
}

TEST_CASE("an entry dropped because its NIC was absent breaks I12", "[report][invariants]") {
  Court court;

  goes_away_and_back(court, kLan1, [](Actor& other) {
    other.says(EntryDropped{kHome, kLan, kLan0, kMacA, EntryFate::absent_dropped});
  });

  CHECK(court.ids().contains("I12"));
}

TEST_CASE("more records than paths that ever held a device break I14", "[report][invariants]") {
  Court court;
  court.target.powers_on().says(IoconfigLoaded{StoreCopy::none, 0}).scans(kPath1, kLan0);
  court.quiet();
  CHECK(court.ids() == Ids{});

  court.target.put(IoconfigRow{kPath2, kLan, kLan1}).says(IoconfigWritten{2});
  court.quiet();

  CHECK(court.ids() == Ids{"I14"});
  CHECK(court.sentence() ==
        "There are 2 ioconfig records, but only 1 H/W paths ever held a device.");
}

TEST_CASE("what the disk held before the run does not break I14", "[report][invariants]") {
  Court court;

  court.target.powers_on();
  court.target.put(IoconfigRow{kPath1, kLan, kLan0}).put(IoconfigRow{kPath2, kLan, kLan1});
  court.target.says(IoconfigLoaded{StoreCopy::current, 2});
  court.quiet();

  CHECK(court.ids() == Ids{});
}

TEST_CASE("two interfaces with one PPA break I15", "[report][invariants]") {
  Court court;
  court.target.powers_on().scans(kPath1, kLan0).scans(kPath2, kLan1);
  CHECK(court.ids() == Ids{});

  court.target.put(DlpiRow{kPath2, ppa_of(kLan0), {}, 2});
  court.target.says(DlpiPpaSet{kPath2, ppa_of(kLan1), ppa_of(kLan0)});

  CHECK(court.ids() == Ids{"I15"});
  CHECK(court.sentence() == "DLPI has PPA 0 twice: 0/4/1/0 and 0/4/2/0.");
}

TEST_CASE("one broken sentence is said once in a boot", "[report][invariants]") {
  Court court;

  court.target.powers_on().scans(kPath1, kLan1);
  court.target.drop(NodeRow{kPath1, kLan, {}, NodeState::no_hw, {}}).says(NicPulledOut{kPath1});
  court.quiet();
  court.quiet();

  CHECK(court.invariants.broken().size() == 1);
}

}  // namespace
}  // namespace giosim::report
