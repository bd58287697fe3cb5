// giosim test: runs many scenarios and says which hold.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "cli/failed_before.hpp"
#include "cli/goldens.hpp"
#include "cli/interruption.hpp"
#include "cli/progress.hpp"
#include "cli/subcommand.hpp"
#include "cli/suite.hpp"
#include "runner/report/junit.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/tap.hpp"
#include "runner/report/test_json.hpp"

namespace giosim {

namespace cli {

enum class TestFormat { text, tap, json };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::TestFormat> = WordTable<3>{"text", "tap", "json"};

namespace cli {
namespace {

using report::CaseResult;
using report::Outcome;

struct TestSettings {
  std::vector<std::string> paths;
  std::vector<std::string> filters;
  std::vector<std::string> tags;
  std::optional<std::uint64_t> jobs;
  std::optional<std::uint64_t> max_failures;
  bool failed_first = false;
  bool only_failed = false;
  bool twice = false;
  bool list = false;
  bool quiet = false;
  bool timings = false;
  TestFormat format = TestFormat::text;
  std::optional<std::string> junit;
  ColorWish color = ColorWish::automatic;
};

class TestRun {
 public:
  TestRun(const TestSettings& settings, Terminal& terminal)
      : settings_(settings),
        terminal_(terminal),
        progress_(terminal.err),
        sieve_(settings.filters, settings.tags),
        colors_(wants_color(settings.color, terminal.out)) {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    jobs_ = static_cast<std::size_t>(settings.jobs.value_or(cores));
  }

  ExitCode go() {
    const Interruption interruption;
    select();
    if (settings_.list) return list();
    if (settings_.junit) open_junit();
    if (settings_.format == TestFormat::tap) report::write_tap_head(terminal_.out, chosen_.size());

    results_.resize(chosen_.size());
    work_in_parallel(
        chosen_.size(), jobs_, [this](std::size_t index) { run(index); },
        [this](std::size_t index) { tell(index); },
        [this](std::size_t done) { show_progress(done); });
    progress_.clear();
    conclude();
    return graver(exit_code(), close_junit());
  }

 private:
  void select();
  ExitCode list();
  void open_junit();
  ExitCode close_junit();

  // On a worker's thread.
  void run(std::size_t index);

  void tell(std::size_t index);
  void tell_text(const CaseResult& result);
  void show_progress(std::size_t done);
  void conclude();
  ExitCode exit_code() const;

  bool stopped() const {
    return Interruption::requested() || terminal_.out.has_failed() || enough_;
  }

