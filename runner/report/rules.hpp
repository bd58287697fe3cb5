// The rule book as one table: every rule of Portable Image by its id, in plain words, with the
// document's own sentence and an honest note where the document is silent or says two things.
//
// Facts name their rule by id; the trace, the text report, `giosim explain` and docs/RULES.md
// all read this table. A rule without a sentence in the document has an empty quote and says so
// in its reading.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/words.hpp"

namespace giosim {

namespace report {

// What stands between the document and the rule.
enum class ReadingKind {
  conflict,  // the document says two things
  inferred,  // it does not say so, but what it says leads there
  silent     // it says nothing
};

struct Reading {
  ReadingKind kind = ReadingKind::silent;
  std::string_view text;    // what giosim takes it to mean
  std::string_view policy;  // the policy (gio/policy.hpp) that chooses another reading; or empty
};

struct Rule {
  std::string_view id;       // "A3"
  std::string_view title;    // a few words
  std::string_view plain;    // the rule itself
  std::string_view section;  // of the document; empty without a quote
  std::int32_t line = 0;     // of the document's text; 0 without a quote
  std::string_view quote;    // word for word, from that one line
  std::optional<Reading> reading;
  std::string_view what_if;  // what would go wrong without it; may be empty
};

// In the order of the rule book: T, K, R, S, A, D, F, B, O, I.
std::span<const Rule> rules();

const Rule* find_rule(std::string_view id);
const Rule& rule(std::string_view id);  // of an id that is known to exist

// docs/RULES.md.
std::string rules_markdown();

}  // namespace report

template <>
inline constexpr auto kWords<report::ReadingKind> = WordTable<3>{"conflict", "inferred", "silent"};

}  // namespace giosim
