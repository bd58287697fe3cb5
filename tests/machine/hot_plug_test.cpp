// O2, S6: cards come and go while the system runs, and while it boots.
#include "tests/machine/lab.hpp"

using namespace giosim;
using namespace giosim::machine;

namespace {

const Image kLan0OfA = {.entries = {entry("0/9/0", 0, {kMacA})}};

// The hazards of pulling and plugging at any moment: `disturb` is called after each number of
// steps of a boot of two NICs, and what is left must be in order.
template <class Disturb>
void at_every_step_of_a_boot(const Image& image, Disturb disturb) {
  for (int steps = 0;; ++steps) {
    Lab lab;
    Machine& machine =
        lab.machine("hp", {{"0/1/0", nic(kMacA)}, {"0/2/0", nic(kMacB, "ixgbe")}}, image);
    machine.power_on();
    for (int step = 0; step < steps; ++step) lab.step();
    const bool booted = lab.kernel.idle();

    INFO("after step " << steps);
    disturb(machine);
    lab.settle();
    for (const dlpi::DlpiInstance& row : machine.os()->dlpi.instances()) {
      CHECK(row.ppa == ppa_of(machine.os()->gio.node(row.hw_path)->instance));
      CHECK_FALSE(row.mac.is_zero());
    }
    CHECK(lab.facts.all<BootEnded>().size() == 1);
    CHECK(machine.is_calm());
    for (const auto& [hw_path, card] : machine.hardware())
      CHECK(machine.os()->gio.node(hw_path)->state == NodeState::claimed);
    CHECK(machine.os()->dlpi.instances().size() == machine.hardware().size());
    if (booted) break;
  }
}

}  // namespace

TEST_CASE("O2: a NIC that is plugged in goes through scan and reassign like any other",
          "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacB)}}, kLan0OfA);
  lab.boot(machine);
  CHECK(lanscan(machine) == Lines{"0/1/0 0x00306E00000B lan1"});

  machine.plug_in("0/2/0", nic(kMacA));
  lab.settle();

  CHECK(lanscan(machine) == Lines{"0/1/0 0x00306E00000B lan1", "0/2/0 0x00306E00000A lan0"});
  CHECK(lab.facts.only<InstanceReassigned>().from == Instance{2});
  CHECK(machine.os()->gio.ioconfig().path_of(kLan, Instance{0}) == HwPath("0/2/0"));
}

TEST_CASE("A7: a newcomer does not get the number that a reassign gave up", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}}, kLan0OfA);
  lab.boot(machine);

  machine.plug_in("0/2/0", nic(kMacB));
  lab.settle();

  CHECK(lanscan(machine) == Lines{"0/1/0 0x00306E00000A lan0", "0/2/0 0x00306E00000B lan2"});
}

TEST_CASE("S6: a NIC that was pulled out keeps its number, in ioconfig and for itself",
          "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}, {"0/2/0", nic(kMacB)}}, kLan0OfA);
  lab.boot(machine);

  machine.pull_out("0/1/0");
  lab.settle();
  CHECK(lanscan(machine) == Lines{"0/2/0 0x00306E00000B lan2"});
  CHECK(machine.os()->gio.node("0/1/0")->state == NodeState::no_hw);

  machine.plug_in("0/1/0", nic(kMacA));
  lab.settle();
  CHECK(lanscan(machine) == Lines{"0/1/0 0x00306E00000A lan0", "0/2/0 0x00306E00000B lan2"});
}

TEST_CASE("A1: another NIC in the same slot has the instance of the slot until the next boot",
          "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}}, kLan0OfA);
  lab.boot(machine);

  machine.pull_out("0/1/0");
  machine.plug_in("0/1/0", nic(kMacB));
  lab.settle();

  CHECK(lanscan(machine) == Lines{"0/1/0 0x00306E00000B lan0"});
  CHECK(lab.facts.all<ReassignAsked>().size() == 1);
}

