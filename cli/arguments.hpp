// Arguments: what one command may be told, as data.
//
// A command declares its options here; the declaration parses the command line (CLI11 does the
// cutting, in arguments.cpp and nowhere else), writes the help and completes words in a shell.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"

namespace giosim::cli {

// The user asked for something that cannot be. The sentence is for them.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What a shell offers behind an option.
enum class Offer { nothing, words, files, files_or_words };

struct Argument {
  std::string name;         // "--format"; of what stands alone, "FILE"
  std::string value;        // "FILE", "text|jsonl"; empty: a switch
  std::string sentence;     // what it does
  std::string letter = {};  // "-o"; may be empty
  bool alone = false;       // it has no "--name" in front
  bool required = false;
  bool many = false;  // may be said again and again
  Offer offer = Offer::nothing;
  std::function<std::vector<std::string>()> words = {};

  // Of what stands alone: with the first word for which this holds the options are at their end, as
  // behind "--", since that word and all behind it are somebody else's.
  std::function<bool(const std::string&)> ends_options = {};

  // Called once for each value. Throws UsageError.
  std::function<void(const std::string&)> take = {};
};

class Arguments {
 public:
  const std::deque<Argument>& all() const { return all_; }

  // The most general one; the others are its common cases.
  Argument& add(Argument argument) { return all_.emplace_back(std::move(argument)); }

  Argument& flag(std::string name, std::string sentence, bool& set);
  Argument& text(std::string name, std::string value, std::string sentence,
                 std::optional<std::string>& chosen);
  Argument& texts(std::string name, std::string value, std::string sentence,
                  std::vector<std::string>& chosen);
  Argument& file(std::string name, std::string sentence, std::optional<std::string>& chosen);
  Argument& number(std::string name, std::string sentence, std::optional<std::uint64_t>& chosen,
                   std::uint64_t least = 0);

  // What stands alone, any number of times.
  Argument& files(std::string value, std::string sentence, std::vector<std::string>& chosen,
                  bool required);

  // One word of an enumeration (base/words.hpp).
  template <class Enum>
  Argument& word(std::string name, std::string sentence, Enum& chosen) {
    const std::vector<std::string> words(kWords<Enum>.begin(), kWords<Enum>.end());
    return add_word(std::move(name), std::move(sentence), words,
                    [&chosen](std::size_t index) { chosen = static_cast<Enum>(index); });
  }

 private:
  Argument& add_word(std::string name, std::string sentence, std::vector<std::string> words,
                     std::function<void(std::size_t)> choose);

  std::deque<Argument> all_;  // whose elements stay where they are
};

// Which of `words` it is; UsageError with the nearest one otherwise. `what` begins the sentence:
// "--format".
std::size_t index_of_word(std::string_view what, const std::string& word,
                          std::span<const std::string> words);

// Gives the words of a command line to the arguments they belong to. False: help was asked for.
bool parse(const Arguments& arguments, std::span<const std::string> command_line);

}  // namespace giosim::cli
