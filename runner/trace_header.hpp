// The header of a scenario's trace, for every listener that writes one.
#pragma once

#include <string>

#include "runner/report/json_trace.hpp"
#include "runner/scenario.hpp"

namespace giosim::runner {

// `engine` is the program and its version; `choices` those of the run, as far as they are known.
report::TraceHeader trace_header(const Scenario& scenario, std::string_view engine,
                                 std::string choices);

}  // namespace giosim::runner
