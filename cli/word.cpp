#include "cli/word.hpp"

#include <algorithm>

namespace giosim::cli {
namespace {

constexpr WordKind kWordKinds[] = {
    {"drivers", "driver", "HP-UX drivers that a card may name", driver_words},
    {"models", "model", "computers with the ports they are sold with", model_words},
    {"steps", "step", "what a scenario's operator can do", step_words},
    {"faults", "fault", "what can go wrong", fault_words},
    {"expectations", "expectation", "what a scenario can demand", expectation_words},
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
    {"terms", "term", "the field's own words, as the document defines them", term_words},
};

}  // namespace

std::span<const WordKind> word_kinds() { return kWordKinds; }

const WordKind* find_word_kind(std::string_view plural) {
  const auto found = std::ranges::find(kWordKinds, plural, &WordKind::plural);
  return found == std::end(kWordKinds) ? nullptr : found;
}

}  // namespace giosim::cli
