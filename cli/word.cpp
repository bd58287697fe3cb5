#include "cli/word.hpp"

#include <algorithm>
#include <cctype>
#include <ostream>

#include "cli/layout.hpp"

namespace giosim::cli {
namespace {

constexpr WordKind kWordKinds[] = {
    {"terms", "term", "the field's own words, as the document defines them", term_words},
    {"drivers", "driver", "HP-UX drivers that a card may name", driver_words},
    {"models", "model", "computers with the ports they are sold with", model_words},
    {"steps", "step", "what a scenario's operator can do", step_words},
    {"faults", "fault", "what can go wrong", fault_words},
    {"expectations", "expectation", "what a scenario can demand", expectation_words},
    {"keys", "key", "what stands before a colon in a scenario", key_words},
    {"values", "value", "what may stand behind one", value_words},
    {"policies", "policy", "where the document is silent or says two things",
     policy_words_explained},
    {"readings", "reading", "what can be chosen for a policy; the first is the default",
     reading_words},
    {"events", "event", "facts that a run states", event_words},
    {"rules", "rule", "the rule book of Portable Image", rule_words},
    {"invariants", "invariant", "what is checked in every run", invariant_words},
    {"commands", "command", "HP-UX commands of an emulated machine", command_words},
    {"reasons", "reason", "words by which a fact says why, or which state something is in",
     reason_words},
};

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return small;
}

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

}  // namespace

bool explain_word(std::ostream& out, const std::string& name) {
  bool found = false;
  for (const WordKind& kind : kWordKinds)
    for (const Word& word : kind.words()) {
      if (!is_called(word, name)) continue;
      if (found) out << '\n';
      print(out, kind, word);
      found = true;
    }
  return found;
}

std::span<const WordKind> word_kinds() { return kWordKinds; }

const WordKind* find_word_kind(std::string_view plural) {
  const auto found = std::ranges::find(kWordKinds, plural, &WordKind::plural);
  return found == std::end(kWordKinds) ? nullptr : found;
}

}  // namespace giosim::cli
