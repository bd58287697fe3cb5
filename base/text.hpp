// What readers of text lines share.
#pragma once

#include <algorithm>
#include <string_view>

namespace giosim {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes the first word off a line; empty when there is none left.
constexpr std::string_view next_word(std::string_view& line) {
  constexpr std::string_view kBlanks = " \t\r";
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(kBlanks));
  line.remove_prefix(word.size());
  return word;
}

}  // namespace giosim
