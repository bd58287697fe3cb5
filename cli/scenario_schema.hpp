// The JSON Schema of a scenario, for editors.
#pragma once

#include <string>

namespace giosim::cli {

std::string scenario_schema();  // one line of JSON, without its end

}  // namespace giosim::cli
