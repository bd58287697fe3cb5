// giosim explore: every order of a scenario.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/exploration.hpp"
#include "cli/interruption.hpp"
#include "cli/policy_option.hpp"
#include "cli/subcommand.hpp"
#include "cli/trace_source.hpp"
#include "explore/finding_text.hpp"
#include "explore/save.hpp"
#include "runner/needs.hpp"

namespace giosim {

namespace cli {

enum class FindingFormat { text, json };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::FindingFormat> = WordTable<2>{"text", "json"};
template <>
inline constexpr auto kWords<explore::Strategy> = WordTable<3>{"all", "random", "pct"};
template <>
inline constexpr auto kWords<explore::Reduction> = WordTable<3>{"none", "states", "full"};

namespace cli {
namespace {

struct ExploreSettings : ExplorationSettings {
  std::vector<std::string> files;
  explore::Strategy strategy = explore::Strategy::all;
  explore::Reduction reduction = explore::Reduction::full;
  std::optional<std::uint64_t> seed, pct_depth;
  std::optional<std::string> save;
  FindingFormat format = FindingFormat::text;
};

bool expects_i13_broken(const runner::Scenario& scenario) {
  const std::vector<std::string> ids = runner::invariants_to_break(scenario);
  return std::ranges::find(ids, "I13") != ids.end();
}

ExitCode exit_code_of(const explore::Finding& finding, const runner::Scenario& scenario) {
  if (finding.found.stop == explore::Stop::interrupted) return ExitCode::interrupted;
  for (const explore::OutcomeFinding& one : finding.outcomes)
    for (const runner::Failure& failure : one.outcome.failures)
      if (failure.kind == runner::Failure::Kind::bug) return ExitCode::internal_error;
  const bool several = finding.several_with_the_same_faults();
  const bool i13_as_expected = expects_i13_broken(scenario) ? several : !several;
  return finding.all_pass() && i13_as_expected ? ExitCode::passed : ExitCode::failed;
}

class Explorer {
 public:
  Explorer(const ExploreSettings& settings, Terminal& terminal)
      : settings_(settings), terminal_(terminal) {}

  ExitCode go() {
    if (settings_.save && settings_.strategy != explore::Strategy::all)
      throw UsageError("--save takes the outcomes of a whole search; leave --strategy out");
    const Interruption interruption;
    ExitCode code = ExitCode::passed;
    for (const std::string& file : settings_.files) {
      if (file != settings_.files.front() && settings_.format == FindingFormat::text)
        terminal_.out << '\n';
      code = graver(code, explore(file));
      if (Interruption::requested()) break;
    }
    return code;
  }

 private:
  ExitCode explore(const std::string& file) {
    runner::Scenario scenario = load_named(file);
    for (const std::string& policy : settings_.policies) set_policy(policy, scenario.policies);
    Progress progress(terminal_.err);
    explore::SearchOptions options = search_options(settings_, scenario, progress);
    options.reduction = settings_.reduction;
    const explore::Finding finding = look(scenario, options);
    progress.clear();

    const explore::Asked asked{file, options.varied, settings_.policies, settings_.timings};
    terminal_.out << (settings_.format == FindingFormat::text
                          ? explore::to_text(finding, scenario, asked)
                          : explore::to_json(finding, scenario, asked));
    if (expects_i13_broken(scenario) && finding.one_outcome())
      terminal_.complain(file + ": expected I13 to be broken; it holds");
    ExitCode code = exit_code_of(finding, scenario);
    if (settings_.save) code = graver(code, save(scenario, finding, options.varied));
    return code;
  }

  explore::Finding look(const runner::Scenario& scenario, const explore::SearchOptions& options) {
    if (settings_.strategy == explore::Strategy::all) return explore::find(scenario, options);
    explore::Sample how;
    how.strategy = settings_.strategy;
    how.seed = settings_.seed.value_or(how.seed);
    how.runs = settings_.runs.value_or(how.runs);
    how.depth = settings_.pct_depth.value_or(how.depth);
    return explore::sample(scenario, options, how);
  }

  ExitCode save(const runner::Scenario& scenario, const explore::Finding& finding,
                runner::Varied varied) {
    if (scenario.file == "-") throw UsageError("--save needs a scenario in a file of its own");
    const auto saved = explore::save_counterexamples(*settings_.save, scenario, finding, varied);
    if (!saved) {
      terminal_.complain(saved.error());
      return ExitCode::bad_input;
    }
    if (settings_.format == FindingFormat::text)
      for (const explore::SavedFile& file : *saved)
        terminal_.out << fmt::format("   saved: {}\n", file.path);
    return ExitCode::passed;
  }

  const ExploreSettings& settings_;
  Terminal& terminal_;
};

}  // namespace

Work prepare_explore(Arguments& arguments) {
  const auto settings = std::make_shared<ExploreSettings>();
  arguments.files("SCENARIO", "scenario files; - reads one from standard input", settings->files,
                  true);
  declare(arguments, *settings);
  arguments.word("--strategy",
                 "all orders (default), or some that are drawn: at random, or by PCT",
                 settings->strategy);
  arguments.number("--seed", "of what is drawn: the same orders for the same N", settings->seed);
  arguments.number("--pct-depth", "PCT: of how many orderings the bug is made (default: 3)",
                   settings->pct_depth, 1);
  arguments.word("--reduction",
                 "what is left out since it cannot matter: nothing, states met again, or those and "
                 "steps that do not meddle (default: full)",
                 settings->reduction);
  arguments.file("--save",
                 "write each order that fails or differs into the folder FILE, as a scenario that "
                 "replays it and fails",
                 settings->save);
  arguments.word("--format", "for people, or JSON (default: text)", settings->format);
  declare_policies(arguments, settings->policies);
  return [settings](Terminal& terminal) { return Explorer(*settings, terminal).go(); };
}

}  // namespace cli
}  // namespace giosim
