#include "playground/play.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <ostream>

#include "runner/golden.hpp"
#include "runner/load.hpp"
#include "runner/report/inline_json.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/run.hpp"
#include "runner/trace_header.hpp"
#include "runner/yaml_include.hpp"

namespace giosim::playground {
namespace {

namespace json = boost::json;
using report::JsonWriter;
using report::one_line;

constexpr std::string_view kEditor = "editor";  // the name of the text, where a file's would stand

void write_problem(JsonWriter& out, int line, int column, std::string_view sentence) {
  out.open('{').field("line", line).field("column", column);
  out.field("sentence", one_line(std::string(sentence))).close('}');
}

Played without_run(Played::End end, const std::vector<runner::Problem>& problems) {
  JsonWriter out;
  out.open('{').key("problems").open('[');
  for (const runner::Problem& problem : problems)
    write_problem(out, problem.line, problem.column, problem.sentence);
  out.close(']').close('}');
  return {end, out.text()};
}

Played without_run(Played::End end, std::string sentence) {
  runner::Problem problem;
  problem.sentence = std::move(sentence);
  return without_run(end, {std::move(problem)});
}

void write_verdict(JsonWriter& out, const runner::Verdict& verdict) {
  out.open('{').field("passed", verdict.passed).field("choices", verdict.choices);
  out.field("facts", verdict.facts).field("events", verdict.events);
  out.key("failures").open('[');
  for (const runner::Failure& failure : verdict.failures)
    write_problem(out, failure.where.line, failure.where.column, failure.sentence);
  out.close(']').close('}');
}

Played played(const runner::Scenario& scenario, std::string_view engine, const PlayLimits& limits,
              const std::function<bool()>& interrupted) {
  report::InlineJson json;
  std::ostream lines(&json);
  report::JsonTrace trace(
      lines, runner::trace_header(scenario, engine, sim::to_string(scenario.choices)));
  const auto end = std::chrono::steady_clock::now() + limits.wall_time;
  std::string stopped;
  const auto is_too_long = [&] { return json.size() > limits.trace_bytes; };
  const std::string too_long = fmt::format("the run was stopped: its trace is longer than {} MB",
                                           limits.trace_bytes >> 20);
  runner::RunOptions options;
  options.sinks = {&trace};
  options.limits.max_events = limits.events;
  options.interrupted = [&] {
    if (interrupted())
      stopped = "giosim ends";
    else if (std::chrono::steady_clock::now() > end)
      stopped = fmt::format("the run was stopped: it took longer than {} ms", limits.wall_time.count());
    else if (is_too_long())
      stopped = too_long;
    return !stopped.empty();
  };
  const runner::Verdict verdict = runner::run(scenario, options);
  if (verdict.interrupted) return without_run(Played::End::stopped, stopped);
  trace.finish();
  if (is_too_long()) return without_run(Played::End::stopped, too_long);

  JsonWriter out;
  out.open('{').key("verdict");
  write_verdict(out, verdict);
  out.key("trace");
  return {Played::End::ran, out.text() + json.array() + '}'};
}

}  // namespace

Played play(std::string_view request, std::string_view engine, const PlayLimits& limits,
            const std::function<bool()>& interrupted) {
  boost::system::error_code error;
  const json::value asked = json::parse({request.data(), request.size()}, error);
  const json::value* yaml = nullptr;
  if (!error && asked.is_object()) yaml = asked.as_object().if_contains("yaml");
  if (!yaml || !yaml->is_string())
    return without_run(Played::End::no_request, R"(expected {"yaml": "the text of a scenario"})");

  try {
    const runner::Scenario scenario = runner::load_scenario_text(
        std::string(kEditor), std::string(yaml->as_string()), runner::NoFiles());
    if (!runner::goldens_of(scenario).empty())
      return without_run(Played::End::refused,
                         "a golden is a file, and nothing here reads files; leave out `trace: golden`");
    return played(scenario, engine, limits, interrupted);
  } catch (const runner::ScenarioError& wrong) {
    return without_run(Played::End::refused, wrong.problems().sorted());
  } catch (const std::bad_alloc&) {
    return without_run(Played::End::stopped, "the run was stopped: there is not enough memory for it");
  }
}

}  // namespace giosim::playground
