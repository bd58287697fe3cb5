#include "runner/run.hpp"

#include <algorithm>

#include "base/must.hpp"
#include "runner/needs.hpp"
#include "runner/vary.hpp"
#include "runner/world.hpp"

namespace giosim::runner {
namespace {

// Broken invariants are failures, unless the scenario is there to show just these.
void judge_invariants(const Scenario& scenario, const World& world, Verdict& verdict) {
  const std::vector<std::string> to_break = invariants_to_break(scenario);
  const auto expected = [&](std::string_view id) {
    return std::ranges::find(to_break, id) != to_break.end();
  };

  for (const report::Broken& broken : world.invariants().broken())
    if (!expected(broken.id))
      verdict.failures.push_back(
          {Failure::Kind::invariant, Mark(), std::string(broken.id),
           broken.sentence + " (" + broken.machine + ", boot " + std::to_string(broken.boot) +
               ", fact " + std::to_string(broken.seq) + ")"});

  each_expectation(scenario, [&](const Expectation& expectation) {
    const auto* breaks = get_if<BreaksExpectation>(&expectation.claim);
    if (!breaks) return;
    for (const std::string& id : breaks->invariants)
      if (id != "I13" &&  // of all orders: explore judges it
          std::ranges::find(world.invariants().broken(), id, &report::Broken::id) ==
          world.invariants().broken().end())
        verdict.failures.push_back({Failure::Kind::expectation, expectation.where, "breaks",
                                    "expected " + id + " to be broken; it holds"});
  });
}

void conclude(const Scenario& scenario, Verdict& verdict) {
  const bool failed = !verdict.failures.empty();
  if (scenario.expect_failure) {
    verdict.passed = failed && !verdict.interrupted;
    verdict.unexpectedly_passed = !failed && !verdict.interrupted;
  } else {
    verdict.passed = !failed && !verdict.interrupted;
  }
}

}  // namespace

Verdict run(const Scenario& scenario, const RunOptions& options) {
  sim::InOrder in_order;
  sim::Replayed of_scenario(scenario.choices);
  sim::Choices& choices = options.choices           ? *options.choices
                          : scenario.choices.empty() ? static_cast<sim::Choices&>(in_order)
                                                     : of_scenario;
  Verdict verdict;
  World world(scenario, options, choices);
  std::unique_ptr<sim::Steering> steering;
  if (options.steering)
    steering = options.steering(world);
  else if (!world.varied().nothing())
    steering = std::make_unique<OpenOrders>(world, world.varied());
  if (steering) {
    choices.latencies_are_orders();
    world.kernel().steer(*steering);
  }
  const auto stopped = [&](Failure::Kind kind, const char* what) {
    verdict.failures.push_back({kind, Mark(), {}, what});
  };
  try {
    world.perform();
    if (!world.interrupted()) choices.end_of_run();
  } catch (const Bug& bug) {
    stopped(Failure::Kind::bug, bug.what());
  } catch (const sim::StuckError& stuck) {
    stopped(Failure::Kind::stuck, stuck.what());
  } catch (const sim::ChoiceError& error) {
    stopped(Failure::Kind::choices, error.what());
  }

  std::ranges::move(world.take_failures(), std::back_inserter(verdict.failures));
  verdict.interrupted = world.interrupted();
  if (!verdict.interrupted) judge_invariants(scenario, world, verdict);
  verdict.choices = choices.list();
  verdict.events = world.events();
  verdict.facts = world.recorder().last_seq();
  verdict.virtual_time = world.now().time_since_epoch();
  conclude(scenario, verdict);
  world.describe_machines();
  if (options.at_end) options.at_end(world);
  return verdict;
}

}  // namespace giosim::runner
