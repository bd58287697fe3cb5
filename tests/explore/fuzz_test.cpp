// Random plays: the same for the same seed, whole scenarios, and small once they fail.

#include <catch2/catch.hpp>
#include <set>

#include "explore/fuzz.hpp"
#include "runner/load.hpp"
#include "runner/problem.hpp"

namespace giosim::explore {
namespace {

TEST_CASE("a play is the same for the same seed, and another for another one", "[explore]") {
  std::set<std::string> texts;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Play play = random_play(seed);
    CHECK(play.text() == random_play(seed).text());
    texts.insert(play.text());
  }
  CHECK(texts.size() == 100);
}

TEST_CASE("a play is a scenario that can be loaded", "[explore]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Play play = random_play(seed);
    play.name = "play";
    play.says = "It.";
    INFO(play.text());
    try {
      const runner::Scenario scenario = runner::load_scenario_text("play", play.text());
      CHECK(scenario.steps.size() >= 1);
    } catch (const runner::ScenarioError& error) {
      FAIL(error.what());
    }
  }
}

TEST_CASE("each part of a play can be taken out, and then it is gone", "[explore]") {
  Play play;
  play.machines = {{"first", true, {"0/1/1/0: {driver: fcd}"}, {"lan0: {}"}, {"0: 0/1/1/0"}},
                   {"second", false, {}, {}, {}}};
  play.faults = {"when: {machine: first}"};
  play.steps = {"boot: first", "boot: second", "save: first"};

  REQUIRE(play.parts() == 3 + 1 + 3 + 2);
  CHECK(play.without(0).steps == std::vector<std::string>{"boot: first", "boot: second"});
  CHECK(play.without(2).steps == std::vector<std::string>{"boot: second", "save: first"});
  CHECK(play.without(3).faults.empty());
  CHECK(play.without(4).machines[0].slots.empty());
  CHECK(play.without(5).machines[0].saved.empty());
  CHECK(play.without(6).machines[0].ioconfig.empty());
  // A machine goes with all that is about it.
  const Play second = play.without(7);
  REQUIRE(second.machines.size() == 1);
  CHECK(second.steps == std::vector<std::string>{"boot: second"});
  CHECK(second.faults.empty());
  for (std::size_t part = 0; part < play.parts(); ++part)
    CHECK(play.without(part).parts() < play.parts());
}

TEST_CASE("a network goes with its cables and with the steps that plug one in", "[explore]") {
  Play play;
  play.networks = {"blue: {}", "red: {}"};
  play.machines = {{"first", true, {}, {}, {}, {"0/1/1/0: blue", "0/2/1/0: red"}}};
  play.steps = {"plug_cable: {machine: first, at: 0/2/1/0, network: blue}", "boot: first"};

  REQUIRE(play.parts() == 2 + 2 + 1 + 2);
  CHECK(play.without(2).machines[0].cables == std::vector<std::string>{"0/1/1/0: blue"});
  const Play red = play.without(5);
  CHECK(red.networks == std::vector<std::string>{"red: {}"});
  CHECK(red.machines[0].cables == std::vector<std::string>{"0/2/1/0: red"});
  CHECK(red.steps == std::vector<std::string>{"boot: first"});
}

TEST_CASE("a line of the text belongs to its step", "[explore]") {
  const Play play = random_play(5);
  const std::string text = play.text();
  int line = 1;
  std::size_t steps = 0;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1, ++line)
    if (const auto step = play.step_in_line(line)) {
      CHECK(text.compare(at, 4 + play.steps[*step].size(), "  - " + play.steps[*step]) == 0);
      ++steps;
    }
  CHECK(steps == play.steps.size());
}

TEST_CASE("random plays break no invariant, and do meet what they are about", "[explore]") {
  std::map<std::string, std::size_t> plays_with;
  for (std::uint64_t index = 0; index < 300; ++index) {
    const FuzzResult result = fuzz(seed_of_play(12, index), "play", {});
    if (result.failure) {
      INFO(result.play.text());
      FAIL_CHECK(result.failure->id + ": " + result.failure->sentence);
    }
    for (const auto& [name, count] : result.reached) ++plays_with[name];
  }
  for (const char* const name :
       {"gio.instance_reassigned", "gio.record_freed", "gio.instance_kept", "pi.entry_saved",
        "machine.disk_moved", "hdm.init_failed", "krs.commit_failed", "wire.frame_sent",
        "wire.frame_received", "wire.cable_plugged"}) {
    INFO(name);
    CHECK(plays_with[name] >= 3);
  }
}

TEST_CASE("a play that fails is shrunk to what it takes, and fails as a scenario", "[explore]") {
  FuzzOptions options;  // a reading that leaves DLPI with a wrong PPA (I5, I6)
  options.policies.same_entry_twice = gio::SameEntryTwice::lowest_path;
  std::optional<FuzzResult> failed;
  for (std::uint64_t index = 0; !failed && index < 500; ++index) {
    FuzzResult result = fuzz(seed_of_play(1, index), "play", options);
    if (result.failure) failed = std::move(result);
  }
  REQUIRE(failed);

  INFO(failed->play.text());
  CHECK(failed->play.parts() <= 10);  // a machine, two NICs, some boots, and little more
  const runner::Scenario scenario = runner::load_scenario_text("play", failed->play.text());
  const runner::Verdict verdict = runner::run(scenario);
  REQUIRE(!verdict.failures.empty());
  CHECK(verdict.failures.front().id == failed->failure->id);
  CHECK(verdict.failures.front().sentence == failed->failure->sentence);
  for (std::size_t part = 0; part < failed->play.parts(); ++part) {
    const Play less = failed->play.without(part);
    try {
      runner::Scenario smaller = runner::load_scenario_text("play", less.text());
      smaller.choices.clear();
      const runner::Verdict passes = runner::run(smaller);
      CHECK((passes.failures.empty() || passes.failures.front().id != failed->failure->id));
    } catch (const runner::ScenarioError&) {
      SUCCEED();
    }
  }
}

TEST_CASE("a play is over at once when somebody wants to stop", "[explore]") {
  FuzzOptions options;
  options.interrupted = [] { return true; };

  CHECK(fuzz(1, "play", options).interrupted);
}

}  // namespace
}  // namespace giosim::explore
