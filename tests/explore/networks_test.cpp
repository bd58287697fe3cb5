// Frames on their way are a part of what is explored: who sends first, and when what was sent arrives.

#include <catch2/catch.hpp>

#include "explore/census.hpp"
#include "tests/explore/plays.hpp"

namespace giosim::explore {
namespace {

std::set<std::string> outcomes_of(const Found& found) {
  std::set<std::string> texts;
  for (const OutcomeSeen& seen : found.outcomes) texts.insert(seen.outcome.text());
  return texts;
}

// While linkloop asks a station, somebody pulls the cable.
runner::Scenario cable_is_pulled() {
  return play(
      "scenario: a cable is pulled\nsays: \"Before, while, or after linkloop asks.\"\n"
      "networks: {blue: {stations: [0x00306EF30D45]}}\n"
      "machines:\n  host:\n    slots: {0/1/1/0: {driver: iether, mac: 0x00306E00000A}}\n"
      "    cables: {0/1/1/0: blue}\n"
      "steps:\n  - boot: host\n  - together:\n"
      "    - [{run: {machine: host, command: linkloop -i 0 0x00306EF30D45}}]\n"
      "    - [{pull_cable: {machine: host, at: 0/1/1/0}}]\n");
}

// Two NICs ask at once, on a network that loses every second frame: who asks first is answered, when
// the other one asks before the answer comes.
runner::Scenario every_second_is_lost() {
  return play(
      "scenario: every second frame is lost\nsays: \"Whose frame is it?\"\n"
      "networks: {blue: {stations: [0x00306EF30D45], loses_every: 2}}\n"
      "machines:\n  host:\n    slots:\n"
      "      0/1/1/0: {driver: iether, mac: 0x00306E00000A}\n"
      "      0/2/1/0: {driver: iether, mac: 0x00306E00000B}\n"
      "    cables: {0/1/1/0: blue, 0/2/1/0: blue}\n"
      "steps:\n  - boot: host\n  - together:\n"
      "    - [{run: {machine: host, command: linkloop -i 0 0x00306EF30D45}}]\n"
      "    - [{run: {machine: host, command: linkloop -i 1 0x00306EF30D45}}]\n");
}

TEST_CASE("with networks, too, the search finds what the plain enumeration finds", "[explore]") {
  const auto scenario = GENERATE(cable_is_pulled(), every_second_is_lost());
  const auto varied = GENERATE(runner::Varied{runner::Vary::scan},
                               runner::Varied{runner::Vary::scan, runner::Vary::latency});
  const Found plain = searched(scenario, Reduction::none, 60'000, varied);
  const Found states = searched(scenario, Reduction::states, 0, varied);
  Found full = searched(scenario, Reduction::full, 0, varied);

  INFO(scenario.name << ", " << varied.text() << ": " << plain.runs << " orders");
  REQUIRE(plain.stop == Stop::exhausted);
  CHECK(plain.final_states == full.final_states);
  CHECK(plain.final_states == states.final_states);
  CHECK(outcomes_of(plain) == outcomes_of(full));
  CHECK(Census(full).orders() == plain.runs);
}

TEST_CASE("when frames arrive in any order, more can happen than when nobody waits for them",
          "[explore]") {
  const runner::Varied scan{runner::Vary::scan}, any{runner::Vary::scan, runner::Vary::latency};
  const auto outcomes = [](const runner::Scenario& scenario, runner::Varied varied) {
    return outcomes_of(searched(scenario, Reduction::full, 0, varied)).size();
  };

  CHECK(outcomes(cable_is_pulled(), scan) == 1);  // long before the answer
  CHECK(outcomes(cable_is_pulled(), any) == 2);   // or behind it
  CHECK(outcomes(every_second_is_lost(), scan) == 2);  // one of the two is answered
  CHECK(outcomes(every_second_is_lost(), any) == 3);   // or neither of them
}

}  // namespace
}  // namespace giosim::explore
