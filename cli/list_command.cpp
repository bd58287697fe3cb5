// giosim list: scenarios, or all words of one kind.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "cli/layout.hpp"
#include "cli/subcommand.hpp"
#include "cli/suite.hpp"
#include "cli/word.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim {

namespace cli {

enum class ListFormat { text, json };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::ListFormat> = WordTable<2>{"text", "json"};

namespace cli {
namespace {

void print_words(std::ostream& out, const std::vector<Word>& words) {
  std::size_t longest = 0;
  for (const Word& word : words) longest = std::max(longest, word.name.size());
  for (const Word& word : words)
    print_row(out, word.name, word.sentence, std::min<std::size_t>(longest + 4, 30));
}

void write_words(std::ostream& out, const std::vector<Word>& words) {
  report::JsonWriter json;
  json.open('[');
  for (const Word& word : words) {
    json.open('{').field("name", word.name).field("says", report::one_line(word.sentence));
    json.key("more").open('[');
    for (const auto& [title, text] : word.more)
      json.open('{')
          .field("title", report::one_line(title))
          .field("text", report::one_line(text))
          .close('}');
    json.close(']').close('}');
  }
  json.close(']').end_line();
  out << json.text();
}

void print_scenarios(std::ostream& out, const std::vector<Candidate>& candidates) {
  for (const Candidate& candidate : candidates) {
    out << candidate.file << '\n';
    if (!candidate.scenario) continue;
    const runner::Scenario& scenario = *candidate.scenario;
    std::string title = report::one_line(scenario.name);
    if (!scenario.tags.empty()) title += fmt::format("  [{}]", fmt::join(scenario.tags, ", "));
    print_paragraph(out, title, 4);
    print_paragraph(out, report::one_line(scenario.says), 6);
  }
}

void write_scenarios(std::ostream& out, const std::vector<Candidate>& candidates) {
  report::JsonWriter json;
  json.open('[');
  for (const Candidate& candidate : candidates) {
    json.open('{').field("file", report::one_line(candidate.file));
    if (const auto& scenario = candidate.scenario) {
      json.field("name", report::one_line(scenario->name))
          .field("says", report::one_line(scenario->says));
      json.key("tags").open('[');
      for (const std::string& tag : scenario->tags) json.value(tag);
      json.close(']').key("rules").open('[');
      for (const std::string& rule : scenario->rules) json.value(rule);
      json.close(']');
    }
    json.close('}');
  }
  json.close(']').end_line();
  out << json.text();
}

ExitCode list_scenarios(Terminal& terminal, const std::vector<std::string>& paths,
                        ListFormat format) {
  const std::vector<Candidate> candidates =
      load_in_parallel(scenario_files(paths), std::max(1U, std::thread::hardware_concurrency()));
  if (format == ListFormat::json)
    write_scenarios(terminal.out, candidates);
  else
    print_scenarios(terminal.out, candidates);

  terminal.out.flush();
  ExitCode code = ExitCode::passed;
  for (const Candidate& candidate : candidates)
    if (!candidate.scenario) {
      terminal.err << candidate.problems;
      code = ExitCode::bad_input;
    }
  return code;
}

}  // namespace

Work prepare_list(Arguments& arguments) {
  struct Settings {
    std::vector<std::string> what;
    ListFormat format = ListFormat::text;
  };
  const auto settings = std::make_shared<Settings>();
  Argument& what = arguments.files("WHAT|FILE|FOLDER", "", settings->what, false);
  what.offer = Offer::files_or_words;
  what.words = [] {
    std::vector<std::string> words;
    for (const WordKind& kind : word_kinds()) words.emplace_back(kind.plural);
    return words;
  };
  what.sentence = fmt::format("scenario files and folders (default: scenarios), or one of: {}",
                              fmt::join(what.words(), ", "));
  arguments.word("--format", "how to print the list (default: text)", settings->format);

  return [settings](Terminal& terminal) {
    if (settings->what.empty()) settings->what = {"scenarios"};
    const WordKind* kind = find_word_kind(settings->what.front());
    if (!kind) return list_scenarios(terminal, settings->what, settings->format);
    if (settings->what.size() > 1)
      throw UsageError(fmt::format("one list at a time: {} and {} are two", settings->what[0],
                                   settings->what[1]));
    const std::vector<Word> words = kind->words();
    if (settings->format == ListFormat::json)
      write_words(terminal.out, words);
    else
      print_words(terminal.out, words);
    return ExitCode::passed;
  };
}

}  // namespace cli
}  // namespace giosim
