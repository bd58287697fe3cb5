// Word: a name that giosim prints or that a scenario may say, and what it means.
//
// `giosim list` and `giosim explain` show them; ONE TABLE of the kinds of words (word.cpp). Nothing
// is said twice: the sentences come from the tables that the program itself works with.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace giosim::cli {

struct Word {
  std::string name;
  std::string sentence;  // what it means

  // Headed paragraphs: ("Document", "…"), ("Example", "…").
  std::vector<std::pair<std::string, std::string>> more = {};
};

struct WordKind {
  std::string_view plural;    // "drivers"
  std::string_view singular;  // "driver"
  std::string_view sentence;  // what words of this kind are
  std::vector<Word> (*words)();
};

std::span<const WordKind> word_kinds();
const WordKind* find_word_kind(std::string_view plural);

// Every word that is called so, with its paragraphs; false: there is none. Case does not count, and of a
// fact the part behind the dot will do.
bool explain_word(std::ostream& out, const std::string& name);

// The rows of the table.
std::vector<Word> driver_words();
std::vector<Word> model_words();
std::vector<Word> step_words();
std::vector<Word> fault_words();
std::vector<Word> expectation_words();
std::vector<Word> key_words();
std::vector<Word> value_words();
std::vector<Word> policy_words_explained();
std::vector<Word> reading_words();
std::vector<Word> event_words();
std::vector<Word> rule_words();
std::vector<Word> invariant_words();
std::vector<Word> command_words();
std::vector<Word> reason_words();
std::vector<Word> term_words();

// Where the document says it, word for word, and how far that can be trusted.
std::vector<std::pair<std::string, std::string>> rule_paragraphs(std::string_view rule_id);

}  // namespace giosim::cli
