// The readings of gio/policy.hpp that a boot knows, by the difference they make.
#include <algorithm>
#include <set>

#include "tests/machine/lab.hpp"

using namespace giosim;
using namespace giosim::machine;

namespace {

Hardware many(int slots) {
  Hardware hardware;
  for (int slot = 0; slot < slots; ++slot)
    hardware.emplace(HwPath("0").child(slot),
                     nic(MacAddress::from_bits(0x306E000000u + unsigned(slot)), "igssn"));
  return hardware;
}

template <class First, class Second>
bool comes_before(const FactLog& facts) {
  for (const FactLog::Heard& heard : facts.heard()) {
    if (holds_alternative<First>(heard.fact)) return true;
    if (holds_alternative<Second>(heard.fact)) return false;
  }
  return false;
}

// Boots `hardware` once for each seed and returns the pictures of DLPI that came out.
std::set<Lines> outcomes(const Hardware& hardware, const Image& image,
                         const gio::Policies& readings) {
  std::set<Lines> outcomes;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    sim::Seeded choices(seed);
    Lab lab(choices, readings);
    Machine& machine = lab.machine("hp", hardware, image);
    lab.boot(machine);
    outcomes.insert(lanscan(machine));
  }
  return outcomes;
}

}  // namespace

TEST_CASE("init_start after_scan: no init begins before the last claim", "[machine]") {
  Lab lab({.init_start = gio::InitStart::after_scan});
  lab.boot(lab.machine("hp", many(10)));

  CHECK(comes_before<ScanEnded, InitStarted>(lab.facts));
}

TEST_CASE("init_start on_claim: inits begin while the scan goes on, each once", "[machine]") {
  Lab lab({.init_start = gio::InitStart::on_claim});
  Machine& machine = lab.machine("hp", many(10));
  lab.boot(machine);

  CHECK(comes_before<InitStarted, ScanEnded>(lab.facts));
  CHECK(lab.facts.all<InitEnded>().size() == 10);
  CHECK(lanscan(machine).size() == 10);
}

TEST_CASE("init_start on_claim with numbers free at once: timing decides who gets which",
          "[machine]") {
  // The first NIC gives up lan1 at about the time at which the second one is claimed.
  Hardware hardware = many(3);
  hardware.at("0/0").answers_after = std::chrono::microseconds(120);
  for (const HwPath slow : {HwPath("0/1"), HwPath("0/2")}) hardware.at(slow).driver = "ixgbe";
  const Image image = {.entries = {entry("0/9/0", 0, {hardware.at("0/0").mac})}};
  gio::Policies hazardous;
  hazardous.init_start = gio::InitStart::on_claim;
  hazardous.given_up_number = gio::GivenUpNumber::at_once;

  CHECK(outcomes(hardware, image, hazardous).size() > 1);
  CHECK(outcomes(hardware, image, {}).size() == 1);  // I13
}

TEST_CASE("claim_order hw_path: new NICs get the same numbers in every run", "[machine]") {
  CHECK(outcomes(many(4), {}, {.claim_order = gio::ClaimOrder::hw_path}).size() == 1);
}

TEST_CASE("claim_order any: new NICs swap their numbers", "[machine]") {
  CHECK(outcomes(many(4), {}, {.claim_order = gio::ClaimOrder::any}).size() > 1);
}

TEST_CASE("claim_order any: whoever matches an entry has its number all the same", "[machine]") {
  const Image image = {.entries = {entry("0/9/0", 7, {MacAddress::from_bits(0x306E000002u)})}};
  for (const Lines& lines : outcomes(many(4), image, {.claim_order = gio::ClaimOrder::any}))
    CHECK(lines[2] == "0/2 0x00306E000002 lan7");
}

TEST_CASE("update_start after_inits: every NIC is saved at boot", "[machine]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    sim::Seeded choices(seed);
    Lab lab(choices, {.update_start = gio::UpdateStart::after_inits});
    Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA, "ixgbe")}, {"0/2/0", nic(kMacB)}});
    lab.boot(machine);

    CHECK(entries_of(machine).size() == 2);
  }
}

TEST_CASE("update_start any_time: a slow NIC may miss the save of its boot", "[machine]") {
  std::set<std::size_t> saved;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    sim::Seeded choices(seed);
    Lab lab(choices, {.update_start = gio::UpdateStart::any_time});
    Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA, "ixgbe")}, {"0/2/0", nic(kMacB)}});
    lab.boot(machine);
    saved.insert(entries_of(machine).size());
    CHECK(lab.facts.all<ScriptEnded>().back().script == "/sbin/rc2.d/S340net");
  }

  CHECK(saved.size() > 1);
}

TEST_CASE("flush at_once: what the startup script saved survives a power cut", "[machine]") {
  Lab lab({.flush = gio::Flush::at_once});
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}});
  lab.boot(machine);
  machine.power_off(PowerOff::power_cut);

  CHECK(krs_on_disk(machine).contains("gio/pi/entry/lan/00000000"));
}

TEST_CASE("flush krsd: what the startup script saved is lost until krsd has written", "[machine]") {
  const gio::Policies readings{.flush = gio::Flush::krsd};
  for (const bool wait : {false, true}) {
    Lab lab(readings);
    Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}});
    machine.power_on();
    lab.run_until([&] { return machine.is_calm(); });
    CHECK(entries_of(machine).size() == 1);
    if (wait)
      lab.run_until([&] { return lab.kernel.now() > sim::Time(std::chrono::seconds(301)); });
    machine.power_off(PowerOff::power_cut);

    CHECK(krs_on_disk(machine).contains("gio/pi/entry/lan/00000000") == wait);
  }
}

TEST_CASE("flush krsd: a shutdown writes KRS before the power goes", "[machine]") {
  Lab lab({.flush = gio::Flush::krsd});
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}});
  machine.power_on();
  lab.run_until([&] { return machine.is_calm(); });
  machine.shutdown();
  lab.run_until([&] { return !machine.running(); });

  CHECK(krs_on_disk(machine).contains("gio/pi/entry/lan/00000000"));
}
