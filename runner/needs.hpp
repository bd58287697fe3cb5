// What a scenario asks for, found by walking through all of its steps.
#pragma once

#include <functional>

#include "runner/scenario.hpp"

namespace giosim::runner {

// Every step, also those within repeat, together and when, in the order of the file.
void each_step(const Scenario& scenario, const std::function<void(const Step&)>& visit);

// Every expectation, of the steps and of the end.
void each_expectation(const Scenario& scenario,
                      const std::function<void(const Expectation&)>& visit);

// Does an expectation look at facts, so that they must be kept?
bool asks_for_facts(const Scenario& scenario);

// The invariants that are expected to break.
std::vector<std::string> invariants_to_break(const Scenario& scenario);

}  // namespace giosim::runner
