#include "pi/catalogue.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/must.hpp"

namespace giosim::pi {
namespace {

constexpr int kLargest = 32767;  // NL_SETMAX and NL_MSGMAX: at least this

bool is_octal(char c) { return c >= '0' && c <= '7'; }

// The character that stands for the sequence behind a backslash, which `rest` is shortened by.
char escaped(std::string_view& rest) {
  if (is_octal(rest.front())) {
    int code = 0;
    for (int i = 0; i < 3 && !rest.empty() && is_octal(rest.front()); ++i) {
      code = 8 * code + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    return static_cast<char>(code);
  }
  const char c = rest.front();
  rest.remove_prefix(1);
  constexpr std::string_view kLetters = "ntvbrf", kMeaning = "\n\t\v\b\r\f";
  const std::size_t known = kLetters.find(c);
  return known == std::string_view::npos ? c : kMeaning[known];
}

// The text of a message: between quotation marks when there are some, escapes resolved.
std::string message_text(std::string_view rest, std::optional<char> quote) {
  const bool quoted = quote && rest.starts_with(*quote);
  if (quoted) rest.remove_prefix(1);
  std::string text;
  while (!rest.empty()) {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (quoted && c == *quote) break;
    text += c == '\\' && !rest.empty() ? escaped(rest) : c;
  }
  return text;
}

// Cuts the next line off, with the lines that it is continued on.
std::string next_line(std::string_view& source, int& number) {
  std::string line;
  while (!source.empty()) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    line += source.substr(0, end);
    source.remove_prefix(std::min(end + 1, source.size()));
    ++number;
    std::size_t backslashes = 0;
    while (backslashes < line.size() && line[line.size() - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) break;
    line.pop_back();
  }
  return line;
}

// The number at the beginning of `text`, which is shortened by it and one blank.
std::optional<int> leading_number(std::string_view& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 1 || number > kLargest) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() != ' ' && text.front() != '\t') return std::nullopt;
  if (!text.empty()) text.remove_prefix(1);
  return number;
}

}  // namespace

std::expected<Catalogue, std::string> Catalogue::parse(std::string_view source) {
  Catalogue catalogue;
  int set = 1, number = 0;
  std::optional<char> quote;
  while (!source.empty()) {
    const std::string whole = next_line(source, number);
    std::string_view line = whole;
    const auto wrong = [number](const std::string& why) {
      return std::unexpected("line " + std::to_string(number) + ": " + why);
    };
    if (line.empty()) continue;
    if (line.starts_with("$set ")) {
      line.remove_prefix(5);
      const auto found = leading_number(line);
      if (!found) return wrong("$set needs a number from 1 to 32767");
      if (*found < set) return wrong("sets must come in ascending order");
      set = *found;
    } else if (line.starts_with("$quote")) {
      line.remove_prefix(6);
      while (line.starts_with(' ')) line.remove_prefix(1);
      quote = line.empty() ? std::nullopt : std::optional(line.front());
    } else if (line.starts_with("$delset")) {
      return wrong("$delset has no place here: there is no older catalogue");
    } else if (line.front() == '$') {
      if (line.size() > 1 && line[1] != ' ' && line[1] != '\t')
        return wrong("'" + whole + "' is no directive; a remark needs a blank behind the $");
    } else {
      const auto message = leading_number(line);
      if (!message) return wrong("a message needs a number from 1 to 32767");
      if (!catalogue.messages_.emplace(std::pair(set, *message), message_text(line, quote)).second)
        return wrong("message " + std::to_string(*message) + " is there twice");
    }
  }
  return catalogue;
}

// The catalogues are parts of the program: one that cannot be read is a mistake of ours.
Catalogue Catalogue::of_language(std::string_view lang) {
  const std::string_view language = lang.substr(0, lang.find_first_of(".@"));
  for (const CatalogueSource& one : catalogue_sources()) {
    if (one.language != language) continue;
    auto catalogue = parse(one.source);
    MUST(catalogue.has_value());
    return std::move(*catalogue);
  }
  return language == "C" ? Catalogue() : of_language("C");
}

std::string_view Catalogue::get(int set, int number, std::string_view otherwise) const {
  const auto found = messages_.find({set, number});
  return found == messages_.end() ? otherwise : std::string_view(found->second);
}

}  // namespace giosim::pi
