#include "runner/trace_header.hpp"

namespace giosim::runner {

report::TraceHeader trace_header(const Scenario& scenario, std::string_view engine,
                                 std::string choices) {
  return {.engine = std::string(engine),
          .scenario = scenario.name,
          .source = scenario.file,
          .scenario_text = scenario.source,
          .choices = std::move(choices),
          .policies = scenario.policies};
}

}  // namespace giosim::runner
