#include "cli/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "gio/policy.hpp"
#include "runner/problem.hpp"
#include "runner/report/narrator.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::cli {
namespace {

using runner::Failure;

std::string sentence_of(const Failure& failure) {
  switch (failure.kind) {
    case Failure::Kind::expectation:
      return failure.sentence;
    case Failure::Kind::invariant:
      return fmt::format("invariant {} is broken: {}", failure.id, failure.sentence);
    case Failure::Kind::stuck:
      return "the run does not come to its end: " + failure.sentence;
    case Failure::Kind::choices:
      return "the list of choices does not fit: " + failure.sentence;
    case Failure::Kind::bug:
      return "a bug of giosim itself: " + failure.sentence;
  }
  return failure.sentence;
}

// Keeps the sentences of the last facts of a run whose number of facts is known.
class LastFacts : public sim::TraceSink {
 public:
  explicit LastFacts(std::uint64_t from) : from_(from) {}

  void fact(const sim::Stamped& stamped) override {
    if (stamped.seq < from_) return;
    text_ += fmt::format("  {:>6}  {}  {}: {}\n", stamped.seq,
                         seconds_text(stamped.time.time_since_epoch()),
                         report::one_line(stamped.life->machine), report::tell(stamped).sentence);
  }

  const std::string& text() const { return text_; }

 private:
  std::uint64_t from_;
  std::string text_;
};

bool has(const runner::Verdict& verdict, Failure::Kind kind) {
  return std::ranges::find(verdict.failures, kind, &Failure::kind) != verdict.failures.end();
}

}  // namespace

std::vector<std::string> failure_sentences(const runner::Verdict& verdict) {
  std::vector<std::string> sentences;
  if (verdict.passed) return sentences;  // those that were waited for
  for (const Failure& failure : verdict.failures)
    sentences.push_back(failure.where.source
                            ? fmt::format("{} ({})", sentence_of(failure), failure.where.text())
                            : sentence_of(failure));
  return sentences;
}

std::string failures_text(const runner::Scenario& scenario, const runner::Verdict& verdict) {
  runner::Problems problems;
  for (const Failure& failure : verdict.failures) {
    if (failure.where.source)
      problems.add(failure.where, sentence_of(failure));
    else
      problems.add_file(scenario.file, sentence_of(failure));
  }
  return problems.text();
}

bool is_bug(const runner::Verdict& verdict) { return has(verdict, Failure::Kind::bug); }

bool choices_do_not_fit(const runner::Verdict& verdict) {
  return has(verdict, Failure::Kind::choices);
}

ExitCode exit_code_of(const runner::Verdict& verdict) {
  if (verdict.interrupted) return ExitCode::interrupted;
  if (is_bug(verdict)) return ExitCode::internal_error;
  if (choices_do_not_fit(verdict)) return ExitCode::bad_input;
  return verdict.passed ? ExitCode::passed : ExitCode::failed;
}

std::string last_facts(const runner::Scenario& scenario, const runner::Verdict& verdict,
                       const sim::Limits& limits) {
  constexpr std::uint64_t kHowMany = 8;
  const auto choices = sim::parse_choices(verdict.choices);
  if (!choices) return {};
  sim::Replayed replayed(*choices);
  LastFacts last(verdict.facts > kHowMany ? verdict.facts - kHowMany + 1 : 1);
  runner::RunOptions options;
  options.choices = &replayed;
  options.limits = limits;
  options.sinks.push_back(&last);
  static_cast<void>(runner::run(scenario, options));
  return last.text();
}

std::string shell_word(const std::string& word) {
  const auto harmless = [](unsigned char c) {
    return std::isalnum(c) ||
           std::string_view("_./=:,+-@").find(static_cast<char>(c)) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, harmless)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string replay_command(const runner::Scenario& scenario, const runner::Verdict& verdict,
                           std::span<const std::string> policies) {
  std::string command = "giosim run " + shell_word(scenario.file);
  // The file's own choices, or none, are what happens without being asked for.
  if (verdict.choices != sim::to_string(scenario.choices))
    command += " --choices " + (verdict.choices.empty() ? "0" : verdict.choices);
  for (const std::string& policy : policies) command += " --policy " + shell_word(policy);
  return command;
}

std::string seconds_text(sim::Duration duration) {
  const auto microseconds = duration.count() / 1000;
  return fmt::format("{}.{:06} s", microseconds / 1'000'000, microseconds % 1'000'000);
}

}  // namespace giosim::cli
