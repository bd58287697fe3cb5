#include "cli/suite.hpp"

#include <fmt/format.h>

#include <exception>
#include <ostream>
#include <streambuf>

#include "base/must.hpp"
#include "cli/goldens.hpp"
#include "cli/judgement.hpp"
#include "cli/version.hpp"
#include "runner/problem.hpp"
#include "runner/trace_header.hpp"

namespace giosim::cli {
namespace {

using report::CaseResult;
using report::Outcome;

// Keeps all that is written.
class Memory : public std::streambuf {
 public:
  const std::string& text() const { return text_; }

 protected:
  int_type overflow(int_type character) override {
    if (!traits_type::eq_int_type(character, traits_type::eof()))
      text_ += traits_type::to_char_type(character);
    return traits_type::not_eof(character);
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    text_.append(bytes, static_cast<std::size_t>(count));
    return count;
  }

 private:
  std::string text_;
};

// Compares what is written with what was written before, and keeps neither.
class Comparison : public std::streambuf {
 public:
  explicit Comparison(const std::string& before) : before_(before) {}

  // The line (from 1) in which the two first differ; 0: the same bytes.
  std::size_t differing_line() const {
    if (differs_) return line_;
    return at_ == before_.size() ? 0 : line_;
  }

 protected:
  int_type overflow(int_type character) override {
    if (!traits_type::eq_int_type(character, traits_type::eof()))
      compare(traits_type::to_char_type(character));
    return traits_type::not_eof(character);
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    for (std::streamsize i = 0; i < count; ++i) compare(bytes[i]);
    return count;
  }

 private:
  void compare(char byte) {
    if (differs_) return;
    differs_ = at_ == before_.size() || before_[at_] != byte;
    if (differs_) return;
    ++at_;
    if (byte == '\n') ++line_;
  }

  const std::string& before_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool differs_ = false;
};

runner::Verdict run_once(const runner::Scenario& scenario, const Stopped& stopped,
                         std::ostream* trace_to, GoldenLog& goldens) {
  runner::RunOptions options;
  options.interrupted = stopped;
  goldens.listen_to(options);
  if (!trace_to) return runner::run(scenario, options);
  report::JsonTrace trace(
      *trace_to, runner::trace_header(scenario, kEngine, sim::to_string(scenario.choices)));
  options.sinks = {&trace};
  runner::Verdict verdict = runner::run(scenario, options);
  trace.finish();
  return verdict;
}

Outcome outcome_of(const runner::Scenario& scenario, const runner::Verdict& verdict) {
  if (verdict.interrupted) return Outcome::not_run;
  if (is_bug(verdict)) return Outcome::bug;
  if (verdict.unexpectedly_passed) return Outcome::unexpected_pass;
  if (!verdict.passed) return Outcome::failed;
  return scenario.expect_failure ? Outcome::expected_failure : Outcome::passed;
}

void judge(const runner::Scenario& scenario, const runner::Verdict& verdict,
           const GoldenLog& goldens, CaseResult& result) {
  result.outcome = outcome_of(scenario, verdict);
  result.facts = verdict.facts;
  result.reason = scenario.expect_failure.value_or("");
  switch (result.outcome) {
    case Outcome::not_run:
      result.reason = "interrupted";
      break;
    case Outcome::unexpected_pass:
      result.story = fmt::format(
          "{}: error: it passes, and was expected to fail ({}); is it repaired? Then remove "
          "expect_failure\n",
          scenario.file, *scenario.expect_failure);
      break;
    default:
      result.story = failures_text(scenario, verdict);
  }
  // A scenario that is expected to fail says what it says of a world that is not as it should be.
  if (result.outcome == Outcome::passed || result.outcome == Outcome::failed)
    result.story += goldens.leave_pending();
  if (result.outcome == Outcome::bug)
    result.story += "The last facts before it:\n" + last_facts(scenario, verdict, {});
  if (report::is_bad(result.outcome)) result.replay = replay_command(scenario, verdict);
}

void run_into(const runner::Scenario& scenario, Runs runs, const Stopped& stopped,
              CaseResult& result) {
  GoldenLog goldens;
  if (runs == Runs::once) {
    const runner::Verdict verdict = run_once(scenario, stopped, nullptr, goldens);
    judge(scenario, verdict, goldens, result);
    return;
  }
  Memory memory;
  std::ostream first(&memory);
  const runner::Verdict verdict = run_once(scenario, stopped, &first, goldens);
  Comparison comparison(memory.text());
  std::ostream second(&comparison);
  GoldenLog unheard;
  const runner::Verdict again = run_once(scenario, stopped, &second, unheard);

  judge(scenario, verdict.interrupted ? verdict : again, goldens, result);
  if (result.outcome == Outcome::not_run || comparison.differing_line() == 0) return;
  result.outcome = Outcome::bug;
  result.story += fmt::format(
      "{}: error: a bug of giosim itself: two runs of this scenario differ, first in line {} of "
      "the trace\n",
      scenario.file, comparison.differing_line());
}

}  // namespace

std::vector<Candidate> load_in_parallel(const std::vector<std::string>& files, std::size_t jobs) {
  std::vector<Candidate> candidates(files.size());
  work_in_parallel(
      files.size(), jobs,
      [&](std::size_t index) { candidates[index] = load_candidate(files[index]); },
      [](std::size_t) {}, [](std::size_t) {});
  return candidates;
}

CaseResult run_case(const Candidate& candidate, Runs runs, const Stopped& stopped) {
  CaseResult result{.file = candidate.file, .name = candidate.name()};
  if (!candidate.stray.empty()) {
    result.outcome = Outcome::failed;
    result.story = fmt::format("{}: error: {}\n", candidate.file, candidate.stray);
    return result;
  }
  if (!candidate.scenario) {
    result.outcome = Outcome::broken;
    result.story = candidate.problems;
    return result;
  }
  if (stopped()) {
    result.reason = "interrupted";
    return result;
  }
  const auto began = std::chrono::steady_clock::now();
  try {
    run_into(*candidate.scenario, runs, stopped, result);
  } catch (const runner::ScenarioError& error) {
    result.outcome = Outcome::broken;
    result.story = error.problems().text();
  } catch (const std::bad_alloc&) {
    result.outcome = Outcome::broken;
    result.story = candidate.file + ": error: the memory of this computer does not suffice\n";
  } catch (const std::exception& error) {
    result.outcome = Outcome::bug;
    result.story =
        fmt::format("{}: error: a bug of giosim itself: {}\n", candidate.file, error.what());
  }
  result.elapsed = std::chrono::steady_clock::now() - began;
  return result;
}

}  // namespace giosim::cli
