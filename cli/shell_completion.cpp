// What TAB makes of a word in giosim shell.

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "cli/shell.hpp"
#include "cli/tilde.hpp"
#include "user/cmd/table.hpp"

namespace giosim::cli {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

void add_beginning(Words& words, std::string_view beginning, std::string_view candidate) {
  if (candidate.starts_with(beginning)) words.emplace_back(candidate);
}

Words local_files(const std::string& beginning) {
  const std::size_t slash = beginning.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : beginning.substr(0, slash + 1);
  Words words;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, error)) {
    std::error_code ignored;
    const std::string name = folder + entry.path().filename().string() +
                             (entry.is_directory(ignored) ? "/" : "");
    const bool hidden = entry.path().filename().string().starts_with('.');
    if (!hidden || beginning.substr(folder.size()).starts_with('.')) add_beginning(words, beginning, name);
  }
  return words;
}

Words machine_names(const runner::Console& console, std::string_view beginning) {
  Words words;
  for (const machine::Machine* machine : console.machines())
    add_beginning(words, beginning, machine->name());
  return words;
}

Words offered(const runner::Console& console, TildeOffer offer, const std::string& beginning) {
  switch (offer) {
    case TildeOffer::nothing:
      return {};
    case TildeOffer::local_file:
      return local_files(beginning);
    case TildeOffer::machine_file:
      return console.paths_beginning(beginning.empty() ? "/" : beginning);
    case TildeOffer::machine:
      return machine_names(console, beginning);
    case TildeOffer::power: {
      Words words;
      for (const std::string_view word : power_words()) add_beginning(words, beginning, word);
      return words;
    }
  }
  return {};
}

// Where commands may stand: the shell's own, and by path those of the table.
Words commands(const runner::Console& console, const std::string& beginning) {
  Words words;
  for (const std::string_view builtin : {"exit", "export"}) add_beginning(words, beginning, builtin);
  for (const user::Command* command : user::commands()) {
    add_beginning(words, beginning, command->name);
    if (beginning.starts_with('/')) add_beginning(words, beginning, command->path);
  }
  if (beginning.starts_with('/')) std::ranges::move(console.paths_beginning(beginning), std::back_inserter(words));
  return words;
}

// The words between the last separator of commands and the word that is being completed.
Words words_before(std::string_view text) {
  const std::size_t separator = text.find_last_of("|;&");
  if (separator != std::string_view::npos) text.remove_prefix(separator + 1);
  Words words;
  std::string word;
  for (const char c : text) {
    if (c != ' ' && c != '\t') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

}  // namespace

Completion complete(const runner::Console& console, const std::string& text) {
  Completion found;
  const std::size_t end = text.find_last_of(" \t|;&<>=");
  found.begin = end == std::string::npos ? 0 : end + 1;
  const std::string word = text.substr(found.begin);
  const Words before = words_before(std::string_view(text).substr(0, found.begin));

  if (text.starts_with('~')) {
    if (before.empty()) {
      for (const TildeWord& row : tilde_words()) add_beginning(found.words, word, row.name);
    } else if (const TildeWord* row = find_tilde_word(before.front());
               row && before.size() <= row->offers.size()) {
      found.words = offered(console, row->offers[before.size() - 1], word);
    }
  } else if (before.empty()) {
    found.words = commands(console, word);
  } else if (word.starts_with('/')) {
    found.words = console.paths_beginning(word);
  } else if (before.front() == "man") {
    found.words = commands(console, word);
  } else {
    for (const std::string& name : console.interfaces()) add_beginning(found.words, word, name);
  }
  std::ranges::sort(found.words);
  const auto doubles = std::ranges::unique(found.words);
  found.words.erase(doubles.begin(), doubles.end());
  return found;
}

}  // namespace giosim::cli
