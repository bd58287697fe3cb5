#include "runner/needs.hpp"

namespace giosim::runner {
namespace {

void walk(const std::vector<Step>& steps, const std::function<void(const Step&)>& visit) {
  for (const Step& step : steps) {
    visit(step);
    if (const auto* repeat = get_if<RepeatStep>(&step.action)) walk(repeat->steps, visit);
    if (const auto* together = get_if<TogetherStep>(&step.action))
      for (const std::vector<Step>& track : together->tracks) walk(track, visit);
  }
}

}  // namespace

void each_step(const Scenario& scenario, const std::function<void(const Step&)>& visit) {
  for (const Fault& fault : scenario.faults)
    if (const auto* when = std::get_if<WhenFault>(&fault.what)) walk(when->steps, visit);
  walk(scenario.steps, visit);
}

void each_expectation(const Scenario& scenario,
                      const std::function<void(const Expectation&)>& visit) {
  each_step(scenario, [&](const Step& step) {
    if (const auto* expect = get_if<ExpectStep>(&step.action))
      for (const Expectation& expectation : expect->expectations) visit(expectation);
  });
  for (const Expectation& expectation : scenario.expectations) visit(expectation);
}

bool asks_for_facts(const Scenario& scenario) {
  bool asks = false;
  each_expectation(scenario, [&](const Expectation& expectation) {
    asks = asks || holds_alternative<EventExpectation>(expectation.claim) ||
           holds_alternative<NoEventExpectation>(expectation.claim) ||
           holds_alternative<OrderExpectation>(expectation.claim) ||
           holds_alternative<TraceExpectation>(expectation.claim);
  });
  return asks;
}

std::vector<std::string> invariants_to_break(const Scenario& scenario) {
  std::vector<std::string> ids;
  each_expectation(scenario, [&](const Expectation& expectation) {
    if (const auto* breaks = get_if<BreaksExpectation>(&expectation.claim))
      ids.insert(ids.end(), breaks->invariants.begin(), breaks->invariants.end());
  });
  return ids;
}

}  // namespace giosim::runner
