#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "explore/census.hpp"
#include "explore/replay.hpp"
#include "explore/shortest.hpp"
#include "tests/explore/plays.hpp"
#include "tests/places.hpp"

namespace giosim::explore {
namespace {

std::set<std::string> outcomes_of(const Found& found) {
  std::set<std::string> texts;
  for (const OutcomeSeen& seen : found.outcomes) texts.insert(seen.outcome.text());
  return texts;
}

Count power(Count base, int exponent) {
  Count product = 1;
  for (int i = 0; i < exponent; ++i) product *= base;
  return product;
}

Count factorial(int n) {
  Count product = 1;
  for (int i = 2; i <= n; ++i) product *= i;
  return product;
}

// In a rotation each NIC gets another number than the scan gave it, so its reset has all steps.
int steps_of_a_move() {
  const Replay pair = replay(rotation(2), {runner::Vary::init}, {}, {});
  int steps = 0;
  for (const ReplayedStep& step : pair.steps) steps += step.process == "iether 0/1/1/0";
  return steps;
}

TEST_CASE("inits that do not meddle have as many orders as their steps can be merged",
          "[explore]") {
  const int steps = steps_of_a_move();
  REQUIRE(steps >= 6);
  for (int nics : {2, 3}) {
    Found found = searched(rotation(nics), Reduction::full, 0, {runner::Vary::init});

    REQUIRE(found.stop == Stop::exhausted);
    CHECK(found.outcomes.size() == 1);
    // (steps + 1)^nics states in all; without those in which fewer than two inits are left.
    const Count all = power(steps + 1, nics);
    CHECK(found.states == all - nics * steps - 1);
    // One run for each place of all but the last one: every state is reached once.
    CHECK(found.runs == power(steps + 1, nics - 1));
    // (nics * steps)! / steps!^nics, the multinomial coefficient.
    CHECK(Census(found).orders() == factorial(nics * steps) / power(factorial(steps), nics));
  }
}

TEST_CASE("the search finds what the plain enumeration of all orders finds", "[explore]") {
  const runner::Varied init{runner::Vary::init};
  const auto scenario =
      GENERATE(rotation(2), duplicates(2), duplicates(2, "policy: {same_entry_twice: nobody}\n"),
               duplicates(2, "policy: {same_entry_twice: lowest_path}\n"));
  const Found plain = searched(scenario, Reduction::none, 20'000, init);
  Found full = searched(scenario, Reduction::full, 0, init);

  REQUIRE(plain.stop == Stop::exhausted);
  CHECK(plain.final_states == full.final_states);
  CHECK(outcomes_of(plain) == outcomes_of(full));
  CHECK(Census(full).orders() == plain.runs);
  CHECK(full.runs < plain.runs / 10);
}

TEST_CASE("sleep sets change neither states nor outcomes nor counts", "[explore]") {
  const auto scenario =
      GENERATE(duplicates(2), duplicates(3), rotation(3));
  Found states = searched(scenario, Reduction::states);
  Found full = searched(scenario, Reduction::full);

  REQUIRE(states.stop == Stop::exhausted);
  REQUIRE(full.stop == Stop::exhausted);
  CHECK(states.states == full.states);
  CHECK(states.final_states == full.final_states);
  CHECK(outcomes_of(states) == outcomes_of(full));
  Census by_states(states), by_steps(full);
  CHECK(by_states.orders() == by_steps.orders());
  CHECK(by_states.failing() == by_steps.failing());
  CHECK(full.new_steps <= states.new_steps);
}

TEST_CASE("of NICs with one MAC address each may be the one that gets the instance",
          "[explore]") {
  for (int nics : {2, 3}) {
    Found found = searched(duplicates(nics), Reduction::full, 0, {runner::Vary::init});
    REQUIRE(found.stop == Stop::exhausted);
    REQUIRE(found.outcomes.size() == static_cast<std::size_t>(nics));
    // All are alike but for their H/W paths: each has the same share of all orders.
    const Census census(found);
    for (const Count& orders : census.of_outcome()) CHECK(orders * nics == census.orders());
  }
}

bool has_one_ppa_twice(const OutcomeSeen& seen) {
  return seen.outcome.text().find("failed: I15") != std::string::npos;
}

TEST_CASE("a newcomer's number depends on the order where given-up numbers are free at once",
          "[explore]") {
  const Found found = searched(late_cards("policy: {given_up_number: at_once}\n"), Reduction::full);

  REQUIRE(found.stop == Stop::exhausted);
  std::set<std::string> numbers;
  for (const OutcomeSeen& seen : found.outcomes) {
    REQUIRE(seen.outcome.nics.size() == 2);
    CHECK(seen.outcome.nics[0].instance == "lan0");
    numbers.insert(seen.outcome.nics[1].instance);
  }
  CHECK(numbers == std::set<std::string>{"lan1", "lan2"});
  CHECK(found.outcomes.size() == 3);
  CHECK(std::ranges::count_if(found.outcomes, has_one_ppa_twice) == 1);
}

TEST_CASE("a number that is free at the next boot is no interface's name twice in any order",
          "[explore]") {
  const Found found = searched(late_cards(), Reduction::full);
  REQUIRE(found.stop == Stop::exhausted);
  CHECK(std::ranges::none_of(found.outcomes, has_one_ppa_twice));
}

TEST_CASE("a power cut at any step of a boot costs no NIC its instance", "[explore]") {
  const runner::Varied varied{runner::Vary::init, runner::Vary::power};
  Found found = searched(rotation(2), Reduction::full, 0, varied);

  REQUIRE(found.stop == Stop::exhausted);
  std::set<std::string> faults;
  for (const OutcomeSeen& seen : found.outcomes) {
    faults.insert(seen.outcome.faults);
    REQUIRE(seen.outcome.nics.size() == 2);
    CHECK(seen.outcome.nics[0].instance == "lan1");
    CHECK(seen.outcome.nics[1].instance == "lan0");
    CHECK(seen.outcome.passed);
  }
  CHECK(faults.size() == 2);  // with the cut, and without
  const Census census(found);
  for (const Count& orders : census.of_outcome()) CHECK(orders > 0);
  const Found plain = searched(rotation(1), Reduction::none, 3'000, varied);
  Found reduced = searched(rotation(1), Reduction::full, 0, varied);
  REQUIRE(plain.stop == Stop::exhausted);
  CHECK(plain.final_states == reduced.final_states);
  CHECK(Census(reduced).orders() == plain.runs);
}

TEST_CASE("the number of threads changes nothing", "[explore][threads]") {
  const runner::Scenario scenario = duplicates(3);
  SearchOptions options;
  const Found alone = search(scenario, options);
  options.in_parallel = [](std::size_t count, const std::function<void(std::size_t)>& work) {
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        for (std::size_t i = t; i < count; i += 4) work(i);
      });
    for (std::thread& thread : threads) thread.join();
  };
  const Found together = search(scenario, options);

  CHECK(together.runs == alone.runs);
  CHECK(together.steps == alone.steps);
  CHECK(together.states == alone.states);
  CHECK(together.final_states == alone.final_states);
  REQUIRE(together.outcomes.size() == alone.outcomes.size());
  for (std::size_t i = 0; i < alone.outcomes.size(); ++i)
    CHECK(together.outcomes[i].choices == alone.outcomes[i].choices);
}

TEST_CASE("a search stops at its bounds and says which", "[explore]") {
  SearchOptions options;
  options.bounds.runs = 5;
  CHECK(search(rotation(3), options).stop == Stop::runs);
  CHECK(search(rotation(3), options).runs == 5);
  options.bounds = {};
  options.bounds.depth = 4;
  CHECK(search(rotation(3), options).stop == Stop::depth);
  options.bounds = {};
  options.bounds.memory = 1000;
  CHECK(search(rotation(3), options).stop == Stop::memory);
  options.bounds = {};
  options.bounds.time = std::chrono::nanoseconds(1);
  CHECK(search(rotation(3), options).stop == Stop::time);
  options.bounds = {};
  options.interrupted = [] { return true; };
  CHECK(search(rotation(3), options).stop == Stop::interrupted);
}

TEST_CASE("the shortest list of each outcome replays it", "[explore]") {
  const runner::Scenario scenario = duplicates(3);
  SearchOptions options;
  const Found found = search(scenario, options);
  const std::vector<ShortList> lists = shortest_lists(scenario, options, found);

  REQUIRE(lists.size() == 3);
  std::size_t plain = 0;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    CHECK(lists[i].shortest);
    const Replay again = replay(scenario, options.varied, lists[i].choices, {});
    CHECK(again.outcome.text() == found.outcomes[i].outcome.text());
    plain += lists[i].choices.empty();
  }
  CHECK(plain == 1);
}

TEST_CASE("a list that cannot be proven the shortest is simplified and still replays",
          "[explore]") {
  const runner::Scenario scenario = duplicates(2);
  SearchOptions options;
  const Found found = search(scenario, options);
  const std::vector<ShortList> lists = shortest_lists(scenario, options, found, 1);

  for (std::size_t i = 0; i < lists.size(); ++i)
    CHECK(replay(scenario, options.varied, lists[i].choices, {}).outcome.text() ==
          found.outcomes[i].outcome.text());
}

// Every scenario that is small enough: all orders of it, and the search.
TEST_CASE("over the scenarios of the suite the search finds what plain enumeration finds",
          "[explore][slow]") {
  namespace fs = std::filesystem;
  std::size_t compared = 0;
  std::vector<fs::path> files;
  for (const auto& entry :
       fs::recursive_directory_iterator(source_folder() / "scenarios"))
    if (entry.path().extension() == ".yaml" &&
        entry.path().string().find("/machines/") == std::string::npos &&
        entry.path().string().find("/large/") == std::string::npos)
      files.push_back(entry.path());
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    const runner::Scenario scenario = runner::load_scenario(file.string());
    const Found plain = searched(scenario, Reduction::none, 70);
    if (plain.stop != Stop::exhausted) continue;
    INFO(file);
    Found full = searched(scenario, Reduction::full);
    CHECK(full.stop == Stop::exhausted);
    CHECK(plain.final_states == full.final_states);
    CHECK(outcomes_of(plain) == outcomes_of(full));
    CHECK(Census(full).orders() == plain.runs);
    ++compared;
  }
  CHECK(compared >= 5);
}

}  // namespace
}  // namespace giosim::explore
