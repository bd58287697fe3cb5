// Words of the rule book and of the trace: rules, invariants, facts, policies and their readings.

#include <fmt/format.h>

#include <algorithm>

#include "cli/word.hpp"
#include "gio/policy.hpp"
#include "runner/report/invariants.hpp"
#include "runner/report/rules.hpp"
#include "runner/report/trace_schema.hpp"

namespace giosim::cli {
namespace {

using Paragraphs = std::vector<std::pair<std::string, std::string>>;

std::string stated_by(std::string_view rule_id) {
  std::string names;
  for (const report::KindRow& row : report::kind_rows())
    if (row.rule == rule_id) names += (names.empty() ? "" : ", ") + std::string(row.name);
  return names;
}

std::string_view of_kind(report::ReadingKind kind) {
  switch (kind) {
    case report::ReadingKind::conflict:
      return "The document says two things. ";
    case report::ReadingKind::inferred:
      return "The document does not say it, but what it says leads there. ";
    case report::ReadingKind::silent:
      return "The document does not say. ";
  }
  return {};
}

Word word_of(const report::Rule& rule) {
  Word word{std::string(rule.id), std::string(rule.plain), {}};
  word.more.emplace_back("Title", rule.title);
  Paragraphs paragraphs = rule_paragraphs(rule.id);
  // The rule itself is the sentence.
  std::ranges::copy_if(paragraphs, std::back_inserter(word.more),
                       [](const auto& paragraph) { return paragraph.first != "Rule"; });
  if (const std::string names = stated_by(rule.id); !names.empty())
    word.more.emplace_back("Stated by", names);
  return word;
}

const report::InvariantRow* find_invariant(std::string_view id) {
  const auto rows = report::invariant_table();
  const auto found = std::ranges::find(rows, id, &report::InvariantRow::id);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

Paragraphs rule_paragraphs(std::string_view rule_id) {
  Paragraphs paragraphs;
  const report::Rule* rule = report::find_rule(rule_id);
  if (!rule) return paragraphs;
  paragraphs.emplace_back("Rule", fmt::format("{}, {}: {}", rule->id, rule->title, rule->plain));
  if (!rule->quote.empty())
    paragraphs.emplace_back("Document",
                            fmt::format("\"{}\" (section \"{}\")", rule->quote, rule->section));
  if (rule->reading) {
    std::string text = std::string(of_kind(rule->reading->kind)) + std::string(rule->reading->text);
    if (!rule->reading->policy.empty())
      text += fmt::format(" Another reading: policy {}.", rule->reading->policy);
    paragraphs.emplace_back("Reading", text);
  }
  if (!rule->what_if.empty()) paragraphs.emplace_back("If not", rule->what_if);
  return paragraphs;
}

std::vector<Word> rule_words() {
  std::vector<Word> words;
  for (const report::Rule& rule : report::rules())
    if (!find_invariant(rule.id)) words.push_back(word_of(rule));
  return words;
}

std::vector<Word> invariant_words() {
  std::vector<Word> words;
  for (const report::InvariantRow& row : report::invariant_table())
    if (words.empty() || words.back().name != row.id) {
      words.push_back(word_of(report::rule(row.id)));
      words.back().more.emplace_back("Judged", word(row.when));
    }
  return words;
}

std::vector<Word> event_words() {
  std::vector<Word> words;
  for (const report::KindRow& row : report::kind_rows()) {
    Word& word = words.emplace_back(std::string(row.name), "For example: " + row.example);
    std::string fields = row.fields;
    std::erase(fields, '`');
    word.more.emplace_back("Component", row.lane);
    word.more.emplace_back("Fields", fields.empty() ? "none" : fields);
    for (auto& paragraph : rule_paragraphs(row.rule)) word.more.push_back(std::move(paragraph));
    word.more.emplace_back("In a scenario", fmt::format("expect: [{{event: {}}}]", row.name));
  }
  return words;
}

std::vector<Word> policy_words_explained() {
  std::vector<Word> words;
  for (const gio::PolicyRow& row : gio::policy_table()) {
    Word& word =
        words.emplace_back(std::string(row.name), fmt::format("The document: {}.", row.document));
    for (std::size_t i = 0; i < row.readings.size(); ++i)
      word.more.emplace_back(fmt::format("{}{}", row.readings[i], i == 0 ? " (default)" : ""),
                             row.meanings[i]);
    word.more.emplace_back("In a scenario",
                           fmt::format("policy: {{{}: {}}}", row.name, row.readings.back()));
    for (const report::Rule& rule : report::rules())
      if (rule.reading && rule.reading->policy == row.name)
        word.more.emplace_back("Rule", fmt::format("{}, {}: {}", rule.id, rule.title, rule.plain));
  }
  return words;
}

std::vector<Word> reading_words() {
  std::vector<Word> words;
  for (const gio::PolicyRow& row : gio::policy_table())
    for (std::size_t i = 0; i < row.readings.size(); ++i) {
      Word& word = words.emplace_back(std::string(row.readings[i]), std::string(row.meanings[i]));
      word.more.emplace_back("Policy", fmt::format("{}{}", row.name, i == 0 ? ", by default" : ""));
      word.more.emplace_back(
          "On the command line",
          fmt::format("giosim run --policy {}={} SCENARIO", row.name, row.readings[i]));
    }
  return words;
}

}  // namespace giosim::cli
