// I9 in rc: whenever the power goes, the next boot is defined, and each log is one that was whole.
#include <catch2/catch.hpp>

#include "tests/machine/lab.hpp"
#include "user/rc_order.hpp"

namespace giosim::user {
namespace {

using machine::Lab;
using machine::Machine;
using machine::nic;

sim::Disk::Changes files(bool parallel) {
  sim::Disk::Changes files = {
      {"/etc/rc.config.d/netconf", "INTERFACE_NAME[0]=lan0\nINTERFACE_NAME[1]=lan900\n"},
      {"/etc/rc.config.d/hpigelanconf",
       "HP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_STATION_ADDRESS[0]=0x02306E00000A\n"},
      {"/etc/rc.config.d/hp_apaconf",
       "HP_APA_INTERFACE_NAME[0]=lan900\nHP_APA_MANUAL_LA[0]=1\n"}};
  if (parallel) {
    files[kParallelRc] = "PARALLEL_RC=1\n";
    files[kRcDependencies] = default_dependencies();
  }
  return files;
}

Machine& make(Lab& lab, bool parallel) {
  Machine& machine =
      lab.machine("hp", {{"0/1/1/0", nic(machine::kMacA)}, {"0/1/2/0", nic(machine::kMacB)}});
  REQUIRE(machine.disk()->apply(files(parallel)));
  return machine;
}

// Nothing, or from its first banner to the one that ends a transition.
bool is_whole(const std::string& log) {
  const std::string rule(50, '*');
  return log.empty() || (log.starts_with(rule + "\nHP-UX Start-up in progress\n") &&
                         log.ends_with(rule + '\n') &&
                         log.find("HP-UX run-level transition completed") != std::string::npos);
}

void must_be_up(const Machine& machine) {
  const auto& net = machine.os()->net;
  CHECK(net.at("lan0").up);
  CHECK(net.at("lan900").up);
  CHECK(init_of(*machine.os()).run_level() == '3');
  for (const dlpi::DlpiInstance& instance : machine.os()->dlpi.instances())
    if (instance.ppa == Ppa{0}) CHECK(instance.mac == MacAddress("0x02306E00000A"));
  CHECK(machine.os()->pi_config.entries().size() == 2);
}

void logs_must_be_whole(const Machine& machine) {
  for (const std::string_view log : {kRcLog, kRcLogOld}) {
    INFO(log);
    CHECK(is_whole(machine.disk()->read(log).value_or("")));
  }
}

}  // namespace

TEST_CASE("the power is cut at every step of a boot with all its scripts", "[user][rc]") {
  const bool parallel = GENERATE(false, true);
  for (int steps = 0;; ++steps) {
    Lab lab;
    Machine& machine = make(lab, parallel);
    machine.power_on();
    bool over = false;
    for (int step = 0; step < steps && !over; ++step) over = !lab.step();

    INFO("power cut after step " << steps);
    machine.power_off(PowerOff::power_cut);
    logs_must_be_whole(machine);
    lab.boot(machine);
    must_be_up(machine);
    if (over) break;
  }
}

TEST_CASE("the power is cut at every step of a shutdown with all its scripts", "[user][rc]") {
  const bool parallel = GENERATE(false, true);
  for (int steps = 0;; ++steps) {
    Lab lab;
    Machine& machine = make(lab, parallel);
    lab.boot(machine);
    machine.shutdown();
    for (int step = 0; step < steps; ++step) lab.step();

    INFO("power cut after step " << steps);
    const bool ran = machine.running();
    if (ran) machine.power_off(PowerOff::power_cut);
    logs_must_be_whole(machine);
    lab.boot(machine);
    must_be_up(machine);
    if (!ran) break;
  }
}

TEST_CASE("the power goes at any commit of boot and shutdown, or the commit fails", "[user][rc]") {
  const auto kind = GENERATE(sim::DiskFaultKind::power_before, sim::DiskFaultKind::power_after,
                             sim::DiskFaultKind::torn, sim::DiskFaultKind::fails);
  // Until the fault would hit a later boot.
  for (std::uint64_t nth = 1; nth < 12; ++nth) {
    Lab lab;
    Machine& machine = lab.machine(
        "hp", {{"0/1/1/0", nic(machine::kMacA)}, {"0/1/2/0", nic(machine::kMacB)}}, {},
        {{.kind = kind, .nth = nth}});
    REQUIRE(machine.disk()->apply(files(true)));
    machine.power_on();
    lab.settle();
    if (machine.running()) {
      machine.shutdown();
      lab.settle();
    }

    INFO(sim::word(kind) << " at commit " << nth);
    REQUIRE_FALSE(machine.running());
    const PowerOff how = lab.facts.all<MachinePoweredOff>().back().how;
    if (kind != sim::DiskFaultKind::fails && how != PowerOff::power_cut) {
      CHECK(nth > 3);
      break;
    }
    lab.boot(machine);
    must_be_up(machine);
  }
}

TEST_CASE("parallel scripts leave the same system behind in whatever order they run",
          "[user][rc]") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    sim::Seeded choices(seed);
    Lab lab(choices);
    Machine& machine = make(lab, true);
    lab.boot(machine);
    INFO("seed " << seed);
    must_be_up(machine);
  }
}

}  // namespace giosim::user
