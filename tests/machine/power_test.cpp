// K9, K10, I9: what is on the disk when the power has gone, however and whenever it went.
#include <set>

#include "tests/machine/lab.hpp"

using namespace giosim;
using namespace giosim::machine;

namespace {

// A moved image: the entries and records of another machine.
const MacAddress kMacD = "0x00306E00000D";
const Image kMoved = {.entries = {entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 1, {kMacB})},
                      .ioconfig = {{"0/1/1/0", kLan, Instance{0}}, {"0/1/2/0", kLan, Instance{1}}}};
const Hardware kNics = {{"0/4/1/0", nic(kMacB, "ixgbe")},
                        {"0/4/2/0", nic(kMacC, "igssn")},
                        {"0/4/3/0", nic(kMacA, "iether")}};
const Lines kAtHome = {"0/4/1/0 0x00306E00000B lan1", "0/4/2/0 0x00306E00000C lan3",
                       "0/4/3/0 0x00306E00000A lan0"};

// The third NIC's initial instance: which one depends on the boots that went before (S2, S3).
Lines without_stranger(Lines lines) {
  std::erase_if(lines, [](const std::string& line) { return line.starts_with("0/4/2/0"); });
  return lines;
}

void must_be_whole(const Machine& machine) {
  CHECK(without_stranger(lanscan(machine)) == without_stranger(kAtHome));
  std::set<Instance> instances;
  for (const gio::IoNode& node : machine.os()->gio.tree())
    CHECK(instances.insert(node.instance).second);
  CHECK(machine.os()->gio.ioconfig().size() == 3);
}

using Trees = std::set<krs::Krs::Tree>;

// What KRS has said on the disk at one time or other while `lab` runs to its rest.
Trees committed_while_running(Lab& lab, const Machine& machine) {
  Trees committed{krs_on_disk(machine)};
  while (lab.step()) committed.insert(krs_on_disk(machine));
  return committed;
}

}  // namespace

TEST_CASE("K10: a shutdown saves, a reboot command, a panic and a power cut do not", "[machine]") {
  for (const PowerOff how :
       {PowerOff::shutdown, PowerOff::reboot, PowerOff::panic, PowerOff::power_cut}) {
    Lab lab;
    Machine& machine = lab.machine("hp", {{"0/1/1/0", nic(kMacA)}});
    lab.boot(machine);
    machine.plug_in("0/1/2/0", nic(kMacB));  // after the startup script
    lab.settle();
    lab.facts.clear();

    if (how == PowerOff::shutdown)
      lab.shut_down(machine);
    else
      machine.power_off(how);

    INFO(word(how));
    CHECK(lab.facts.only<MachinePoweredOff>().how == how);
    CHECK(lab.facts.all<ConfigurationSaved>().size() == (how == PowerOff::shutdown ? 1 : 0));
    const auto tree = krs_on_disk(machine);
    CHECK(tree.contains("gio/pi/entry/lan/00000001") == (how == PowerOff::shutdown));
    CHECK(tree.contains("gio/pi/entry/lan/00000000"));
  }
}

TEST_CASE("I9: the power is cut at every step of a boot, and the next boot holds", "[machine]") {
  Trees committed;
  int steps_of_a_boot = 0;
  {
    Lab lab;
    Machine& machine = lab.machine("hp", kNics, kMoved);
    machine.power_on();
    committed = committed_while_running(lab, machine);
    steps_of_a_boot = static_cast<int>(lab.kernel.events());
    CHECK(lanscan(machine) == kAtHome);
  }
  REQUIRE(steps_of_a_boot > 30);
  CHECK(committed.size() == 2);

  for (int steps = 0; steps <= steps_of_a_boot; ++steps) {
    Lab lab;
    Machine& machine = lab.machine("hp", kNics, kMoved);
    machine.power_on();
    for (int step = 0; step < steps; ++step) REQUIRE(lab.step());

    INFO("power cut after step " << steps);
    machine.power_off(PowerOff::power_cut);
    CHECK(committed.contains(krs_on_disk(machine)));
    lab.settle();  // what was under way on other machines would go on; here nothing is left
    lab.boot(machine);
    must_be_whole(machine);
    CHECK(lab.facts.all<StoreDamaged>().empty());
  }
}

