#include "cli/performance.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "base/nearest_word.hpp"
#include "cli/arguments.hpp"
#include "cli/interruption.hpp"
#include "cli/judgement.hpp"
#include "cli/policy_option.hpp"
#include "cli/progress.hpp"
#include "cli/trace_source.hpp"
#include "cli/version.hpp"
#include "runner/replace_file.hpp"
#include "runner/report/ioconfig_states.hpp"
#include "runner/report/pcap.hpp"
#include "runner/report/perfetto.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/trace_header.hpp"
#include "user/clock.hpp"

namespace giosim::cli {
namespace {

// For the progress line.
class FactCount : public sim::TraceSink {
 public:
  void fact(const sim::Stamped& stamped) override { count_ = stamped.seq; }
  std::uint64_t count() const { return count_; }

 private:
  std::uint64_t count_ = 0;
};

// A device or a pipe is written to; a file is replaced, whole.
std::expected<void, std::string> write_file(const std::string& path, const std::string& text) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored) || std::filesystem::is_regular_file(path, ignored))
    return runner::replace_file(path, text);
  const auto device = Output::to_file(path);
  if (!device) return std::unexpected(device.error());
  **device << text;
  const auto trouble = (*device)->trouble();
  if (trouble) return std::unexpected(*trouble);
  return {};
}

