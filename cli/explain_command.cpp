// giosim explain WORD: what it means, what the document says, where it is used.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "base/nearest_word.hpp"
#include "cli/layout.hpp"
#include "cli/subcommand.hpp"
#include "cli/word.hpp"
#include "runner/problem.hpp"

namespace giosim::cli {
namespace {

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const WordKind& kind : word_kinds())
    for (const Word& word : kind.words()) names.push_back(word.name);
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return small;
}

// Case does not count, and of a fact the part behind the dot will do.
bool is_called(const Word& word, const std::string& name) {
  const std::string own = lower(word.name);
  return own == lower(name) || own.ends_with("." + lower(name));
}

void print(std::ostream& out, const WordKind& kind, const Word& word) {
  out << word.name << " (" << kind.singular << ")\n";
  print_paragraph(out, word.sentence, 2);
  for (const auto& [title, text] : word.more) {
    out << '\n';
    print_paragraph(out, title + ":", 2);
    if (text.contains('\n'))
      print_indented(out, text);  // laid out already
    else
      print_paragraph(out, text, 4);
  }
}

void explain(std::ostream& out, const std::string& name) {
  bool found = false;
  for (const WordKind& kind : word_kinds())
    for (const Word& word : kind.words()) {
      if (!is_called(word, name)) continue;
      if (found) out << '\n';
      print(out, kind, word);
      found = true;
    }
  if (found) return;
  const std::string hint = did_you_mean(name, all_names());
  throw UsageError(fmt::format("nothing is called {}{}", runner::in_quotes(name),
                               hint.empty() ? "; `giosim explain` says what there is" : hint));
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
  out << "\ngiosim list KIND prints all of one kind, e.g.: giosim list events\n";
}

}  // namespace

Work prepare_explain(Arguments& arguments) {
  const auto names = std::make_shared<std::vector<std::string>>();
  Argument& word = arguments.files("WORD", "what to explain", *names, false);
  word.offer = Offer::words;
  word.words = all_names;
  return [names](Terminal& terminal) {
    if (names->empty()) explain_kinds(terminal.out);
    // A name of several words, as those of the models, needs no quotes.
    std::string whole;
    for (const std::string& name : *names) whole += (whole.empty() ? "" : " ") + name;
    if (!whole.empty()) explain(terminal.out, whole);
    return ExitCode::passed;
  };
}

}  // namespace giosim::cli
