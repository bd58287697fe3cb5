// Plain text: what may stand on one line of a terminal or in a JSON string, whatever came in.
//
// Names and log lines come from users' files. Counting is in characters (code points), which
// for the words of this field is what a terminal shows.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace giosim::report {

// Valid UTF-8 without control characters: a broken byte becomes U+FFFD, a control character a
// blank, so that a log line can neither colour the terminal nor break a line.
std::string one_line(std::string_view text);

// The same for a text of several lines, which end in "\n". A tab stands for blanks up to the next
// column of eight.
std::string many_lines(std::string_view text);

// One line that may stand between the tags of XML or HTML, and within their quotes.
std::string in_markup(std::string_view text);

std::size_t characters(std::string_view text);

// At most `most` characters; a longer text ends in "…".
std::string cut(std::string_view text, std::size_t most);

// Broken at blanks into lines of at most `width` characters; a longer word gets its own line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// "1 device", "2 devices"; `many` where an s does not do.
template <std::integral Number>
std::string counted(Number count, std::string_view one, std::string_view many = {}) {
  std::string text = std::to_string(count) + ' ';
  if (count != 1 && !many.empty()) return text.append(many);
  text += one;
  return count == 1 ? text : text + 's';
}

// A run of numbers, each behind the prefix: "lan0", "lan0 and lan1", "lan0 to lan7".
std::string run_of_numbers(std::string_view prefix, std::int64_t first, std::int64_t last);

}  // namespace giosim::report
