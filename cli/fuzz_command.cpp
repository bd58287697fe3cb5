// giosim fuzz: random plays, and what breaks in them.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "cli/interruption.hpp"
#include "cli/judgement.hpp"
#include "cli/policy_option.hpp"
#include "cli/progress.hpp"
#include "cli/subcommand.hpp"
#include "cli/suite.hpp"
#include "explore/fuzz.hpp"
#include "runner/replace_file.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/table_text.hpp"

namespace giosim::cli {
namespace {

struct FuzzSettings {
  std::optional<std::uint64_t> seed, runs, jobs;
  std::optional<std::string> save;
  std::vector<std::string> policies;
};

class Fuzz {
 public:
  Fuzz(const FuzzSettings& settings, Terminal& terminal)
      : settings_(settings), terminal_(terminal), progress_(terminal.err) {
    options_.interrupted = [] { return Interruption::requested(); };
    for (const std::string& policy : settings.policies) set_policy(policy, options_.policies);
  }

  ExitCode go() {
    const Interruption interruption;
    const std::uint64_t cores = std::max(1U, std::thread::hardware_concurrency());
    results_.resize(runs());
    make_folder();
    work_in_parallel(
        results_.size(), static_cast<std::size_t>(settings_.jobs.value_or(cores)),
        [this](std::size_t index) { play(index); }, [this](std::size_t index) { tell(index); },
        [this](std::size_t done) {
          progress_.show(fmt::format("{} of {} plays, {} failed", done, runs(), failed_));
        });
    progress_.clear();
    conclude();
    return code_;
  }

 private:
  std::uint64_t seed() const { return settings_.seed.value_or(1); }
  std::uint64_t runs() const { return settings_.runs.value_or(1'000); }

  void make_folder() const {
    if (!settings_.save) return;
    std::error_code error;
    std::filesystem::create_directories(*settings_.save, error);
    if (error) throw UsageError(*settings_.save + " cannot be made: " + error.message());
  }

  // On a worker's thread.
  void play(std::size_t index) {
    if (Interruption::requested()) {
      results_[index].interrupted = true;
      return;
    }
    results_[index] = explore::fuzz(explore::seed_of_play(seed(), index),
                                    fmt::format("play {} of seed {}", index, seed()), options_);
  }

  void tell(std::size_t index) {
    explore::FuzzResult result = std::move(results_[index]);
    results_[index] = {};  // a long session must not keep what has been told
    if (result.interrupted) return;
    ++done_;
    dropped_ += result.steps_dropped;
    for (const auto& [name, count] : result.reached) {
      ++plays_with_[name];
      facts_ += count;
    }
    if (!result.failure) return;

    ++failed_;
    progress_.clear();
    const bool bug = result.failure->kind == runner::Failure::Kind::bug;
    code_ = graver(code_, bug ? ExitCode::internal_error : ExitCode::failed);
    terminal_.out << fmt::format(
        "FAILS  {}: {}{}\n       shrunk from {} to {}\n", result.play.name,
        result.failure->id.empty() ? "" : result.failure->id + ": ",
        report::one_line(result.failure->sentence), result.size_before, result.play.size_text());
    if (settings_.save)
      save(index, result.play);
    else
      terminal_.out << '\n' << result.play.text() << '\n';
    terminal_.out.flush();
  }

  void save(std::size_t index, const explore::Play& play) {
    const std::string path =
        (std::filesystem::path(*settings_.save) / fmt::format("fuzz_{}_{}.yaml", seed(), index))
            .string();
    if (const auto written = runner::replace_file(path, play.text()); !written) {
      terminal_.complain(written.error());
      code_ = graver(code_, ExitCode::bad_input);
    } else {
      terminal_.out << fmt::format("       saved: {}\n       to see it: giosim run {}\n", path,
                                   shell_word(path));
    }
  }

  // A session in which nothing happened would have found nothing.
  void conclude() {
    terminal_.out << fmt::format("{} plays of seed {}: {} failed; {} facts, {} steps made no sense\n",
                                 done_, seed(), failed_, facts_, dropped_);
    terminal_.out << "plays in which it happened at least once:\n";
    std::vector<std::vector<std::string>> rows;
    for (const char* const name :
         {"gio.instance_reserved", "gio.record_freed", "gio.instance_reassigned",
          "gio.instance_kept", "gio.entry_skipped", "gio.node_state_changed", "hdm.init_failed",
          "pi.entry_saved", "pi.entry_dropped", "pi.equivalent_added", "krs.commit_failed",
          "krs.store_damaged", "machine.disk_moved", "machine.powered_off", "wire.frame_sent",
          "wire.frame_received", "wire.cable_plugged"})
      if (const auto found = plays_with_.find(name); found != plays_with_.end())
        rows.push_back({fmt::format("{:>6}", found->second), name});
    terminal_.out << report::table_text(rows, "");
    terminal_.out.flush();
    if (!Interruption::requested()) return;
    terminal_.complain("stopped; what stands above is all that was played");
    code_ = ExitCode::interrupted;
  }

  const FuzzSettings& settings_;
  Terminal& terminal_;
  Progress progress_;
  explore::FuzzOptions options_;
  std::vector<explore::FuzzResult> results_;
  std::uint64_t done_ = 0, failed_ = 0, dropped_ = 0, facts_ = 0;
  std::map<std::string, std::uint64_t> plays_with_;
  ExitCode code_ = ExitCode::passed;
};

}  // namespace

Work prepare_fuzz(Arguments& arguments) {
  const auto settings = std::make_shared<FuzzSettings>();
  arguments.number("--seed", "the same plays for the same N (default: 1)", settings->seed);
  arguments.number("--runs", "how many plays (default: 1000)", settings->runs, 1);
  arguments.file("--save",
                 "write each play that fails into the folder FILE, as a scenario that fails; "
                 "otherwise it is printed",
                 settings->save);
  arguments.number("--jobs", "play N at a time (default: one for each core); the result is the same",
                   settings->jobs, 1)
      .letter = "-j";
  declare_policies(arguments, settings->policies);
  return [settings](Terminal& terminal) { return Fuzz(*settings, terminal).go(); };
}

}  // namespace giosim::cli