  const TestSettings& settings_;
  Terminal& terminal_;
  Progress progress_;
  Sieve sieve_;
  bool colors_;
  std::size_t jobs_ = 1;
  FailedBefore failed_before_;
  std::vector<Candidate> chosen_;
  std::vector<CaseResult> results_;
  std::size_t failures_ = 0;
  std::atomic<bool> enough_ = false;
  std::unique_ptr<Output> junit_;
};

void TestRun::select() {
  std::vector<std::string> paths = settings_.paths;
  if (paths.empty()) {
    if (!std::filesystem::is_directory("scenarios"))
      throw UsageError("there is no folder scenarios here; name the files or folders to test");
    paths = {"scenarios"};
  }
  std::vector<std::string> files = scenario_files(paths);
  if (settings_.only_failed)
    std::erase_if(files, [&](const std::string& file) { return !failed_before_.contains(file); });
  if (files.empty())
    throw UsageError("nothing to test: none of the scenarios failed when it was last tested");

  chosen_ = load_in_parallel(files, jobs_);
  // Of a selection nobody can say what else there should be.
  const bool all_of_it = settings_.filters.empty() && settings_.tags.empty() &&
                         !settings_.only_failed && !settings_.list;
  std::vector<StrayGolden> strays;
  if (all_of_it) strays = stray_goldens(paths, chosen_);
  std::erase_if(chosen_, [&](const Candidate& candidate) { return !sieve_.accepts(candidate); });
  if (chosen_.empty())
    throw UsageError(
        fmt::format("nothing to test: none of {} scenarios has what --filter and "
                    "--tag ask for",
                    files.size()));
  if (settings_.failed_first)
    std::ranges::stable_partition(chosen_, [&](const Candidate& candidate) {
      return failed_before_.contains(candidate.file);
    });
  for (StrayGolden& stray : strays)
    chosen_.push_back({std::move(stray.file), {}, {}, std::move(stray.sentence)});
}

ExitCode TestRun::list() {
  for (const Candidate& candidate : chosen_) {
    terminal_.out << candidate.file;
    if (candidate.scenario) terminal_.out << ": " << report::one_line(candidate.scenario->name);
    terminal_.out << '\n';
  }
  for (const Candidate& candidate : chosen_) terminal_.err << candidate.problems;
  const bool all_good = std::ranges::all_of(
      chosen_, [](const Candidate& candidate) { return candidate.scenario.has_value(); });
  return all_good ? ExitCode::passed : ExitCode::bad_input;
}

void TestRun::open_junit() {
  auto file = Output::to_file(*settings_.junit);
  if (!file) throw UsageError(file.error());
  junit_ = std::move(*file);
}

void TestRun::run(std::size_t index) {
  results_[index] = run_case(chosen_[index], settings_.twice ? Runs::twice : Runs::once,
                             [this] { return stopped(); });
}

void TestRun::tell(std::size_t index) {
  CaseResult& result = results_[index];
  // What has run although it comes after the last failure that was wanted counts for nothing, so
  // that the number of jobs changes no output.
  if (enough_) {
    result = {.file = result.file, .name = result.name};
    result.reason = "enough have failed";
  }
  if (!settings_.timings) result.elapsed.reset();
  if (result.outcome != Outcome::not_run)
    failed_before_.note(result.file, report::is_bad(result.outcome));

  progress_.clear();
  if (settings_.format == TestFormat::tap)
    report::write_tap(terminal_.out, index + 1, result);
  else if (settings_.format == TestFormat::text)
    tell_text(result);

  failures_ += report::is_bad(result.outcome) ? 1 : 0;
  if (settings_.max_failures && failures_ >= *settings_.max_failures) enough_ = true;
}

void TestRun::tell_text(const CaseResult& result) {
  if (settings_.quiet && !report::is_bad(result.outcome)) return;
  if (result.outcome == Outcome::not_run) return;  // the summary counts them
  const std::string_view paint = !colors_                         ? ""
                                 : report::is_bad(result.outcome) ? "\033[1;31m"
                                                                  : "\033[32m";
  terminal_.out << paint << fmt::format("{:<16}", word(result.outcome))
                << (colors_ ? "\033[0m" : "") << ' ' << report::one_line(result.file);
  if (!result.name.empty()) terminal_.out << ": " << report::one_line(result.name);
  if (result.elapsed)
    terminal_.out << fmt::format(" ({:.3f} s)",
                                 std::chrono::duration<double>(*result.elapsed).count());
  terminal_.out << '\n' << (report::is_bad(result.outcome) ? result.story : "");
  if (!result.replay.empty()) terminal_.out << "   to see it: " << result.replay << '\n';
}

void TestRun::show_progress(std::size_t done) {
  progress_.show(fmt::format("{} of {} scenarios, {} failed", done, chosen_.size(), failures_));
}

void TestRun::conclude() {
  switch (settings_.format) {
    case TestFormat::text:
      terminal_.out << report::summary(results_) << '\n';
      break;
    case TestFormat::json:
      report::write_test_json(terminal_.out, results_);
      break;
    case TestFormat::tap:
      break;
  }
  terminal_.out.flush();
  if (junit_) report::write_junit(*junit_, results_);
  if (!failed_before_.save() && settings_.failed_first)
    terminal_.complain("which scenarios failed cannot be remembered: the cache is not writable");
  if (Interruption::requested()) terminal_.complain("stopped; what stands above is all that ran");

  const double seconds = progress_.elapsed().count();
  const std::size_t ran = results_.size() - report::count(results_, Outcome::not_run);
  terminal_.err << fmt::format(
      "{} in {:.3f} s, {:.0f} in a second, {}\n", report::counted(ran, "scenario"), seconds,
      static_cast<double>(ran) / std::max(seconds, 1e-9), report::counted(jobs_, "job"));
}

ExitCode TestRun::exit_code() const {
  ExitCode code = Interruption::requested() ? ExitCode::interrupted : ExitCode::passed;
  for (const CaseResult& result : results_) {
    if (result.outcome == Outcome::bug) code = graver(code, ExitCode::internal_error);
    if (result.outcome == Outcome::broken) code = graver(code, ExitCode::bad_input);
    if (result.outcome == Outcome::failed || result.outcome == Outcome::unexpected_pass)
      code = graver(code, ExitCode::failed);
  }
  return code;
}

ExitCode TestRun::close_junit() {
  if (!junit_) return ExitCode::passed;
  const auto trouble = junit_->trouble();
  if (!trouble) return ExitCode::passed;
  terminal_.complain(*trouble);
  return ExitCode::bad_input;
}

}  // namespace

Work prepare_test(Arguments& arguments) {
  const auto settings = std::make_shared<TestSettings>();
  arguments.files("FILE|FOLDER", "what to test (default: the folder scenarios)", settings->paths,
                  false);
  arguments.texts("--filter", "PATTERN",
                  "only scenarios whose file or name has PATTERN in it, or "
                  "is like it (*, ?, [a-z]); several: any of them",
                  settings->filters);
  arguments.texts("--tag", "TAGS",
                  "only scenarios with all these tags, e.g. moves,!slow; several: "
                  "any of them",
                  settings->tags);
  arguments.number("--jobs", "run N at a time (default: one for each core)", settings->jobs, 1)
      .letter = "-j";
  arguments.flag("--failed-first", "begin with those that failed when last tested",
                 settings->failed_first);
  arguments.flag("--only-failed", "only those that failed when last tested", settings->only_failed);
  arguments.number("--max-failures", "stop after N failures", settings->max_failures, 1);
  arguments.flag("--twice",
                 "run each scenario twice; the two traces must be the same, byte for "
                 "byte",
                 settings->twice);
  arguments.word("--format", "how to tell the results (default: text)", settings->format);
  arguments.file("--junit", "write JUnit XML to FILE, too", settings->junit);
  arguments.flag("--timings", "tell how long each took; then no two outputs are the same",
                 settings->timings);
  arguments.flag("--list", "say what would be tested, and run nothing", settings->list);
  arguments.flag("--quiet", "tell only what fails", settings->quiet).letter = "-q";
  arguments.word("--color", "colours; auto: on a terminal, unless NO_COLOR is set",
                 settings->color);
  return [settings](Terminal& terminal) { return TestRun(*settings, terminal).go(); };
}

}  // namespace cli
}  // namespace giosim
