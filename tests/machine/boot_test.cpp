// B: a whole boot and a whole shutdown.
#include <algorithm>

#include "tests/machine/lab.hpp"

using namespace giosim;
using namespace giosim::machine;

namespace {

std::ptrdiff_t position(const FactLog& facts, std::string_view name, bool last = false) {
  const auto names = facts.names();
  const auto found = std::ranges::find(names, name);
  REQUIRE(found != names.end());
  if (!last) return found - names.begin();
  return names.rend() - std::find(names.rbegin(), names.rend(), name) - 1;
}

}  // namespace

TEST_CASE("the document's example: lan2 takes lan0 back on the target", "[machine]") {
  Lab lab;
  Machine& source = lab.machine("source", {{"0/1/1/0", nic(kMacA)}});
  Machine& target = lab.machine("target", {{"0/4/1/0", nic(kMacB)}, {"0/4/2/0", nic(kMacA)}});

  lab.boot(source);
  CHECK(lanscan(source) == Lines{"0/1/1/0 0x00306E00000A lan0"});
  lab.shut_down(source);
  lab.move_disk(source, target);
  lab.boot(target);

  CHECK(lanscan(target) == Lines{"0/4/1/0 0x00306E00000B lan1", "0/4/2/0 0x00306E00000A lan0"});
  CHECK(lab.facts.only<InstanceReassigned>().formerly_at == HwPath("0/1/1/0"));
}

TEST_CASE("B1: the phases of a boot come in their order", "[machine]") {
  Lab lab;
  Machine& machine =
      lab.machine("hp", {{"0/1/1/0", nic(kMacA)}, {"0/2/1/0", nic(kMacB, "ixgbe")}},
                  {.entries = {entry("0/9/0", 0, {kMacB})}, .netconf = {{"lan0", "192.0.2.1"}}});

  lab.boot(machine);

  const char* const kOrder[] = {"machine.powered_on",       "krs.loaded",
                                "gio.ioconfig_loaded",      "gio.instance_reserved",
                                "gio.node_found",           "gio.scan_ended",
                                "hdm.init_started",         "gio.instance_reassigned",
                                "net.interface_configured", "machine.boot_ended"};
  for (std::size_t i = 0; i + 1 < std::size(kOrder); ++i) {
    INFO(kOrder[i] << " before " << kOrder[i + 1]);
    CHECK(position(lab.facts, kOrder[i], true) < position(lab.facts, kOrder[i + 1]));
  }
  CHECK(position(lab.facts, "hdm.init_ended", true) < position(lab.facts, "rc.script_started"));
  CHECK(lab.facts.all<ScriptEnded>()[0].script == "/sbin/rc2.d/S302hpuxpi");
  CHECK(lab.facts.all<ScriptEnded>()[1].script == "/sbin/rc2.d/S340net");
}

TEST_CASE("B2: the shutdown script saves while the DLPI instances are still there", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/1/0", nic(kMacA)}});
  lab.boot(machine);
  lab.facts.clear();

  lab.shut_down(machine);

  CHECK(lab.facts.only<EntrySaved>().mac == kMacA);
  CHECK(lab.facts.all<ScriptEnded>()[0].script == "/sbin/rc1.d/K660net");
  CHECK(lab.facts.all<ScriptEnded>()[1].script == "/sbin/rc1.d/K692hpuxpi");
  CHECK(position(lab.facts, "pi.configuration_saved") < position(lab.facts, "machine.powered_off"));
  CHECK(lab.facts.all<DlpiInstanceWithdrawn>().empty());
}

TEST_CASE("B3: an interface that is not there is told, the others are configured", "[machine]") {
  Lab lab;
  Machine& machine =
      lab.machine("hp", {{"0/1/1/0", nic(kMacA)}},
                  {.netconf = {{"lan18", "192.0.2.18"}, {"lan0", "192.0.2.1"}, {"lan900", ""}}});

  lab.boot(machine);

  CHECK(lab.facts.all<InterfaceMissing>().size() == 2);
  CHECK(lab.facts.only<InterfaceConfigured>().interface == "lan0");
  const std::string log = machine.disk()->read(user::kRcLog).value();
  CHECK(log.find("ERROR: lan18 interface: ifconfig: no such interface\n") != std::string::npos);
  CHECK(log.find("\"/sbin/rc2.d/S340net start\" FAILED\n") != std::string::npos);
}

TEST_CASE("the log of the boot before is kept", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {}, {.netconf = {{"lan0", ""}}});
  lab.boot(machine);
  lab.shut_down(machine);
  const auto first = machine.disk()->read(user::kRcLog);
  REQUIRE(first->find("System shutdown in progress") != std::string::npos);

  lab.boot(machine);

  CHECK(machine.disk()->read(user::kRcLogOld) == first);
}