TEST_CASE("a card of another class in a slot waits for the next boot", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}});
  lab.boot(machine);
  machine.pull_out("0/1/0");

  machine.plug_in("0/1/0", {"fc", "fcd", {}, {}, {}});
  lab.settle();

  CHECK(lab.facts.only<NodeNotClaimed>().device_class == "fc");
  CHECK(machine.os()->gio.node("0/1/0")->state == NodeState::no_hw);
  lab.shut_down(machine);
  lab.boot(machine);
  CHECK(machine.os()->gio.node("0/1/0")->device_class == "fc");
  CHECK(machine.os()->gio.node("0/1/0")->instance == Instance{0});
}

TEST_CASE("a card that comes while the machine is off is found at the next boot", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/2/0", nic(kMacB)}});
  lab.boot(machine);
  lab.shut_down(machine);

  machine.plug_in("0/1/0", nic(kMacA));
  lab.boot(machine);

  CHECK(lanscan(machine) == Lines{"0/1/0 0x00306E00000A lan1", "0/2/0 0x00306E00000B lan0"});
}

TEST_CASE("a card is pulled out at every step of a boot", "[machine]") {
  for (const HwPath slot : {HwPath("0/1/0"), HwPath("0/2/0")})
    at_every_step_of_a_boot(kLan0OfA, [slot](Machine& machine) { machine.pull_out(slot); });
}

TEST_CASE("a card is pulled out and put back at every step of a boot", "[machine]") {
  for (const HwPath slot : {HwPath("0/1/0"), HwPath("0/2/0")})
    at_every_step_of_a_boot(kLan0OfA, [slot](Machine& machine) {
      const hdm::Card card = machine.hardware().at(slot);
      machine.pull_out(slot);
      machine.plug_in(slot, card);
    });
}

TEST_CASE("a card is replaced twice at every step of a boot", "[machine]") {
  for (const HwPath slot : {HwPath("0/1/0"), HwPath("0/2/0")})
    at_every_step_of_a_boot({}, [slot](Machine& machine) {
      for (const DriverName driver : {"igssn", "icxgbe"}) {
        machine.pull_out(slot);
        machine.plug_in(slot, nic(kMacC, driver));
      }
    });
}

TEST_CASE("a third card is plugged in at every step of a boot", "[machine]") {
  at_every_step_of_a_boot(kLan0OfA, [](Machine& machine) { machine.plug_in("0/0/0", nic(kMacC)); });
}

TEST_CASE("S5: a card that is plugged in during the boot scan waits for its end", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}, {"0/2/0", nic(kMacB)}});
  machine.power_on();
  lab.run_until([&] { return lab.facts.all<NodeFound>().size() == 1; });

  machine.plug_in("0/0/0", nic(kMacC));
  lab.settle();

  const auto names = lab.facts.names();
  const auto scan_end = std::ranges::find(names, "gio.scan_ended");
  CHECK(std::ranges::find(names, "hdm.init_started") > scan_end);
  CHECK(lanscan(machine) == Lines{"0/0/0 0x00306E00000C lan2", "0/1/0 0x00306E00000A lan0",
                                  "0/2/0 0x00306E00000B lan1"});
}

TEST_CASE("D6: the station address is set twice at once, and the card is pulled meanwhile",
          "[machine]") {
  for (int steps = 0; steps < 12; ++steps) {
    Lab lab;
    Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}});
    lab.boot(machine);
    hdm::LanDriver& driver = *machine.os()->driver("0/1/0");
    machine.start("lanadmin", driver.reset("0x020000000001"));
    machine.start("lanadmin", driver.reset("0x020000000002"));
    for (int step = 0; step < steps; ++step) lab.step();
    if (steps % 2 == 0) machine.pull_out("0/1/0");
    if (steps % 4 == 0) machine.plug_in("0/1/0", nic(kMacB));
    lab.settle();

    INFO("after step " << steps);
    if (steps % 4 == 0) CHECK(lanscan(machine) == Lines{"0/1/0 0x00306E00000B lan0"});
    if (steps % 4 == 2) CHECK(lanscan(machine).empty());
    if (steps % 2 == 1) CHECK(lanscan(machine) == Lines{"0/1/0 0x020000000002 lan0"});
    CHECK(machine.is_calm());
  }
}
