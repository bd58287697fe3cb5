#include "runner/utf8.hpp"

#include <algorithm>

namespace giosim::runner {
namespace {

struct Range {
  std::uint32_t first, last;
};

constexpr Range kWide[] = {
    {0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
constexpr Range kNoWidth[] = {
    {0x0300, 0x036F}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
constexpr Range kControl[] = {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x200E, 0x200F},
                              {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFFFE, 0xFFFF}};

template <std::size_t N>
bool within(const Range (&ranges)[N], std::uint32_t code) {
  return std::ranges::any_of(
      ranges, [&](const Range& range) { return code >= range.first && code <= range.last; });
}

}  // namespace

Utf8Character utf8_character(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return static_cast<unsigned char>(text[at + i]);
  };
  const Utf8Character bad{byte(0), 1, false};

  const std::uint32_t head = byte(0);
  if (head < 0x80) return {head, 1, true};
  const std::size_t length = head >= 0xF0 ? 4 : head >= 0xE0 ? 3 : 2;
  if (head < 0xC2 || head > 0xF4 || text.size() - at < length) return bad;

  std::uint32_t code = head & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_utf8_tail(text[at + i])) return bad;
    code = code << 6 | (byte(i) & 0x3F);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[length] || code > 0x10FFFF || surrogate) return bad;
  return {code, length, true};
}

bool is_control(std::uint32_t code) { return within(kControl, code); }

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_utf8_tail(c); }));
}

std::size_t byte_of_column(std::string_view line, int column) {
  int at_column = 0;
  for (std::size_t at = 0; at < line.size(); ++at)
    if (!is_utf8_tail(line[at]) && ++at_column == column) return at;
  return line.size();
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = utf8_character(text, at);
    width += within(kWide, character.code) ? 2 : within(kNoWidth, character.code) ? 0 : 1;
    at += character.length;
  }
  return width;
}

}  // namespace giosim::runner
