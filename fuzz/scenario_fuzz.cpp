// Arbitrary bytes as a scenario: loaded strictly and, if they are one, performed within limits.
//
// Nothing may crash, hang or leak: either there are problems with a place and a sentence, or the
// play runs to a verdict. A verdict of "bug" is a finding.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/must.hpp"
#include "runner/load.hpp"
#include "runner/run.hpp"

using namespace giosim;

namespace {

// What would take long is not what is being looked for.
bool small(const runner::Scenario& scenario) {
  for (const auto& [name, spec] : scenario.machines)
    for (const runner::ManyNics& many : spec.many)
      if (many.count > 100) return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const runner::Scenario scenario = runner::load_scenario_text("fuzz.yaml", text);
    if (!small(scenario)) return 0;

    runner::RunOptions options;
    options.limits.max_events = 20'000;
    options.limits.max_events_at_one_instant = 10'000;
    const runner::Verdict verdict = runner::run(scenario, options);
    for (const runner::Failure& failure : verdict.failures)
      MUST(failure.kind != runner::Failure::Kind::bug);
  } catch (const runner::ScenarioError& error) {
    MUST(!error.problems().empty());
    MUST(!error.problems().text().empty());
  }
  return 0;
}