bool same_file(const std::string& one, const std::string& other) {
  struct stat a{}, b{};
  return ::stat(one.c_str(), &a) == 0 && ::stat(other.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

}  // namespace

Performance::Performance(const RunSettings& settings, Terminal& terminal)
    : settings_(settings), terminal_(terminal) {
  if (settings.seed && settings.choices)
    throw UsageError("--seed draws the choices and --choices says them; give one of the two");
  if (settings.format == TraceFormat::jsonl && settings.files.size() > 1)
    throw UsageError("a trace tells of one run; give one scenario with --format jsonl");
  if (settings.html && settings.files.size() > 1)
    throw UsageError("a page tells of one run; give one scenario with --html");
  if (settings.html == "-" && !settings.output && !settings.quiet)
    throw UsageError(
        "--html - takes standard output for the page; send the story to a file with --output, or "
        "leave it out with --quiet");
  if ((settings.format == TraceFormat::jsonl || settings.html) && settings.seed && settings.disk)
    throw UsageError(
        "the head of a trace says the choices; to draw them by --seed takes a run of its own, "
        "which would change the disks of --disk. Say them with --choices");
  if (settings.pcap && settings.files.size() > 1)
    throw UsageError("a file of frames tells of one run; give one scenario with --pcap");
  if (settings.perfetto && settings.files.size() > 1)
    throw UsageError("a file for Perfetto tells of one run; give one scenario with --perfetto");
  if (settings.network && !settings.pcap)
    throw UsageError("--network chooses what goes into --pcap FILE; give that, too");
  for (const auto& output : {settings.output, settings.pcap, settings.perfetto})
    if (output == "-")
      throw UsageError("--output, --pcap and --perfetto write a file; /dev/stdout is standard output");
  for (const auto& output : {settings.output, settings.pcap, settings.html, settings.perfetto})
    for (const std::string& file : settings.files)
      if (output && same_file(file, *output))
        throw UsageError("the output would overwrite the scenario " + file);

  if (settings.limit_events) limits_.max_events = *settings.limit_events;
  if (settings.limit_time)
    limits_.until = sim::Time(std::chrono::milliseconds(*settings.limit_time));
  if (settings.choices) {
    auto parsed = sim::parse_choices(*settings.choices);
    if (!parsed) throw UsageError("--choices: " + parsed.error());
    choices_ = std::move(*parsed);
  }
}

std::vector<runner::Scenario> Performance::load_all() const {
  std::vector<runner::Scenario> scenarios;
  for (const std::string& file : settings_.files) {
    scenarios.push_back(load_named(file));
    for (const std::string& policy : settings_.policies)
      set_policy(policy, scenarios.back().policies);
    if (settings_.vary) {
      const auto varied = runner::Varied::parse(*settings_.vary);
      if (!varied) throw UsageError("--vary: " + varied.error());
      scenarios.back().vary = *varied;
      if (!choices_) scenarios.back().choices.clear();  // they are of other runs
    }
  }
  return scenarios;
}

void Performance::open_outputs() {
  if (settings_.disk) {
    std::error_code ignored;
    store_is_new_ = !std::filesystem::exists(*settings_.disk, ignored);
    auto store = sim::SqliteStore::open(*settings_.disk, kEngine);
    if (!store) throw UsageError(store.error());
    store_.emplace(std::move(*store));
  }
  open(settings_.output, file_);
  open(settings_.pcap, pcap_);
  open(settings_.perfetto, perfetto_);
}

void Performance::open(const std::optional<std::string>& path, std::unique_ptr<Output>& file) {
  if (!path) return;
  auto opened = Output::to_file(*path);
  if (!opened) throw UsageError(opened.error());
  file = std::move(*opened);
}

void Performance::check_network(const runner::Scenario& scenario) const {
  std::vector<std::string> names;
  for (const auto& [name, settings] : scenario.networks) names.push_back(name);
  if (!settings_.network || std::ranges::find(names, *settings_.network) != names.end()) return;
  throw UsageError(fmt::format("{} has no network {}{}", scenario.file,
                               runner::in_quotes(*settings_.network),
                               did_you_mean(*settings_.network, names)));
}

ExitCode Performance::perform_all() {
  const std::vector<runner::Scenario> scenarios = load_all();
  for (const runner::Scenario& scenario : scenarios) check_network(scenario);
  open_outputs();

  const Interruption interruption;
  ExitCode code = ExitCode::passed;
  for (const runner::Scenario& scenario : scenarios) {
    if (&scenario != &scenarios.front() && !settings_.quiet) report_output() << '\n';
    code = graver(code, perform(scenario));
    if (must_stop()) break;
  }
  // Standard output is closed by program().
  for (Output* file : {file_.get(), pcap_.get(), perfetto_.get()})
    code = graver(code, close(file));
  return code;
}

ExitCode Performance::perform(const runner::Scenario& scenario) {
  Chosen chosen = choices_for(scenario);
  const runner::Verdict verdict = perform(scenario, chosen);
  // With the reader gone, or the disk full, the run was stopped; the exit code will say so.
  if (report_output().has_failed()) return ExitCode::passed;
  tell_verdict(scenario, verdict);
  const ExitCode code = exit_code_of(verdict);
  return page_ && !verdict.interrupted ? graver(code, write_page(verdict)) : code;
}

runner::Verdict Performance::perform(const runner::Scenario& scenario, Chosen& chosen) {
  if (settings_.seed && (settings_.html || settings_.format == TraceFormat::jsonl)) {
    // The head of the trace says the choices: draw them in a run that nobody hears.
    const runner::Verdict drawn = watched(scenario, *chosen.choices, {}, Heard::by_nobody);
    if (drawn.interrupted) return drawn;
    chosen.list = drawn.choices;
    chosen.choices = std::make_unique<sim::Replayed>(sim::parse_choices(drawn.choices).value());
  }
  if (settings_.html) page_.emplace(runner::trace_header(scenario, kEngine, chosen.list));
  return settings_.format == TraceFormat::text ? tell_story(scenario, chosen)
                                               : write_trace(scenario, chosen);
}

runner::Verdict Performance::tell_story(const runner::Scenario& scenario, const Chosen& chosen) {
  if (settings_.quiet) return watched(scenario, *chosen.choices, {});

  Output& out = report_output();
  const bool colors = wants_color(settings_.color, out);
  out << report::one_line(scenario.name) << '\n';
  for (const std::string& line : report::wrapped(report::one_line(scenario.says), 77))
    out << "   " << line << '\n';
  out << '\n';

  report::TextReport story(out, settings_.detail, colors ? report::Color::on : report::Color::off);
  report::IoconfigStates ioconfig(scenario.policies.freed_record == gio::FreedRecord::record_stays
                                      ? report::ReservationLines::hidden
                                      : report::ReservationLines::shown);
  runner::Verdict verdict = watched(scenario, *chosen.choices, {&story, &ioconfig});
  story.finish();
  ioconfig.print(out);
  out << '\n';
  return verdict;
}

runner::Verdict Performance::write_trace(const runner::Scenario& scenario, const Chosen& chosen) {
  report::JsonTrace trace(report_output(), runner::trace_header(scenario, kEngine, chosen.list));
  runner::Verdict verdict = watched(scenario, *chosen.choices, {&trace});
  trace.finish(failure_sentences(verdict));
  return verdict;
}

ExitCode Performance::write_page(const runner::Verdict& verdict) {
  const std::string page = page_->finish(failure_sentences(verdict));
  if (settings_.html == "-") {
    terminal_.out << page;
    return ExitCode::passed;  // program() closes standard output
  }
  if (const auto written = write_file(*settings_.html, page); !written) {
    terminal_.complain(written.error());
    return ExitCode::bad_input;
  }
  page_written_ = fmt::format("{}: {} steps, {} decisions", *settings_.html, page_->steps(),
                              page_->decisions());
  if (!settings_.quiet) verdict_output() << "   the page: " << page_written_ << '\n';
  return ExitCode::passed;
}

Performance::Chosen Performance::choices_for(const runner::Scenario& scenario) const {
  if (settings_.seed) return {std::make_unique<sim::Seeded>(*settings_.seed), ""};
  const sim::ChoiceList& list = choices_ ? *choices_ : scenario.choices;
  if (list.empty() && !choices_) return {std::make_unique<sim::InOrder>(), ""};
  return {std::make_unique<sim::Replayed>(list), sim::to_string(list)};
}

runner::Verdict Performance::watched(const runner::Scenario& scenario, sim::Choices& choices,
                                     std::vector<sim::TraceSink*> sinks, Heard heard) {
  Progress progress(terminal_.err);
  const bool story_is_on_screen = terminal_.out.is_terminal() && !file_ && !sinks.empty();
  if (story_is_on_screen) progress.silence();

  FactCount facts;
  sinks.push_back(&facts);
  if (page_ && heard == Heard::by_all) sinks.push_back(&*page_);
  std::optional<report::Perfetto> perfetto;
  if (perfetto_ && heard == Heard::by_all) sinks.push_back(&perfetto.emplace(*perfetto_));
  runner::RunOptions options;
  options.choices = &choices;
  options.store = store_ ? &*store_ : nullptr;
  options.limits = limits_;
  options.sinks = std::move(sinks);
  std::uint64_t asked = 0;
  options.interrupted = [&] {
    constexpr std::uint64_t kShowEvery = 64;
    if (asked++ % kShowEvery == 0)
      progress.show(
          fmt::format("{}: {} facts", report::one_line(scenario.name), facts.count()));
    return must_stop();
  };
  goldens_ = GoldenLog();
  goldens_.listen_to(options);
  std::optional<report::Pcap> pcap;
  if (pcap_ && heard == Heard::by_all) {
    pcap.emplace(*pcap_, user::date_at(sim::Time()).time_since_epoch());
    options.on_frame = [&](const std::string& network, sim::Time time, const dlpi::Frame& frame) {
      if (!settings_.network || network == *settings_.network) pcap->frame(time, frame);
    };
  }
  runner::Verdict verdict = runner::run(scenario, options);
  if (perfetto) perfetto->finish();
  return verdict;
}

Output& Performance::verdict_output() {
  const bool story_is_there =
      settings_.format == TraceFormat::text && !file_ && settings_.html != "-";
  return story_is_there ? terminal_.out : terminal_.err;
}

bool Performance::must_stop() { return Interruption::requested() || report_output().has_failed(); }

void Performance::tell_verdict(const runner::Scenario& scenario, const runner::Verdict& verdict) {
  Output& out = verdict_output();
  const bool colors = wants_color(settings_.color, out);
  const bool awaited = scenario.expect_failure && verdict.passed;
  const bool scenarios_own = !settings_.seed && !settings_.choices && !settings_.vary &&
                             settings_.policies.empty() && !settings_.disk;
  std::string pending;
  if (scenarios_own && !scenario.expect_failure && !verdict.interrupted)
    pending = goldens_.leave_pending();
  if (settings_.quiet && verdict.passed) return;

  out << failures_text(scenario, verdict) << pending;
  if (is_bug(verdict) && !store_)
    out << "The last facts before it:\n"
        << last_facts(scenario, verdict, limits_)
        << "Please report it, with the scenario and the command below.\n";
  if (scenario.expect_failure)
    out << report::one_line(
               fmt::format("This scenario is expected to fail: {}", *scenario.expect_failure))
        << '\n';
  if (verdict.unexpectedly_passed)
    out << scenario.file << ": error: it passes; is it repaired? Then remove expect_failure\n";

  const bool stopped = verdict.interrupted || choices_do_not_fit(verdict);
  const std::string_view word = stopped          ? "STOPPED"
                                : awaited        ? "FAILED, as expected:"
                                : verdict.passed ? "PASSED"
                                                 : "FAILED";
  const std::string_view paint = verdict.passed ? "\033[1;32m" : "\033[1;31m";
  out << (colors ? paint : "") << word << (colors ? "\033[0m" : "") << ' '
      << report::one_line(scenario.name) << '\n';
  out << fmt::format("   {} facts, {} events, {} of virtual time\n", verdict.facts, verdict.events,
                     seconds_text(verdict.virtual_time));
  if (store_)
    out << (std::exchange(store_is_new_, false)
                ? fmt::format("   the disks are kept in {}\n", *settings_.disk)
                : fmt::format("   the disks went on from what {} held, and are kept there\n",
                              *settings_.disk));
  else if (!stopped && scenario.file != "-")
    out << "   this very run again: " << replay_command(scenario, verdict, settings_.policies)
        << own_bounds() << '\n';
  out.flush();
}

// What else of the command line decides about a run.
std::string Performance::own_bounds() const {
  std::string options;
  if (settings_.vary) options += " --vary " + shell_word(*settings_.vary);
  if (settings_.limit_events) options += fmt::format(" --limit-events {}", *settings_.limit_events);
  if (settings_.limit_time) options += fmt::format(" --limit-time {}", *settings_.limit_time);
  return options;
}

ExitCode Performance::close(Output* file) {
  if (!file) return ExitCode::passed;
  const auto trouble = file->trouble();
  if (!trouble) return ExitCode::passed;
  if (file->reader_gone()) return ExitCode::reader_gone;
  terminal_.complain(*trouble);
  return ExitCode::bad_input;
}

}  // namespace giosim::cli
