#include "mutants/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/nearest_word.hpp"
#include "cli/arguments.hpp"
#include "cli/interruption.hpp"
#include "cli/layout.hpp"
#include "cli/progress.hpp"
#include "cli/selection.hpp"
#include "cli/subcommand.hpp"
#include "cli/suite.hpp"
#include "mutants/hunt.hpp"
#include "mutants/report.hpp"
#include "mutants/subject.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim {

namespace mutants {

enum class Format { text, json, markdown };

}  // namespace mutants

template <>
inline constexpr auto kWords<mutants::Format> = WordTable<3>{"text", "json", "markdown"};

namespace mutants {
namespace {

namespace fs = std::filesystem;
using cli::ExitCode;
using cli::UsageError;

struct Settings {
  std::vector<std::string> paths;
  std::vector<std::string> only;
  bool all = false;
  bool named = false;
  bool list = false;
  std::optional<std::uint64_t> jobs, seconds;
  Format format = Format::text;
};

void declare(cli::Arguments& arguments, Settings& settings) {
  arguments.files("FILE|FOLDER", "the scenarios that shall notice (default: the folder scenarios)",
                  settings.paths, false);
  arguments.texts("--only", "PATTERN", "only mutants whose name has PATTERN in it, or is like it",
                  settings.only);
  arguments.flag("--all", "every scenario that kills a mutant, not only the first one",
                 settings.all);
  arguments.flag("--named",
                 "judge each mutant by the one scenario that the gallery names for it, and by what "
                 "it says there (for giosim's own suite)",
                 settings.named);
  arguments.flag("--list", "show the gallery, and run nothing", settings.list);
  arguments.number("--jobs", "judge N at a time (default: one for each core)", settings.jobs, 1)
      .letter = "-j";
  arguments.number("--time", "a scenario that takes longer than N seconds counts as one that never "
                             "ends (default: 30)",
                   settings.seconds, 1);
  arguments.word("--format",
                 "for people, JSON, or (with --list) docs/MUTANTS.md (default: text)",
                 settings.format);
}

void print_help(const cli::Arguments& arguments, std::ostream& out) {
  cli::print_paragraph(
      out, "giosim-mutants: would your scenarios notice if the mechanism were wrong?", 0);
  out << "\nUsage: giosim-mutants [OPTIONS] [FILE|FOLDER]…\n";
  cli::print_arguments(out, arguments);
  out << '\n';
  cli::print_indented(
      out,
      "Each mutant of the gallery is giosim with one part made wrong. A scenario that\n"
      "passes with the right giosim and fails with the mutant kills it. One that does\n"
      "not pass with the right giosim is named and left out.\n"
      "\n"
      "The mutants are programs of their own, beside this one in giosim-mutants.d:\n"
      "each knows all commands of giosim, to see what it does.");
  out << "\nExamples:\n";
  cli::print_indented(out,
                      "giosim-mutants scenarios\n"
                      "giosim-mutants --all my_suite/*.yaml\n"
                      "giosim-mutants --list --only equivalents\n"
                      "giosim-mutants.d/forgets_ioconfig run scenarios/moves/swap_of_two.yaml");
  out << "\nExit codes (of several that apply, the one furthest down counts):\n";
  cli::print_row(out, "  0", "every mutant is killed", 7);
  cli::print_row(out, "  1", "a mutant survives", 7);
  cli::print_row(out, "  2", "bad usage, or a scenario that fails with the right giosim, too", 7);
  cli::print_row(out, "130", "ended by Ctrl-C or SIGTERM", 7);
}

std::vector<Mutant> chosen_mutants(const Settings& settings) {
  std::vector<Mutant> all = gallery();
  if (settings.only.empty()) return all;
  std::vector<std::string> names;
  for (const Mutant& mutant : all) names.push_back(mutant.name);
  for (const std::string& pattern : settings.only)
    if (std::ranges::none_of(
            names, [&](const std::string& name) { return cli::matches_filter(pattern, name); }))
      throw UsageError(fmt::format("no mutant is like {}{}", pattern,
                                   did_you_mean(pattern, names)));
  std::erase_if(all, [&](const Mutant& mutant) {
    return std::ranges::none_of(settings.only, [&](const std::string& pattern) {
      return cli::matches_filter(pattern, mutant.name);
    });
  });
  return all;
}

class Hunt {
 public:
  Hunt(const Settings& settings, cli::Terminal& terminal)
      : settings_(settings), terminal_(terminal), progress_(terminal.err) {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    jobs_ = static_cast<std::size_t>(settings.jobs.value_or(cores));
    if (settings.seconds) patience_.for_one = std::chrono::seconds(*settings.seconds);
    patience_.stopped = [] { return cli::Interruption::requested(); };
    own_ = fs::read_symlink("/proc/self/exe");
  }

