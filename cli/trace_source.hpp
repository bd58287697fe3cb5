// Where a trace comes from: a file that `giosim run --format jsonl` has written, or a scenario that
// is performed for it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/terminal.hpp"
#include "runner/report/lecture.hpp"
#include "runner/run.hpp"
#include "runner/scenario.hpp"

namespace giosim::cli {

// The bytes of a file; "-" is standard input. Throws UsageError.
std::string whole_file(const std::string& file);

// The scenario of a file; "-" is standard input. Throws UsageError, ScenarioError.
runner::Scenario load_named(const std::string& file);

// What a file named on the command line holds: the bytes of a trace, or a scenario; "-" is standard
// input. `rerun`: somebody wants it run in another way, which a trace cannot be. Throws.
std::variant<std::string, runner::Scenario> trace_or_scenario(const std::string& file, bool rerun);

// Throws for a run that could not be, complains of one that does not come to its end.
void refuse_broken_run(const runner::Verdict& verdict, const std::string& name, Terminal& terminal);

struct TraceSource {
  std::string file;  // a scenario or a trace
  std::optional<std::string> choices;
  std::vector<std::string> policies;
};

// --choices and --policy: which run of the scenario it is.
void declare_run(Arguments& arguments, TraceSource& source);

// The scenario, with its choices and policies as they are asked for. Throws.
runner::Scenario scenario_of(const TraceSource& source);

// The trace of one run. It tells standard error when that run did not come to its end; what a run
// should have done and did not is no matter here. Throws UsageError, ScenarioError.
std::string trace_of(const runner::Scenario& scenario, Terminal& terminal);

report::Lecture lecture_of(const runner::Scenario& scenario, Terminal& terminal);
report::Lecture lecture_of(const TraceSource& source, Terminal& terminal);

}  // namespace giosim::cli
