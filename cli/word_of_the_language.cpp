// Words of the scenario language itself: its keys, and what may stand behind them.

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "cli/word.hpp"
#include "runner/load.hpp"

namespace giosim::cli {
namespace {

using runner::FieldDescription;
using runner::Presence;
using runner::ShapeDescription;

// Every shape of the language once, in the order in which a scenario comes upon it.
class Language {
 public:
  explicit Language(std::function<void(const ShapeDescription&)> visit) : visit_(std::move(visit)) {
    walk(*runner::scenario_shape().description());
  }

 private:
  void walk(const ShapeDescription& shape) {
    if (shape.refers_to) return walk(*shape.refers_to());
    if (!met_.insert(&shape).second) return;
    visit_(shape);
    if (shape.key) walk(*shape.key);
    if (shape.item) walk(*shape.item);
    for (const FieldDescription& field : shape.fields) walk(*field.shape);
  }

  std::function<void(const ShapeDescription&)> visit_;
  std::set<const ShapeDescription*> met_;
};

Word& word_called(std::vector<Word>& words, const std::string& name, const std::string& sentence) {
  const auto known = std::ranges::find(words, name, &Word::name);
  return known != words.end() ? *known : words.emplace_back(name, sentence);
}

std::string described(const FieldDescription& field) {
  std::string text = field.sentence + " Its value: " + field.shape->name + ".";
  if (field.presence == Presence::required) text += " It must be there.";
  if (!field.by_default.empty()) text += fmt::format(" By default {}.", field.by_default);
  if (!field.example.empty()) text += fmt::format(" Example: {}", field.example);
  return text;
}

std::string listed(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

// Of one key that several maps have, each says what it means there. The steps, faults and
// expectations are words of their own.
std::vector<Word> key_words() {
  std::vector<Word> words;
  Language([&](const ShapeDescription& shape) {
    for (const FieldDescription& field : shape.fields) {
      if (field.presence == Presence::alternative) continue;
      Word& word = word_called(words, field.key, field.sentence);
      std::pair<std::string, std::string> here("Of " + shape.name, described(field));
      if (std::ranges::find(word.more, here) == word.more.end()) word.more.push_back(here);
    }
  });
  return words;
}

std::vector<Word> value_words() {
  std::vector<Word> words;
  Language([&](const ShapeDescription& shape) {
    if (shape.sentence.empty()) return;
    Word& word = word_called(words, shape.name, shape.sentence);
    if (!word.more.empty()) return;
    if (!shape.examples.empty()) word.more.emplace_back("Written as", listed(shape.examples));
    std::vector<std::string> keys;
    for (const FieldDescription& field : shape.fields) keys.push_back(field.key);
    if (!keys.empty()) word.more.emplace_back("Keys", listed(keys));
    if (!shape.short_form.empty())
      word.more.emplace_back("In short", fmt::format("a value that is no map is its '{}'",
                                                     shape.short_form));
  });
  return words;
}

}  // namespace giosim::cli
