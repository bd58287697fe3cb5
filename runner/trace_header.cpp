#include "runner/trace_header.hpp"

namespace giosim::runner {

report::TraceHeader trace_header(const Scenario& scenario, std::string_view engine,
                                 std::string choices) {
  report::TraceHeader header{.engine = std::string(engine),
                             .scenario = scenario.name,
                             .source = scenario.file,
                             .scenario_text = scenario.source,
                             .choices = std::move(choices),
                             .policies = scenario.policies};
  if (const auto& lesson = scenario.lesson)
    header.lesson = report::HeaderLesson{lesson->number, lesson->title, lesson->goal, lesson->before,
                                         lesson->summary, lesson->ask,
                                         lesson->ask_at};
  return header;
}

}  // namespace giosim::runner
