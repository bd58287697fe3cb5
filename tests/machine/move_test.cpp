// A logical server moves: its disk goes into another machine.
#include "tests/machine/lab.hpp"

using namespace giosim;
using namespace giosim::machine;

namespace {

const Hardware kSource = {{"0/1/1/0", nic(kMacA)}, {"0/1/2/0", nic(kMacB, "ixgbe")}};
const Hardware kTarget = {{"0/4/1/0", nic(kMacB, "iexgbe")}, {"0/4/2/0", nic(kMacA, "iexgbe")}};

Lines ioconfig_of(const Machine& machine) {
  Lines lines;
  for (const IoconfigRow& row : machine.os()->gio.listing())
    lines.push_back(row.hw_path.text() + " lan" + std::to_string(row.instance.number));
  return lines;
}

}  // namespace

TEST_CASE("every NIC keeps its number on the target, whatever slot and driver it has there",
          "[machine]") {
  Lab lab;
  Machine& source = lab.machine("source", kSource, {.netconf = {{"lan0", "192.0.2.1"}}});
  Machine& target = lab.machine("target", kTarget);
  lab.boot(source);
  lab.shut_down(source);
  lab.move_disk(source, target);

  lab.boot(target);

  CHECK(lanscan(target) == Lines{"0/4/1/0 0x00306E00000B lan1", "0/4/2/0 0x00306E00000A lan0"});
  CHECK(lab.facts.all<InterfaceConfigured>().size() == 2);
  CHECK(entries_of(target) ==
        Lines{"0/4/2/0 lan 0 iexgbe 0x00306E00000A", "0/4/1/0 lan 1 iexgbe 0x00306E00000B"});
}

TEST_CASE("without Portable Image the numbers follow the H/W path", "[machine]") {
  Lab lab;
  Machine& source = lab.machine("source", kSource, {.tunable = 0});
  Machine& target = lab.machine("target", kTarget);
  lab.boot(source);
  lab.shut_down(source);
  lab.move_disk(source, target);

  lab.boot(target);

  CHECK(lanscan(target) == Lines{"0/4/1/0 0x00306E00000B lan2", "0/4/2/0 0x00306E00000A lan3"});
}

TEST_CASE("I11: booting again with nothing changed changes nothing", "[machine]") {
  Lab lab;
  Machine& source = lab.machine("source", kSource);
  Machine& target = lab.machine("target", kTarget);
  lab.boot(source);
  lab.shut_down(source);
  lab.move_disk(source, target);
  lab.boot(target);
  const auto state = Mirror::truth(target);
  lab.shut_down(target);

  for (int boot = 0; boot < 5; ++boot) {
    lab.boot(target);
    auto now = Mirror::truth(target);
    // A reservation remembers where its NIC sat at the last save: at home, from the second boot on.
    auto expected = state;
    for (auto* picture : {&now, &expected})
      std::erase_if(*picture, [](const auto& row) { return row.first.starts_with("reservation"); });
    CHECK(now == expected);
    lab.shut_down(target);
  }
}

TEST_CASE("I12: moving there and back restores every instance", "[machine]") {
  Lab lab;
  Machine& source = lab.machine("source", kSource);
  Machine& target = lab.machine("target", kTarget);
  lab.boot(source);
  const Lines at_home = lanscan(source), ioconfig = ioconfig_of(source);
  lab.shut_down(source);

  for (int round_trip = 0; round_trip < 3; ++round_trip) {
    lab.move_disk(source, target);
    lab.boot(target);
    lab.shut_down(target);
    lab.move_disk(target, source);
    lab.boot(source);
    CHECK(lanscan(source) == at_home);
    CHECK(ioconfig_of(source) == ioconfig);
    lab.shut_down(source);
  }
}

TEST_CASE("I12: a NIC that the target lacks has its number when the image is back", "[machine]") {
  Lab lab;
  Machine& source = lab.machine("source", kSource);
  Machine& target = lab.machine("target", {{"0/4/1/0", nic(kMacB)}, {"0/4/3/0", nic(kMacC)}});
  lab.boot(source);
  const Lines at_home = lanscan(source);
  lab.shut_down(source);
  lab.move_disk(source, target);
  lab.boot(target);
  CHECK(lanscan(target) == Lines{"0/4/1/0 0x00306E00000B lan1", "0/4/3/0 0x00306E00000C lan3"});
  lab.shut_down(target);
  lab.move_disk(target, source);

  lab.boot(source);

  CHECK(lanscan(source) == at_home);
}

TEST_CASE("I14: numbers do not creep while an image goes round", "[machine]") {
  Lab lab;
  Machine& source = lab.machine("source", kSource);
  Machine& target = lab.machine("target", {{"0/4/1/0", nic(kMacB)}, {"0/4/3/0", nic(kMacC)}});
  lab.boot(source);
  lab.shut_down(source);
  for (int round_trip = 0; round_trip < 10; ++round_trip) {
    lab.move_disk(source, target);
    lab.boot(target);
    CHECK(target.os()->gio.listing().size() <= 5);
    CHECK(entries_of(target).size() == 3);
    for (const gio::IoNode& node : target.os()->gio.tree()) CHECK(node.instance.number < 5);
    lab.shut_down(target);
    lab.move_disk(target, source);
    lab.boot(source);
    lab.shut_down(source);
  }
}

TEST_CASE("two machines run in one kernel and know nothing of each other", "[machine]") {
  Lab alone;
  Machine& single = alone.machine("single", kSource);
  alone.boot(single);

  Lab lab;
  Machine& first = lab.machine("first", kSource);
  Machine& second = lab.machine("second", kSource);
  first.power_on();
  second.power_on();
  lab.settle();

  CHECK(Mirror::truth(first) == Mirror::truth(single));
  CHECK(Mirror::truth(second) == Mirror::truth(single));
  lab.shut_down(first);
  CHECK(Mirror::truth(second) == Mirror::truth(single));
}

TEST_CASE("nothing but the disk survives the power", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", kSource, {.tunable = 0});
  lab.boot(machine);
  machine.os()->krs.set("gio/test", std::int64_t{1}, krs::Half::volatile_half);
  machine.os()->krs.set("gio/test2", std::int64_t{1}, krs::Half::persistent_half);

  machine.power_off(PowerOff::power_cut);
  lab.boot(machine);

  CHECK(machine.os()->krs.get("gio/test") == std::nullopt);
  CHECK(machine.os()->krs.get("gio/test2") == std::nullopt);
  CHECK(machine.boots() == 2);
}
