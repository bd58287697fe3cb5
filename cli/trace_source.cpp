#include "cli/trace_source.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "cli/interruption.hpp"
#include "cli/policy_option.hpp"
#include "cli/version.hpp"
#include "runner/load.hpp"
#include "runner/problem.hpp"
#include "runner/report/json_trace.hpp"
#include "runner/run.hpp"
#include "runner/trace_header.hpp"

namespace giosim::cli {

std::string whole_file(const std::string& file) {
  if (file == "-")
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  std::ifstream in(file, std::ios::binary);
  if (!in) throw UsageError(fmt::format("cannot read {}", runner::in_quotes(file)));
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

runner::Scenario load_named(const std::string& file) {
  return file == "-" ? runner::load_scenario_text("-", whole_file("-"))
                     : runner::load_scenario(file);
}

std::variant<std::string, runner::Scenario> trace_or_scenario(const std::string& file, bool rerun) {
  std::string text = whole_file(file);
  if (text.starts_with("{\"type\":\"header\"")) {
    if (rerun)
      throw UsageError(file + " is a trace: its choices and readings are made; give a scenario");
    return text;
  }
  if (file.ends_with(".jsonl"))
    throw UsageError(file + " is no trace: it does not begin with a header");
  return file == "-" ? runner::load_scenario_text("-", std::move(text)) : runner::load_scenario(file);
}

void refuse_broken_run(const runner::Verdict& verdict, const std::string& name, Terminal& terminal) {
  for (const runner::Failure& failure : verdict.failures) {
    if (failure.kind == runner::Failure::Kind::choices)
      throw UsageError(
          fmt::format("{}: the list of choices does not fit: {}", name, failure.sentence));
    if (failure.kind == runner::Failure::Kind::bug) throw std::runtime_error(failure.sentence);
    if (failure.kind == runner::Failure::Kind::stuck)
      terminal.complain(name + " does not come to its end: " + failure.sentence);
  }
}

void declare_run(Arguments& arguments, TraceSource& source) {
  arguments.text("--choices", "LIST", "make these choices, e.g. 0.2.1; 0 is the plainest run",
                 source.choices);
  declare_policies(arguments, source.policies);
}

namespace {

runner::Scenario as_asked_for(runner::Scenario scenario, const TraceSource& source) {
  for (const std::string& policy : source.policies) set_policy(policy, scenario.policies);
  if (source.choices) {
    auto list = sim::parse_choices(*source.choices);
    if (!list) throw UsageError("--choices: " + list.error());
    scenario.choices = std::move(*list);
  }
  return scenario;
}

}  // namespace

runner::Scenario scenario_of(const TraceSource& source) {
  return as_asked_for(load_named(source.file), source);
}

std::string trace_of(const runner::Scenario& scenario, Terminal& terminal) {
  std::ostringstream out;
  report::JsonTrace trace(out, runner::trace_header(scenario, kEngine, sim::to_string(scenario.choices)));
  runner::RunOptions options;
  options.sinks = {&trace};
  options.interrupted = [] { return Interruption::requested(); };
  const runner::Verdict verdict = runner::run(scenario, options);
  trace.finish();
  refuse_broken_run(verdict, scenario.file, terminal);
  return std::move(out).str();
}

report::Lecture lecture_of(const runner::Scenario& scenario, Terminal& terminal) {
  std::istringstream in(trace_of(scenario, terminal));
  auto lecture = report::Lecture::read(in);
  if (!lecture) throw std::runtime_error("a trace of its own: " + lecture.error());
  return std::move(*lecture);
}

report::Lecture lecture_of(const TraceSource& source, Terminal& terminal) {
  auto named = trace_or_scenario(source.file, source.choices || !source.policies.empty());
  if (auto* scenario = std::get_if<runner::Scenario>(&named))
    return lecture_of(as_asked_for(std::move(*scenario), source), terminal);
  std::istringstream in(std::get<std::string>(std::move(named)));
  auto lecture = report::Lecture::read(in);
  if (!lecture) throw UsageError(fmt::format("{} is no trace: {}", source.file, lecture.error()));
  return std::move(*lecture);
}

}  // namespace giosim::cli
