#include "cli/judgement.hpp"

#include <catch2/catch.hpp>

#include "runner/load.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

using runner::Failure;

runner::Scenario one_boots() {
  return runner::load_scenario_text(
      "a b.yaml",
      "scenario: one boots\nsays: One NIC boots.\n"
      "machines: {server: {slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}}}\n"
      "steps: [{boot: server}]\n");
}

runner::Verdict failed_with(Failure::Kind kind) {
  runner::Verdict verdict;
  verdict.failures.push_back({kind, {}, "I5", "this is the case"});
  return verdict;
}

TEST_CASE("each kind of failure has its exit code", "[cli]") {
  CHECK(exit_code_of(failed_with(Failure::Kind::expectation)) == ExitCode::failed);
  CHECK(exit_code_of(failed_with(Failure::Kind::invariant)) == ExitCode::failed);
  CHECK(exit_code_of(failed_with(Failure::Kind::stuck)) == ExitCode::failed);
  CHECK(exit_code_of(failed_with(Failure::Kind::choices)) == ExitCode::bad_input);
  CHECK(exit_code_of(failed_with(Failure::Kind::bug)) == ExitCode::internal_error);

  runner::Verdict interrupted;
  interrupted.interrupted = true;
  CHECK(exit_code_of(interrupted) == ExitCode::interrupted);
  runner::Verdict passed;
  passed.passed = true;
  CHECK(exit_code_of(passed) == ExitCode::passed);
}

TEST_CASE("a failure without a place names the file and what it is", "[cli]") {
  const runner::Scenario scenario = one_boots();

  CHECK(failures_text(scenario, failed_with(Failure::Kind::invariant)) ==
        "a b.yaml: error: invariant I5 is broken: this is the case\n");
  CHECK_THAT(failures_text(scenario, failed_with(Failure::Kind::bug)),
             Contains("a bug of giosim itself"));
}

TEST_CASE("the last facts before a bug are found by replaying the run", "[cli]") {
  const runner::Scenario scenario = one_boots();
  runner::Verdict verdict = runner::run(scenario);
  REQUIRE(verdict.passed);

  const std::string facts = last_facts(scenario, verdict, {});

  CHECK(std::ranges::count(facts, '\n') == 8);
  CHECK_THAT(facts, Contains(std::to_string(verdict.facts) + "  "));
  CHECK_THAT(facts, EndsWith("server is up.\n"));
}

TEST_CASE("the command that replays a run says what is not said by the file", "[cli]") {
  runner::Scenario scenario = one_boots();
  runner::Verdict verdict;
  const std::vector<std::string> policies = {"flush=krsd"};

  CHECK(replay_command(scenario, verdict) == "giosim run 'a b.yaml'");
  CHECK(replay_command(scenario, verdict, policies) == "giosim run 'a b.yaml' --policy flush=krsd");

  verdict.choices = "0.2.1";
  CHECK(replay_command(scenario, verdict) == "giosim run 'a b.yaml' --choices 0.2.1");
  scenario.choices = {0, 2, 1};
  CHECK(replay_command(scenario, verdict) == "giosim run 'a b.yaml'");
  verdict.choices = "";
  CHECK(replay_command(scenario, verdict) == "giosim run 'a b.yaml' --choices 0");
}

}  // namespace
}  // namespace giosim::cli
