#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "explore/compare.hpp"
#include "explore/finding_text.hpp"
#include "explore/save.hpp"
#include "runner/run.hpp"
#include "tests/explore/plays.hpp"

namespace giosim::explore {
namespace {

constexpr const char* kExpects0 = "expect:\n  - instances: {machine: target, at: {0/1/1/0: 0}}\n";

Asked asked() { return {"play.yaml", {runner::Vary::init, runner::Vary::scan}, {}, false}; }

TEST_CASE("a play that comes out the same in all orders is said to be order-independent",
          "[explore]") {
  const runner::Scenario scenario = rotation(2);
  const Finding finding = find(scenario, {});
  CHECK(finding.one_outcome());
  CHECK(finding.all_pass());
  const std::string text = to_text(finding, scenario, asked());
  CHECK(text.find("Order-independent: all ") != std::string::npos);
  CHECK(text.find("exhausted: ") != std::string::npos);
  CHECK_FALSE(finding.critical);
}

TEST_CASE("half of the orders of two rivals fail an expectation for one of them", "[explore]") {
  const runner::Scenario scenario = play(duplicates(2).source + kExpects0);
  const Finding finding = find(scenario, {});

  REQUIRE(finding.outcomes.size() == 2);
  CHECK(finding.failing * 2 == finding.orders);
  REQUIRE(finding.parting);
  CHECK(finding.parting->first != finding.parting->second);
  REQUIRE(finding.critical);
  // What decides is GIO's answer, and that is what ILAN asks for when it has the MAC address.
  CHECK(finding.critical->what == "iether 0/2/1/0 (ILAN has the MAC address)");
  CHECK(finding.critical->failing_before < 1);
  REQUIRE(finding.critical->passes);
  const std::string text = to_text(finding, scenario, asked());
  CHECK(text.find("It depends on the order: 2 outcomes") != std::string::npos);
  CHECK(text.find("50.00 % of all orders fail") != std::string::npos);
}

TEST_CASE("a stop at a bound is always said, and no share is claimed then", "[explore]") {
  const runner::Scenario scenario = rotation(3);
  SearchOptions options;
  options.bounds.runs = 3;
  const Finding finding = find(scenario, options);
  CHECK_FALSE(finding.one_outcome());
  const std::string text = to_text(finding, scenario, asked());
  CHECK(text.find("NOT EXHAUSTED: stopped at the bound of runs") != std::string::npos);
  CHECK(text.find(" %") == std::string::npos);
  CHECK(to_json(finding, scenario, asked()).find("\"exhausted\":false") != std::string::npos);
}

TEST_CASE("a counterexample is a scenario that replays and fails", "[explore]") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "giosim_counterexamples";
  fs::remove_all(folder);
  const std::string more =
      GENERATE(as<std::string>{}, "", kExpects0, "expect: [{running: target}]\n");
  runner::Scenario scenario = play(duplicates(2).source + more);
  scenario.file = (folder / "play.yaml").string();
  const Finding finding = find(scenario, {});

  const auto saved = save_counterexamples(folder.string(), scenario, finding,
                                          {runner::Vary::init, runner::Vary::scan});
  INFO((saved ? "" : saved.error()));
  REQUIRE(saved);
  REQUIRE(saved->size() == 1);
  const runner::Scenario again = runner::load_scenario(saved->front().path);
  CHECK_FALSE(again.choices.empty());
  const runner::Verdict verdict = runner::run(again);
  CHECK_FALSE(verdict.passed);
  CHECK(verdict.choices == sim::to_string(again.choices));
  fs::remove_all(folder);
}

TEST_CASE("a sample is the same for the same seed, and says what it is", "[explore]") {
  const runner::Scenario scenario = duplicates(3);
  const auto strategy = GENERATE(Strategy::random, Strategy::pct);
  Sample how;
  how.strategy = strategy;
  how.runs = 200;
  how.seed = 5;
  const Finding one = sample(scenario, {}, how);
  const Finding other = sample(scenario, {}, how);
  CHECK(to_text(one, scenario, asked()) == to_text(other, scenario, asked()));
  CHECK(one.outcomes.size() == 3);
  CHECK(to_text(one, scenario, asked()).find("SAMPLED, not exhausted") != std::string::npos);
  std::uint64_t runs = 0;
  for (const OutcomeFinding& outcome : one.outcomes) runs += outcome.runs;
  CHECK(runs == 200);
}

TEST_CASE("PCT states its bound", "[explore]") {
  Sample how;
  how.strategy = Strategy::pct;
  how.depth = 2;
  how.processes = 4;
  how.choices = 25;
  CHECK(how.bound_of_run() == Approx(1.0 / (4 * 25)));
  CHECK(how.bound_of_all(100) == Approx(1 - std::pow(0.99, 100)));
}

TEST_CASE("readings are compared in one table", "[explore]") {
  runner::Scenario scenario = duplicates(2);
  Comparison comparison;
  for (const char* const name : {"first_come", "nobody"}) {
    Reading reading{name, {}, {}};
    if (std::string(name) == "nobody")
      reading.policies.same_entry_twice = gio::SameEntryTwice::nobody;
    scenario.policies = reading.policies;
    reading.finding = find(scenario, {});
    comparison.readings.push_back(std::move(reading));
  }
  const std::string text = compare_text(comparison, scenario, asked().varied);
  CHECK(text.find("first_come") != std::string::npos);
  CHECK(text.find("lan0 50.00 %, lan1 50.00 %") != std::string::npos);
  CHECK(text.find("I13") != std::string::npos);
}

TEST_CASE("large numbers are short, shares are never rounded to all or nothing", "[explore]") {
  CHECK(number_text(0) == "0");
  CHECK(number_text(999) == "999");
  CHECK(number_text(1234567) == "1,234,567");
  CHECK(number_text(Count("1403000000000000000")) == "1.40e18");
  CHECK(percent_text(0.5) == "50.00 %");
  CHECK(percent_text(1) == "100.00 %");
  CHECK(percent_text(0.000001) == "below 0.01 %");
  CHECK(percent_text(0.999999) == "above 99.99 %");
  CHECK(letter_of(0) == "A");
  CHECK(letter_of(26) == "AA");
}

}  // namespace
}  // namespace giosim::explore
