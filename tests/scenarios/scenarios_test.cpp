// What must hold for each scenario of the tree, whatever it is about.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "runner/load.hpp"
#include "runner/needs.hpp"
#include "runner/report/json_trace.hpp"
#include "runner/report/rules.hpp"
#include "runner/report/trace_laws.hpp"
#include "runner/run.hpp"
#include "tests/places.hpp"

namespace giosim {
namespace {

namespace fs = std::filesystem;

// The files of scenarios/ that are plays; machine files for inclusion are none.
std::vector<std::string> plays() {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(source_folder() / "scenarios"))
    if (entry.path().extension() == ".yaml" &&
        entry.path().parent_path().filename() != "machines")
      files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

// A trace of a thousand NICs is as good a witness of the laws as one of five thousand.
bool large(const runner::Scenario& scenario) {
  for (const auto& [name, spec] : scenario.machines)
    for (const runner::ManyNics& many : spec.many)
      if (many.count > 1000) return true;
  return false;
}

std::string trace_of(const runner::Scenario& scenario, runner::Verdict* verdict = nullptr) {
  std::ostringstream out;
  report::JsonTrace trace(out, {"giosim", scenario.name, scenario.file, scenario.source, {}, {}});
  runner::RunOptions options;
  options.sinks = {&trace};
  const runner::Verdict judged = runner::run(scenario, options);
  REQUIRE(trace.finish());
  if (verdict) *verdict = judged;
  return out.str();
}

}  // namespace

TEST_CASE("there are plays enough to learn from", "[scenarios]") { CHECK(plays().size() >= 40); }

TEST_CASE("each play gives the same bytes twice, and its trace keeps the laws", "[scenarios]") {
  for (const std::string& file : plays()) {
    const runner::Scenario scenario = runner::load_scenario(file);
    if (large(scenario)) continue;

    runner::Verdict verdict;
    const std::string first = trace_of(scenario, &verdict);
    const std::string second = trace_of(scenario);

    INFO(file);
    for (const runner::Failure& failure : verdict.failures) UNSCOPED_INFO(failure.sentence);
    CHECK(verdict.passed);
    CHECK((first == second));  // in parentheses: Catch need not print them
    std::istringstream trace(first);
    for (const report::BrokenLaw& broken : report::broken_laws(trace))
      FAIL_CHECK(broken.law << ", line " << broken.line << ": " << broken.sentence);
  }
}

TEST_CASE("each play expects something, says it in a sentence, and names rules that exist",
          "[scenarios]") {
  for (const std::string& file : plays()) {
    const runner::Scenario scenario = runner::load_scenario(file);
    INFO(file);

    int expectations = 0;
    runner::each_expectation(scenario, [&](const runner::Expectation&) { ++expectations; });
    runner::each_step(scenario, [&](const runner::Step& step) {
      const auto* run = get_if<runner::RunStep>(&step.action);
      if (run && (run->output || !run->has.empty() || !run->lacks.empty())) ++expectations;
    });
    CHECK(expectations > 0);
    CHECK(scenario.says.ends_with("."));
    CHECK_FALSE(scenario.tags.empty());
    for (const std::string& id : scenario.rules) {
      INFO(id);
      CHECK(report::find_rule(id) != nullptr);
    }
  }
}

TEST_CASE("each step, expectation and reading of the language is used by some play",
          "[scenarios]") {
  std::set<std::size_t> steps;
  std::set<std::size_t> claims;
  std::set<std::string> readings;
  for (const std::string& file : plays()) {
    const runner::Scenario scenario = runner::load_scenario(file);
    runner::each_step(scenario,
                      [&](const runner::Step& step) { steps.insert(step.action.index()); });
    runner::each_expectation(scenario, [&](const runner::Expectation& expectation) {
      claims.insert(expectation.claim.index());
    });
    for (const gio::PolicyRow& row : gio::policy_table())
      readings.insert(std::string(row.name) + ": " +
                      std::string(row.readings[row.get(scenario.policies)]));
  }

  CHECK(steps.size() == variant_size_v<runner::Action>);
  CHECK(claims.size() == variant_size_v<runner::Claim>);
  for (const gio::PolicyRow& row : gio::policy_table())
    for (std::string_view reading : row.readings) {
      INFO(row.name << ": " << reading);
      CHECK(readings.contains(std::string(row.name) + ": " + std::string(reading)));
    }
}

}  // namespace giosim
