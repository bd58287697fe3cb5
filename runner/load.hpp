// Loading a scenario: YAML text in, Scenario out, or ScenarioError with all that is wrong.
#pragma once

#include <string>

#include "runner/scenario.hpp"
#include "runner/shape.hpp"

namespace giosim::runner {

// From a file, with what it includes. Throws ScenarioError.
Scenario load_scenario(const std::string& path);

// From a text that did not come from a file; an include cannot be resolved there.
Scenario load_scenario_text(const std::string& name, std::string text);

// One step, as a scenario would write it: "boot: target". The machines are those of the scenario.
// Throws ScenarioError.
Step load_step(const Scenario& scenario, const std::string& name, std::string text);

const Shape<gio::Policies>& policies_shape();

// The language as data: for the JSON Schema and for docs/SCENARIOS.md.
const Shape<Scenario>& scenario_shape();

}  // namespace giosim::runner
