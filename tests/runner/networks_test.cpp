// The keys networks and cables, and the steps that move a cable: what is wrong, and where.
#include <catch2/catch.hpp>

#include "runner/load.hpp"
#include "runner/run.hpp"

namespace giosim::runner {
namespace {

using Catch::Matchers::Contains;

// "line:column sentence" of the only thing that is wrong.
std::string wrong(const std::string& text) {
  std::vector<std::string> all;
  try {
    load_scenario_text("n.yaml", text);
  } catch (const ScenarioError& error) {
    for (const Problem& problem : error.problems().sorted())
      all.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                    problem.sentence);
  }
  REQUIRE(all.size() == 1);
  return all.front();
}

std::string play(const std::string& networks, const std::string& cables,
                 const std::string& steps = "[]", const std::string& more = "") {
  return "scenario: n\nsays: n\nnetworks: " + networks +
         "\nmachines:\n  host:\n    slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}\n"
         "    cables: " + cables + "\nsteps: " + steps + "\n" + more;
}

}  // namespace

TEST_CASE("a scenario's networks are loaded with all that they say", "[runner]") {
  const Scenario scenario = load_scenario_text(
      "n.yaml", play("{blue: {latency: 5us, loses_every: 3, stations: [0x00306EF30D45]}, "
                     "red: {}}",
                     "{0/1/1/0: blue}"));

  REQUIRE(scenario.networks.size() == 2);
  const auto& [name, blue] = scenario.networks[0];
  CHECK(name == "blue");
  CHECK(blue.latency == std::chrono::microseconds(5));
  CHECK(blue.loses_every == 3);
  CHECK(blue.stations == std::vector<MacAddress>{"0x00306EF30D45"});
  CHECK(scenario.networks[1].second.latency == std::chrono::microseconds(10));
}

TEST_CASE("a cable into a network that is not there is told with the nearest one", "[runner]") {
  CHECK(wrong(play("{blue: {}, red: {}}", "{0/1/1/0: bleu}")) ==
        "7:23 there is no network 'bleu'; expected 'blue' or 'red'; did you mean 'blue'?");
  CHECK(wrong("scenario: n\nsays: n\nmachines: {host: {cables: {0/1/1/0: blue}}}\nsteps: []\n") ==
        "3:37 there is no network 'blue'; expected it among the scenario's 'networks'");
  CHECK_THAT(wrong(play("{blue: {}}", "{}",
                        "\n  - plug_cable: {machine: host, at: 0/1/1/0, network: blew}")),
             Contains("there is no network 'blew'; expected 'blue'"));
  CHECK_THAT(wrong(play("{blue: {}}", "{}", "[]",
                        "expect: [{networks: {machine: host, of: {lan0: red}}}]\n")),
             Contains("there is no network 'red'; expected 'blue'"));
}

TEST_CASE("a key or a value of a network that is wrong is told with its place", "[runner]") {
  CHECK_THAT(wrong(play("{blue: {latensy: 5us}}", "{}")),
             Contains("3:19 ") && Contains("'latensy'") && Contains("'latency'"));
  CHECK_THAT(wrong(play("{blue: {latency: 5}}", "{}")), Contains("3:28 "));
  CHECK_THAT(wrong(play("{blue: {loses_every: -1}}", "{}")), Contains("3:32 "));
  CHECK_THAT(wrong(play("{blue: {stations: [0x01]}}", "{}")), Contains("3:30 "));
  CHECK_THAT(wrong(play("[blue]", "{}")), Contains("3:11 "));
  CHECK_THAT(wrong(play("{blue: {}}", "{lan0: blue}")), Contains("'lan0'"));
}

TEST_CASE("the steps that move a cable say what they miss", "[runner]") {
  CHECK_THAT(wrong(play("{blue: {}}", "{}", "\n  - plug_cable: {machine: host, at: 0/1/1/0}")),
             Contains("'network'"));
  CHECK_THAT(wrong(play("{blue: {}}", "{}", "\n  - pull_cable: {machine: hosst, at: 0/1/1/0}")),
             Contains("there is no machine 'hosst'") && Contains("'host'"));
  CHECK_THAT(wrong(play("{blue: {}}", "{}", "\n  - pull_cabel: {machine: host, at: 0/1/1/0}")),
             Contains("'pull_cabel'") && Contains("'pull_cable'"));
  // What only the run can know: that no cable is there by then.
  const Scenario twice = load_scenario_text(
      "n.yaml", play("{blue: {}}", "{0/1/1/0: blue}",
                     "\n  - pull_cable: {machine: host, at: 0/1/1/0}"
                     "\n  - pull_cable: {machine: host, at: 0/1/1/0}"));
  try {
    run(twice);
    FAIL("a cable that is not there was pulled");
  } catch (const ScenarioError& error) {
    CHECK_THAT(error.problems().text(),
               Contains("n.yaml:10:17") && Contains("no cable is at 0/1/1/0 of host"));
  }
}

}  // namespace giosim::runner