TEST_CASE("I9: the power is cut at every step of a shutdown, and the next boot holds",
          "[machine]") {
  const auto boot_and_begin_shutdown = [](Lab& lab) -> Machine& {
    Machine& machine = lab.machine("hp", kNics, kMoved);
    lab.boot(machine);
    machine.plug_in("0/4/4/0", nic(kMacD));
    lab.settle();
    machine.shutdown();
    return machine;
  };
  Trees committed;
  {
    Lab lab;
    committed = committed_while_running(lab, boot_and_begin_shutdown(lab));
  }
  CHECK(committed.size() == 2);

  for (int steps = 0;; ++steps) {
    Lab lab;
    Machine& machine = boot_and_begin_shutdown(lab);
    for (int step = 0; step < steps; ++step) lab.step();

    INFO("power cut after step " << steps);
    const bool was_running = machine.running();
    if (was_running) machine.power_off(PowerOff::power_cut);
    CHECK(committed.contains(krs_on_disk(machine)));
    lab.boot(machine);
    CHECK(lanscan(machine).back() == "0/4/4/0 0x00306E00000D lan5");
    CHECK(without_stranger(lanscan(machine)).size() == 3);
    CHECK(lab.facts.all<StoreDamaged>().empty());
    if (!was_running) break;
  }
}

TEST_CASE("K9: the power goes in the middle of any commit, and the next boot holds", "[machine]") {
  for (const sim::DiskFaultKind kind : {sim::DiskFaultKind::torn, sim::DiskFaultKind::power_before,
                                        sim::DiskFaultKind::power_after}) {
    for (std::uint64_t nth = 1;; ++nth) {
      Lab lab;
      Machine& machine = lab.machine("hp", kNics, kMoved, {{.kind = kind, .nth = nth}});
      machine.power_on();
      lab.settle();
      const bool cut_in_boot = !machine.running();
      if (!cut_in_boot) {
        machine.shutdown();
        lab.settle();
      }

      INFO(sim::word(kind) << " at commit " << nth);
      const bool cut = lab.facts.all<MachinePoweredOff>().back().how == PowerOff::power_cut;
      if (!cut) break;
      lab.boot(machine);
      must_be_whole(machine);
      REQUIRE(nth < 20);
    }
  }
}

TEST_CASE("a commit that fails is told, and the next boot holds", "[machine]") {
  constexpr std::uint64_t kCommitsOfBootAndShutdown = 6;
  for (std::uint64_t nth = 1; nth <= kCommitsOfBootAndShutdown; ++nth) {
    Lab lab;
    Machine& machine =
        lab.machine("hp", kNics, kMoved, {{.kind = sim::DiskFaultKind::fails, .nth = nth}});
    lab.boot(machine);
    must_be_whole(machine);
    lab.shut_down(machine);

    INFO("commit " << nth << " fails");
    CHECK(lab.facts.all<KrsCommitFailed>().size() + lab.facts.all<IoconfigWriteFailed>().size() <=
          1);
    lab.boot(machine);
    must_be_whole(machine);
  }
}

TEST_CASE("a machine whose power was cut leaves the other machines undisturbed", "[machine]") {
  Lab lab;
  Machine& cut = lab.machine("cut", kNics, kMoved);
  Machine& other = lab.machine("other", kNics, kMoved);
  cut.power_on();
  other.power_on();
  for (int step = 0; step < 40; ++step) REQUIRE(lab.step());

  cut.power_off(PowerOff::power_cut);
  lab.settle();

  CHECK(lanscan(other) == kAtHome);
  CHECK(lanscan(cut).empty());
}
