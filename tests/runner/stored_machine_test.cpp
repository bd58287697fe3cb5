#include "runner/stored_machine.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "runner/load.hpp"
#include "runner/machine_spec.hpp"
#include "runner/world.hpp"
#include "tests/sim/sqlite_fixture.hpp"

namespace giosim::runner {
namespace {

Scenario scenario_with(const std::string& machine, const std::string& more = "") {
  return load_scenario_text("test.yaml", "scenario: a\nsays: b\nmachines: {m: " + machine +
                                             "}\nsteps: []\n" + more);
}

// The machine of a scenario, written into a store and read back.
Scenario there_and_back(const Scenario& scenario) {
  sim::SqliteFixture fixture;
  sim::SqliteStore store = fixture.open();
  RunOptions options;
  options.store = &store;
  run(scenario, options);
  return scenario_of_store(store, "m.db", "m");
}

std::vector<std::string> keys_of(const ShapeDescription& shape) {
  std::vector<std::string> keys;
  for (const FieldDescription& field : shape.fields) keys.push_back(field.key);
  return keys;
}

TEST_CASE("a machine comes back from the store as it is plugged together", "[runner]") {
  const Scenario written = scenario_with(
      "{model: BL860c i2, virtual_connect: {first: 0x0017A4770020, count: 2}, not_replaceable: "
      "[igelan, iexgbe], slots: {1/2/0: {driver: none, mac: none}, 1/3/0: {driver: igelan, mac: "
      "0x00306E00000A, answers_after: 1.5us, fails: mid}, 1/4/0: {driver: igelan, mac: none}}}",
      "policy: {flush: krsd, given_up_number: at_once}\n");

  const Scenario read = there_and_back(written);

  REQUIRE(read.machines.size() == 1);
  CHECK(read.machines.front().first == "m");
  const machine::Hardware before = hardware_of(written.machines.front().second, 0);
  const machine::Hardware after = hardware_of(read.machines.front().second, 0);
  REQUIRE(before.size() == after.size());
  for (const auto& [hw_path, card] : before) {
    INFO(hw_path.text());
    const hdm::Card& back = after.at(hw_path);
    CHECK(back.driver == card.driver);
    CHECK(back.device_class == card.device_class);
    CHECK(back.mac == card.mac);
    CHECK(back.answers_after == card.answers_after);
    CHECK(back.fails_at == card.fails_at);
    CHECK(back.linked == card.linked);
  }
  CHECK(read.machines.front().second.not_replaceable ==
        written.machines.front().second.not_replaceable);
  CHECK(read.policies == written.policies);
}

TEST_CASE("a machine comes back with its cables, and their networks as they are", "[runner]") {
  const Scenario read = there_and_back(scenario_with(
      "{slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}, cables: {0/1/1/0: blue, 0/1/2/0: "
      "red}}",
      "networks: {blue: {latency: 5us, loses_every: 3, stations: [0x00306EF30D45], vlans: [75]}, "
      "red: {vlans: []}, green: {}}\n"));

  CHECK(cables_of(read.machines.front().second) ==
        cables_of(scenario_with("{cables: {0/1/1/0: blue, 0/1/2/0: red}}",
                                "networks: {blue: {}, red: {}}\n")
                      .machines.front()
                      .second));
  REQUIRE(read.networks.size() == 2);  // nothing of the machine's is in the green one
  const auto& [name, blue] = read.networks[0];
  CHECK(name == "blue");
  CHECK(blue.latency == std::chrono::microseconds(5));
  CHECK(blue.loses_every == 3);
  CHECK(blue.stations == std::vector<MacAddress>{"0x00306EF30D45"});
  CHECK(blue.vlans == std::vector{75});
  CHECK(read.networks[1].second.vlans == std::vector<int>{});
}

TEST_CASE("a machine without any card comes back", "[runner]") {
  CHECK(there_and_back(scenario_with("{}")).machines.size() == 1);
}

TEST_CASE("all that the language says of a card or a machine is stored", "[runner]") {
  // Who adds a key must add it to machine_text(), or say here that it lives on the disk.
  const std::set<std::string> of_a_card = {"driver", "class", "mac", "answers_after", "fails",
                                           "linked"};
  const std::set<std::string> hardware = {"model",           "slots", "empty_slots",
                                          "virtual_connect", "many",  "cables",
                                          "not_replaceable"};
  const std::set<std::string> on_the_disk = {"os",       "software", "gio_portable_image",
                                             "ioconfig", "saved",    "krs",
                                             "netconf",  "files",    "rc"};

  for (const std::string& key : keys_of(*card_shape().description())) {
    INFO(key);
    CHECK(of_a_card.contains(key));
  }
  for (const std::string& key : keys_of(*machine_shape().description())) {
    INFO(key);
    CHECK((hardware.contains(key) || on_the_disk.contains(key)));
  }
}

}  // namespace
}  // namespace giosim::runner