  ExitCode go() {
    const cli::Interruption interruption;
    for (Mutant& mutant : chosen_mutants(settings_)) {
      trials_.push_back({std::move(mutant), Fate::not_judged, {}, 0});
      width_ = std::max(width_, trials_.back().mutant.name.size());
    }
    select_files();
    judge_with_the_right_mechanism();
    cli::work_in_parallel(
        trials_.size(), jobs_, [this](std::size_t index) { judge(trials_[index]); },
        [this](std::size_t index) { tell(trials_[index]); },
        [this](std::size_t done) {
          progress_.show(fmt::format("{} of {} mutants", done, trials_.size()));
        });
    progress_.clear();
    conclude();
    return exit_code();
  }

 private:
  void select_files() {
    std::vector<std::string> paths = settings_.paths;
    if (paths.empty()) {
      if (!fs::is_directory("scenarios"))
        throw UsageError("there is no folder scenarios here; name the files or folders to use");
      paths = {"scenarios"};
    }
    files_ = cli::scenario_files(paths);
    if (!settings_.named) return;
    for (const Trial& trial : trials_)
      if (named(trial.mutant).empty())
        throw UsageError(fmt::format("{}: there is no scenario {}", trial.mutant.name,
                                     trial.mutant.scenario));
    std::erase_if(files_, [&](const std::string& file) {
      return std::ranges::none_of(trials_, [&](const Trial& trial) {
        return is_named(file, trial.mutant.scenario);
      });
    });
  }

  std::vector<std::string> named(const Mutant& mutant) const {
    std::vector<std::string> found;
    for (const std::string& file : files_)
      if (is_named(file, mutant.scenario)) found.push_back(file);
    return found;
  }

  // What fails there can say nothing about a mutant.
  void judge_with_the_right_mechanism() {
    std::vector<Judgement> judgements(files_.size());
    const std::size_t shares = std::min(jobs_, files_.size());
    cli::work_in_parallel(
        shares, jobs_,
        [&](std::size_t share) {
          std::vector<std::string> part;
          for (std::size_t i = share; i < files_.size(); i += shares) part.push_back(files_[i]);
          const auto judged = judge_by(own_, part, Until::the_end, patience_);
          for (std::size_t i = 0; i < judged.size(); ++i) judgements[share + i * shares] = judged[i];
        },
        [](std::size_t) {}, [&](std::size_t) { progress_.show("the right mechanism"); });
    progress_.clear();
    if (cli::Interruption::requested()) return;
    std::vector<std::string> passing;
    for (std::size_t i = 0; i < files_.size(); ++i)
      (judgements[i].bad() ? not_passing_ : passing).push_back(files_[i]);
    files_ = std::move(passing);
    for (const std::string& file : not_passing_)
      terminal_.complain(file + " does not pass with the right mechanism, and kills nothing");
    if (files_.empty() && !not_passing_.empty())
      throw UsageError("no scenario is left that could kill a mutant");
  }

