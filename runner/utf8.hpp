// UTF-8, as far as reading and pointing at a user's text needs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace giosim::runner {

struct Utf8Character {
  std::uint32_t code = 0;
  std::size_t length = 1;
  bool valid = true;  // overlong forms, surrogates and lone tails are not; they have length 1
};

// The character that begins at byte `at`, which must lie inside the text.
Utf8Character utf8_character(std::string_view text, std::size_t at);

constexpr bool is_utf8_tail(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Control characters and what reverses or hides text on a terminal.
bool is_control(std::uint32_t code);

std::size_t character_count(std::string_view text);

// The byte at which a column (from 1, in characters) begins; the end when the line is shorter.
std::size_t byte_of_column(std::string_view line, int column);

// Screen columns of a text: 2 for East Asian wide characters, 0 for combining marks.
std::size_t display_width(std::string_view text);

}  // namespace giosim::runner
