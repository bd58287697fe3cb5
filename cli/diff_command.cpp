// giosim diff: two runs or two traces, device by device.

#include <fmt/format.h>

#include <array>
#include <memory>
#include <sstream>

#include "cli/interruption.hpp"
#include "cli/policy_option.hpp"
#include "cli/subcommand.hpp"
#include "cli/trace_source.hpp"
#include "runner/report/comparison.hpp"

namespace giosim {

namespace cli {

enum class DiffFormat { text, json };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::DiffFormat> = WordTable<2>{"text", "json"};

namespace cli {
namespace {

// How the run of one side is another than the scenario's own.
struct Side {
  std::optional<std::string> choices;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> policies;

  bool says_anything() const { return choices || seed || !policies.empty(); }
};

struct DiffSettings {
  std::vector<std::string> files;
  std::array<Side, 2> sides;
  std::optional<std::string> vary;
  std::vector<std::string> about;
  std::vector<std::string> machines;
  DiffFormat format = DiffFormat::text;
  ColorWish color = ColorWish::automatic;
};

class Diff {
 public:
  Diff(const DiffSettings& settings, Terminal& terminal) : settings_(settings), terminal_(terminal) {}

  ExitCode go() {
    if (settings_.files.size() > 2) throw UsageError("three are too many; give two, A and B");
    if (std::ranges::count(settings_.files, "-") > 1)
      throw UsageError("only one of the two can come from standard input");
    const std::array<std::string, 2> files{settings_.files.front(), settings_.files.back()};
    if (files[0] == files[1] && !settings_.sides[0].says_anything() &&
        !settings_.sides[1].says_anything())
      throw UsageError(
          "a run is like itself; name another B, or say how B differs (--choices-b, --policy-b)");

    const Interruption interruption;
    const report::Selection selection = chosen();
    std::array<report::Story, 2> stories;
    std::array<std::string, 2> names;
    for (std::size_t i = 0; i < 2; ++i) {
      names[i] = files[i];
      stories[i] = story_of(files[i], settings_.sides[i], names[i]);
      if (Interruption::requested()) return ExitCode::interrupted;
    }
    const report::Comparison comparison = report::compare(stories[0], stories[1], selection);
    const bool colors = wants_color(settings_.color, terminal_.out);
    terminal_.out << (settings_.format == DiffFormat::json
                          ? report::to_json(comparison, names[0], names[1])
                          : report::to_text(comparison, names[0], names[1],
                                            colors ? report::Color::on : report::Color::off));
    return comparison.same() ? ExitCode::passed : ExitCode::failed;
  }

 private:
  report::Selection chosen() const {
    report::Selection selection;
    const std::vector<std::string> words(kWords<report::Topic>.begin(), kWords<report::Topic>.end());
    for (const std::string& list : settings_.about) {
      std::istringstream in(list);
      for (std::string word; std::getline(in, word, ',');)
        selection.about.push_back(
            static_cast<report::Topic>(index_of_word("--about", word, words)));
    }
    selection.machines = settings_.machines;
    return selection;
  }

  report::Story story_of(const std::string& file, const Side& side, std::string& name) {
    auto named = trace_or_scenario(file, side.says_anything());
    if (auto* scenario = std::get_if<runner::Scenario>(&named))
      return run(std::move(*scenario), side, name);
    std::istringstream in(std::get<std::string>(std::move(named)));
    auto story = report::read_story(in);
    if (!story) throw UsageError(fmt::format("{} is no trace: {}", file, story.error()));
    return std::move(*story);
  }

  report::Story run(runner::Scenario scenario, const Side& side, std::string& name) {
    if (side.seed && side.choices)
      throw UsageError("a seed draws the choices and a list says them; give one of the two");
    if (settings_.vary) {
      const auto varied = runner::Varied::parse(*settings_.vary);
      if (!varied) throw UsageError("--vary: " + varied.error());
      scenario.vary = *varied;
      scenario.choices.clear();
      name += " --vary " + *settings_.vary;
    }
    for (const std::string& policy : side.policies) {
      set_policy(policy, scenario.policies);
      name += " --policy " + policy;
    }
    std::unique_ptr<sim::Choices> choices;
    if (side.seed) {
      choices = std::make_unique<sim::Seeded>(*side.seed);
      name += fmt::format(" --seed {}", *side.seed);
    } else if (side.choices) {
      auto list = sim::parse_choices(*side.choices);
      if (!list) throw UsageError("--choices: " + list.error());
      choices = std::make_unique<sim::Replayed>(std::move(*list));
      name += " --choices " + *side.choices;
    }
    report::StoryTeller teller;
    runner::RunOptions options;
    options.choices = choices.get();
    options.sinks = {&teller};
    options.interrupted = [] { return Interruption::requested(); };
    const runner::Verdict verdict = runner::run(scenario, options);
    refuse_broken_run(verdict, name, terminal_);
    return teller.take();
  }

  const DiffSettings& settings_;
  Terminal& terminal_;
};

}  // namespace

Work prepare_diff(Arguments& arguments) {
  const auto settings = std::make_shared<DiffSettings>();
  arguments.files("A|B", "traces or scenarios; - reads one from standard input", settings->files,
                  true);
  const auto side = [&](Side& of, const std::string& letter, const std::string& upper) {
    arguments.text("--choices-" + letter, "LIST", "run " + upper + " with these choices",
                   of.choices);
    arguments.number("--seed-" + letter, "draw the choices of " + upper + " at random", of.seed);
    Argument& policy = arguments.texts("--policy-" + letter, "NAME=READING",
                                       "read the document in another way in " + upper +
                                           " (see: giosim list policies); may be repeated",
                                       of.policies);
    policy.offer = Offer::words;
    policy.words = policy_words;
  };
  side(settings->sides[0], "a", "A");
  side(settings->sides[1], "b", "B");
  arguments.text("--vary", "LIST",
                 "leave these orders open in both, as giosim explore does: the choices say who "
                 "runs next",
                 settings->vary);
  Argument& about = arguments.texts("--about", "TOPICS",
                                    "only facts about these topics, joined by commas (see: "
                                    "docs/GOLDENS.md); may be repeated",
                                    settings->about);
  about.offer = Offer::words;
  about.words = [] {
    return std::vector<std::string>(kWords<report::Topic>.begin(), kWords<report::Topic>.end());
  };
  arguments.texts("--machine", "NAME", "only facts of this machine; may be repeated",
                  settings->machines);
  arguments.word("--format", "for people, or JSON (default: text)", settings->format);
  arguments.word("--color", "colours; auto: on a terminal, unless NO_COLOR is set",
                 settings->color);
  return [settings](Terminal& terminal) { return Diff(*settings, terminal).go(); };
}

}  // namespace cli
}  // namespace giosim