  // On a worker's thread.
  void judge(Trial& trial) const {
    if (cli::Interruption::requested()) return;
    const std::string program = own_.parent_path() / "giosim-mutants.d" / trial.mutant.name;
    const std::vector<std::string> files = settings_.named ? named(trial.mutant) : files_;
    const auto until = settings_.all ? Until::the_end : Until::the_first_kill;
    const auto judgements = judge_by(program, files, until, patience_);
    trial.scenarios = files.size();
    for (std::size_t i = 0; i < files.size(); ++i)
      if (judgements[i].bad()) trial.kills.push_back({files[i], judgements[i].findings});
    if (cli::Interruption::requested()) return;
    const bool killed =
        std::ranges::any_of(trial.kills, [&](const Kill& kill) {
          return !settings_.named || kill.by(trial.mutant.by);
        });
    trial.fate = killed ? Fate::killed : Fate::survives;
  }

  void tell(const Trial& trial) {
    if (settings_.format != Format::text) return;
    progress_.clear();
    terminal_.out << trial_text(trial, width_);
    if (settings_.named && trial.fate == Fate::survives)
      terminal_.out << fmt::format("    not killed by {} in {}, as the gallery says; by: {}\n",
                                   trial.mutant.by, trial.mutant.scenario,
                                   fmt::join(killers_of(trial), ", "));
    terminal_.out.flush();
  }

  void conclude() {
    if (settings_.format == Format::json) {
      terminal_.out << trials_json(trials_, not_passing_);
    } else {
      if (settings_.all) terminal_.out << worth_text(trials_, files_);
      terminal_.out << summary_text(trials_) << fmt::format(" by {} scenarios\n", files_.size());
    }
    terminal_.out.flush();
    if (cli::Interruption::requested()) terminal_.complain("stopped");
  }

  ExitCode exit_code() const {
    if (cli::Interruption::requested()) return ExitCode::interrupted;
    if (!not_passing_.empty()) return ExitCode::bad_input;
    const bool all_killed = std::ranges::all_of(
        trials_, [](const Trial& trial) { return trial.fate == Fate::killed; });
    return all_killed ? ExitCode::passed : ExitCode::failed;
  }

  const Settings& settings_;
  cli::Terminal& terminal_;
  cli::Progress progress_;
  fs::path own_;
  Patience patience_;
  std::size_t jobs_ = 1;
  std::size_t width_ = 0;
  std::vector<std::string> files_, not_passing_;
  std::vector<Trial> trials_;
};

ExitCode show_gallery(const Settings& settings, cli::Terminal& terminal) {
  const std::vector<Mutant> mutants = chosen_mutants(settings);
  switch (settings.format) {
    case Format::text:
      terminal.out << gallery_text(mutants);
      if (!settings.only.empty())
        for (const Mutant& mutant : mutants) terminal.out << '\n' << mutant.diff;
      break;
    case Format::json: {
      std::vector<Trial> trials;
      for (const Mutant& mutant : mutants) trials.push_back({mutant, Fate::not_judged, {}, 0});
      terminal.out << trials_json(trials, {});
      break;
    }
    case Format::markdown: terminal.out << gallery_markdown(mutants); break;
  }
  return ExitCode::passed;
}

}  // namespace

ExitCode program(std::span<const std::string> command_line, cli::Terminal& terminal) {
  try {
    Settings settings;
    cli::Arguments arguments;
    declare(arguments, settings);
    if (!cli::parse(arguments, command_line)) {
      print_help(arguments, terminal.out);
      return ExitCode::passed;
    }
    if (settings.list) return show_gallery(settings, terminal);
    if (settings.format == Format::markdown) throw UsageError("markdown is for --list");
    return Hunt(settings, terminal).go();
  } catch (const UsageError& error) {
    terminal.err << "giosim-mutants: " << error.what() << "\nsee: giosim-mutants --help\n";
    return ExitCode::bad_input;
  } catch (const std::exception& error) {
    terminal.err << "giosim-mutants: " << error.what() << '\n';
    return ExitCode::bad_input;
  }
}

}  // namespace mutants
}  // namespace giosim
