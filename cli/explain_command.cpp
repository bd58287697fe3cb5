// giosim explain WORD: what it means, what the document says, where it is used; and giosim explain
// lan0 SCENARIO: how it came about that a NIC is called so.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "base/nearest_word.hpp"
#include "cli/interruption.hpp"
#include "cli/layout.hpp"
#include "cli/subcommand.hpp"
#include "cli/trace_source.hpp"
#include "cli/word.hpp"
#include "runner/problem.hpp"
#include "runner/report/lecture_text.hpp"
#include "runner/report/origin.hpp"

namespace giosim {

namespace cli {

enum class ExplainFormat { text, json };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::ExplainFormat> = WordTable<2>{"text", "json"};

namespace cli {
namespace {

struct ExplainSettings {
  std::vector<std::string> words;
  std::optional<std::string> machine;
  std::optional<std::uint64_t> boot;
  TraceSource source;
  report::Detail detail = report::Detail::story;
  ExplainFormat format = ExplainFormat::text;

  bool says_more_than_words() const {
    return machine || boot || source.choices || !source.policies.empty() ||
           detail != report::Detail::story || format != ExplainFormat::text;
  }
};

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const WordKind& kind : word_kinds())
    for (const Word& word : kind.words()) names.push_back(word.name);
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void explain(std::ostream& out, const std::string& name) {
  if (explain_word(out, name)) return;
  if (report::is_subject(name))
    throw UsageError(
        fmt::format("{0} belongs to a run; name the scenario or the trace behind it, e.g.: giosim "
                    "explain {0} scenarios/basic/document_example.yaml",
                    name));
  const std::string hint = did_you_mean(name, all_names());
  throw UsageError(fmt::format("nothing is called {}{}", runner::in_quotes(name),
                               hint.empty() ? "; `giosim explain` says what there is" : hint));
}

// A file whose story is asked for, and no word: "swap.yaml", "trace.jsonl", "-".
bool is_story(const std::string& word) {
  return word == "-" || word.ends_with(".yaml") || word.ends_with(".yml") ||
         word.ends_with(".jsonl");
}

// giosim explain lan0 SCENARIO, or lan0 of target SCENARIO.
ExitCode explain_origin(const ExplainSettings& settings, Terminal& terminal) {
  std::vector<std::string> words = settings.words;
  TraceSource source = settings.source;
  source.file = words.back();
  words.pop_back();
  report::Asked asked{.subject = words.empty() ? "" : words.front(),
                      .machine = settings.machine.value_or(""),
                      .boot = {}};
  if (words.size() == 3 && words[1] == "of" && !settings.machine)
    asked.machine = words[2];
  else if (words.size() != 1)
    throw UsageError(fmt::format(
        "of what in {} shall the story be told? One interface, H/W path or MAC address, e.g.: "
        "giosim explain lan0 {}",
        source.file, source.file));
  if (settings.boot) asked.boot = static_cast<std::int64_t>(*settings.boot);

  const Interruption interruption;
  const report::Lecture lecture = lecture_of(source, terminal);
  if (Interruption::requested()) return ExitCode::interrupted;
  const auto origin = report::origin_of(lecture, asked);
  if (!origin) throw UsageError(origin.error());
  terminal.out << (settings.format == ExplainFormat::text
                       ? report::origin_text(lecture, *origin, settings.detail)
                       : report::origin_json(lecture, *origin, settings.detail));
  return ExitCode::passed;
}

void explain_kinds(std::ostream& out) {
  out << "giosim explain WORD: what it means. There are:\n\n";
  for (const WordKind& kind : word_kinds()) {
    const std::vector<Word> words = kind.words();
    print_row(
        out, kind.plural,
        fmt::format("{}; {} of them, e.g. {}", kind.sentence, words.size(), words.front().name),
        16);
  }
  out << "\ngiosim list KIND prints all of one kind, e.g.: giosim list events\n"
         "giosim explain lan0 SCENARIO tells how a number came about in a run.\n";
}

}  // namespace

Work prepare_explain(Arguments& arguments) {
  const auto settings = std::make_shared<ExplainSettings>();
  Argument& word = arguments.files(
      "WORD", "what to explain: a word; or lan0, a H/W path or a MAC address, and the scenario or "
              "the trace (.jsonl) that it is in",
      settings->words, false);
  word.offer = Offer::files_or_words;
  word.words = all_names;
  arguments.text("--machine", "NAME",
                 "in a run: of this machine (default: the last one that has such a thing)",
                 settings->machine);
  arguments.number("--boot", "in a run: in this boot of the machine (default: the last one)",
                   settings->boot, 1);
  arguments.word("--detail",
                 "how much of a chain of events: decisions and trouble only, all that matters "
                 "(default), or every event",
                 settings->detail);
  arguments.word("--format", "a chain of events for people, or as JSON (default: text)",
                 settings->format);
  declare_run(arguments, settings->source);
  return [settings](Terminal& terminal) {
    const std::vector<std::string>& words = settings->words;
    if (!words.empty() && is_story(words.back())) return explain_origin(*settings, terminal);
    if (settings->says_more_than_words())
      throw UsageError(
          "these options are about a run; name its scenario or trace last, e.g.: giosim explain "
          "lan0 --machine target scenarios/basic/document_example.yaml");
    if (words.empty()) explain_kinds(terminal.out);
    // A name of several words, as those of the models, needs no quotes.
    std::string whole;
    for (const std::string& name : words) whole += (whole.empty() ? "" : " ") + name;
    if (!whole.empty()) explain(terminal.out, whole);
    return ExitCode::passed;
  };
}

}  // namespace cli
}  // namespace giosim