TEST_CASE("T2: with the tunable at 0 instances follow the H/W path, and nothing is saved",
          "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/1/0", nic(kMacA)}, {"0/2/1/0", nic(kMacB)}},
                                 {.tunable = 0, .entries = {entry("0/9/0", 0, {kMacB})}});

  lab.boot(machine);
  lab.shut_down(machine);

  CHECK(lab.facts.all<InstanceReserved>().empty());
  CHECK(lab.facts.all<InstanceReassigned>().empty());
  CHECK(lab.facts.all<ConfigurationSaved>().empty());
  CHECK(lab.facts.all<InstanceKept>().front().because == Because::tunable_off);
  for (const ScriptEnded& script : lab.facts.all<ScriptEnded>())
    if (script.script.find("hpuxpi") != std::string::npos) CHECK(script.exit_code == 2);
  lab.boot(machine);
  CHECK(lanscan(machine) == Lines{"0/1/1/0 0x00306E00000A lan0", "0/2/1/0 0x00306E00000B lan1"});
}

TEST_CASE("S4: cards without driver, of the wrong class, and with a failing attach", "[machine]") {
  Lab lab;
  hdm::Card failing = nic(kMacA);
  failing.fails_at = InitStage::attach;
  Machine& machine = lab.machine("hp", {{"0/1/0", failing},
                                        {"0/2/0", {kLan, {}, kMacB, {}, {}}},
                                        {"0/3/0", {kLan, "c8xx", kMacB, {}, {}}},
                                        {"0/4/0", {"ext_bus", "c8xx", {}, {}, {}}},
                                        {"0/5/0", nic(kMacC)}});

  lab.boot(machine);

  CHECK(lab.facts.all<NodeNotClaimed>().size() == 3);
  CHECK(machine.os()->gio.node("0/4/0")->instance == Instance{0});
  CHECK(lanscan(machine) == Lines{"0/5/0 0x00306E00000C lan0"});
}

TEST_CASE("S5: no init starts before the boot scan is over", "[machine]") {
  Lab lab;
  Hardware hardware;
  for (int slot = 0; slot < 20; ++slot)
    hardware.emplace(HwPath("0").child(slot),
                     nic(MacAddress::from_bits(0x306E000000u + unsigned(slot)), "igssn"));
  Machine& machine = lab.machine("hp", hardware);

  lab.boot(machine);

  CHECK(position(lab.facts, "gio.scan_ended") < position(lab.facts, "hdm.init_started"));
  CHECK(lanscan(machine).size() == 20);
}

TEST_CASE("a damaged KRS gives way to the last known good one", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/1/0", nic(kMacA)}});
  lab.boot(machine);
  lab.shut_down(machine);
  REQUIRE(machine.disk()->apply({{std::string(krs::kSystemKrs), "rot"}}));
  lab.facts.clear();

  lab.boot(machine);

  CHECK(lab.facts.only<KrsLoaded>().copy == StoreCopy::last_known_good);
  CHECK(lab.facts.only<StoreDamaged>().file == krs::kSystemKrs);
}

TEST_CASE("K9: with both copies of KRS damaged the machine boots as with no entry", "[machine]") {
  Lab lab;
  Machine& machine =
      lab.machine("hp", {{"0/1/1/0", nic(kMacA)}}, {.entries = {entry("0/9/0", 7, {kMacA})}});
  REQUIRE(machine.disk()->apply({{std::string(krs::kSystemKrs), "rot"}}));

  lab.boot(machine);

  CHECK(lanscan(machine) == Lines{"0/1/1/0 0x00306E00000A lan0"});
  CHECK(lab.facts.all<InstanceReserved>().empty());
}

TEST_CASE("K3: a KRS with two entries for one instance heals at the first save", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/1/0", nic(kMacA)}});
  krs::Krs::Tree tree;
  tree[krs::Tunables::krs_path(krs::kPortableImage)] = std::int64_t{1};
  tree["gio/pi/entry/a"] = "0/9/0 lan 3 igelan 0x00306E00000A";
  tree["gio/pi/entry/b"] = "0/8/0 lan 3 igelan 0x00306E00000B";
  REQUIRE(machine.disk()->apply(
      {{std::string(krs::kSystemKrs), sim::DurableFile::seal(krs::Krs::encode(tree))}}));

  lab.boot(machine);

  CHECK(lab.facts.only<EntrySkipped>().because == SkipReason::duplicate_instance);
  CHECK(lanscan(machine) == Lines{"0/1/1/0 0x00306E00000A lan3"});
  CHECK(entries_of(machine) == Lines{"0/1/1/0 lan 3 igelan 0x00306E00000A"});
  CHECK(krs_on_disk(machine).size() == 2);
}
