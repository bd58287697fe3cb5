#include "runner/report/plain_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/nowide/utf/convert.hpp>

namespace giosim::report {
namespace {

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// The controls of ISO 8859 (U+0080 … U+009F) are two bytes, the first of them 0xC2.
bool is_high_control(std::string_view text, std::size_t i) {
  return text[i] == '\xC2' && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
}

}  // namespace

std::string one_line(std::string_view text) {
  if (is_plain_ascii(text)) return std::string(text);

  std::string line =
      boost::nowide::utf::convert_string<char>(text.data(), text.data() + text.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (static_cast<unsigned char>(line[i]) < ' ' || line[i] == '\x7f') line[i] = ' ';
    if (is_high_control(line, i)) line.replace(i, 2, " ");
  }
  return line;
}

std::string many_lines(std::string_view text) {
  constexpr std::size_t kTab = 8;
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line;
    for (const char c : text.substr(0, end))
      c == '\t' ? line.append(kTab - characters(line) % kTab, ' ') : line.append(1, c);
    if (line.ends_with('\r')) line.pop_back();
    lines += one_line(line);
    if (end < text.size()) lines += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string in_markup(std::string_view text) {
  std::string escaped;
  for (const char c : one_line(text)) {
    switch (c) {
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '&':
        escaped += "&amp;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

std::string cut(std::string_view text, std::size_t most) {
  if (text.size() <= most || characters(text) <= most) return std::string(text);
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end)
    if (starts_character(text[end]) && ++seen == most) break;
  return std::string(text.substr(0, end)) + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (characters(text) > width) {
    std::size_t blank = std::string_view::npos;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (starts_character(text[i])) ++seen;
      if (text[i] != ' ') continue;
      if (seen > width + 1 && blank != std::string_view::npos) break;
      blank = i;
      if (seen > width + 1) break;
    }
    if (blank == std::string_view::npos) break;
    lines.emplace_back(text.substr(0, blank));
    text.remove_prefix(blank + 1);
  }
  lines.emplace_back(text);
  return lines;
}

std::string run_of_numbers(std::string_view prefix, std::int64_t first, std::int64_t last) {
  if (first == last) return fmt::format("{}{}", prefix, first);
  return fmt::format("{0}{1} {2} {0}{3}", prefix, first, last == first + 1 ? "and" : "to", last);
}

}  // namespace giosim::report
