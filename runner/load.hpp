// Loading a scenario: YAML text in, Scenario out, or ScenarioError with all that is wrong.
#pragma once

#include <string>

#include "runner/scenario.hpp"
#include "runner/shape.hpp"

namespace giosim::runner {

class FileReader;

// From a file, with what it includes. Throws ScenarioError.
Scenario load_scenario(const std::string& path);

// From a text that has been read already; `name` is its path, where includes are sought from.
Scenario load_scenario_text(const std::string& name, std::string text);
// The same, with what it includes from elsewhere (yaml_include.hpp: NoFiles).
Scenario load_scenario_text(const std::string& name, std::string text, const FileReader& files);

// One step, as a scenario would write it: "boot: target". The machines are those of the scenario.
// Throws ScenarioError.
Step load_step(const Scenario& scenario, const std::string& name, std::string text);

const Shape<gio::Policies>& policies_shape();

// The language as data: for the JSON Schema and for docs/SCENARIOS.md.
const Shape<Scenario>& scenario_shape();

}  // namespace giosim::runner
