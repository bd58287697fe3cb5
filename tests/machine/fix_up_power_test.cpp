// F3, K4: the power goes while the startup script fixes the driver configuration files up.
#include "pi/journal.hpp"
#include "tests/machine/lab.hpp"

using namespace giosim;
using namespace giosim::machine;

namespace {

const std::string kIgelanconf = "/etc/rc.config.d/hpigelanconf";
const std::string kIexgbeconf = "/etc/rc.config.d/hpiexgbeconf";
const std::string kIgssnconf = "/etc/rc.config.d/hpigssnconf";

// lan0 and lan1 have other drivers than when they were saved, and each file gains and loses.
const Image kMoved = {
    .entries = {entry("0/1/1/0", 0, {kMacA}, "igelan"), entry("0/1/2/0", 1, {kMacB}, "iexgbe")},
    .others = {{kIgelanconf,
                "# igelan\nHP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_MTU[0]=9000\n"
                "HP_IGELAN_SEND_CKO[0]=ON\n"},
               {kIexgbeconf,
                "HP_IEXGBE_INTERFACE_NAME[3]=lan1\nHP_IEXGBE_SPEED[3]=auto_on\n"
                "HP_IEXGBE_MTU[3]=1400\n"}}};
const Hardware kNics = {{"0/4/1/0", nic(kMacB, "igssn")}, {"0/4/2/0", nic(kMacA, "iexgbe")}};

const std::string kIgelanAfter =
    "# igelan\nHP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_SEND_CKO[0]=ON\n";
const std::string kIgssnAfter =
    "HP_IGSSN_INTERFACE_NAME[0]=lan1\nHP_IGSSN_MTU[0]=1400\nHP_IGSSN_SPEED[0]=auto_on\n";

std::string text_of(const Machine& machine, const std::string& path) {
  return machine.disk()->read(path).value_or("-");
}

void must_be_fixed_up(const Machine& machine) {
  CHECK(text_of(machine, kIgelanconf) == kIgelanAfter);
  CHECK(text_of(machine, kIexgbeconf) ==
        "HP_IEXGBE_INTERFACE_NAME[0]=lan0\nHP_IEXGBE_MTU[0]=9000\n");
  CHECK(text_of(machine, kIgssnconf) == kIgssnAfter);
  CHECK(text_of(machine, std::string(pi::kJournal)) == "-");
  const auto entries = machine.os()->pi_config.entries();
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].driver == DriverName("iexgbe"));
  CHECK(entries[1].driver == DriverName("igssn"));
}

// A file is as it was or as it is to be, whole, at any moment.
void must_be_whole(const Machine& machine) {
  const auto is_one_of = [&](const std::string& path, std::vector<std::string> texts) {
    const std::string text = text_of(machine, path);
    INFO(path << ":\n" << text);
    CHECK(std::ranges::find(texts, text) != texts.end());
  };
  is_one_of(kIgelanconf, {kMoved.others[0].second, kIgelanAfter});
  is_one_of(kIexgbeconf, {kMoved.others[1].second,
                          "HP_IEXGBE_INTERFACE_NAME[0]=lan0\nHP_IEXGBE_MTU[0]=9000\n"});
  is_one_of(kIgssnconf, {"-", kIgssnAfter});
}

}  // namespace

TEST_CASE("K4: the startup script fixes the files up", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", kNics, kMoved);

  lab.boot(machine);

  must_be_fixed_up(machine);
  CHECK(lab.facts.all<SettingCarried>().size() == 3);
  CHECK(lab.facts.all<SettingIgnored>().size() == 1);
  CHECK(lab.facts.all<ConfigurationFixed>().size() == 3);
}

TEST_CASE("F3: the power is cut at every step of a boot, and the next boot ends the fix-up",
          "[machine]") {
  for (int steps = 0;; ++steps) {
    Lab lab;
    Machine& machine = lab.machine("hp", kNics, kMoved);
    machine.power_on();
    bool at_rest = false;
    for (int step = 0; step < steps && !at_rest; ++step) at_rest = !lab.step();

    INFO("power cut after step " << steps);
    machine.power_off(PowerOff::power_cut);
    must_be_whole(machine);
    lab.settle();
    lab.boot(machine);
    must_be_fixed_up(machine);
    CHECK(lab.facts.all<ConfigurationRefused>().empty());
    if (at_rest) break;
    REQUIRE(steps < 1000);
  }
}

TEST_CASE("F3: a commit is torn anywhere, and the next boot ends the fix-up", "[machine]") {
  using enum sim::DiskFaultKind;
  for (const sim::DiskFaultKind kind : {torn, power_before, power_after})
    for (const std::string& file : {kIgelanconf, kIexgbeconf, kIgssnconf})
      for (const std::size_t at : {0, 1, 40, 60, 1000})
        for (std::uint64_t nth = 1;; ++nth) {
          Lab lab;
          Machine& machine = lab.machine("hp", kNics, kMoved,
                                         {{.kind = kind, .nth = nth, .file = file, .at = at}});
          machine.power_on();
          lab.settle();
          if (machine.running()) break;  // so many commits there are not

          INFO(sim::word(kind) << " at commit " << nth << ", " << file << " at " << at);
          lab.boot(machine);
          must_be_fixed_up(machine);
          REQUIRE(nth < 20);
        }
}

TEST_CASE("F3: a commit that fails leaves the files alone, and a later boot ends the fix-up",
          "[machine]") {
  using enum sim::DiskFaultKind;
  int refused = 0;
  for (const sim::DiskFaultKind kind : {fails, full, read_only})
    for (std::uint64_t nth = 1; nth <= 6; ++nth) {
      Lab lab;
      Machine& machine = lab.machine("hp", kNics, kMoved, {{.kind = kind, .nth = nth}});
      lab.boot(machine);
      must_be_whole(machine);
      refused += !lab.facts.all<ConfigurationRefused>().empty();
      lab.shut_down(machine);  // saves, with the drivers of today
      lab.boot(machine);

      INFO(sim::word(kind) << " at commit " << nth);
      must_be_fixed_up(machine);
    }
  CHECK(refused == 3 * 2);  // the journal, the files
}
