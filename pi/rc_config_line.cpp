#include "pi/rc_config_line.hpp"

#include <algorithm>
#include <utility>

#include "base/must.hpp"
#include "base/text.hpp"

namespace giosim::pi {
namespace {

constexpr bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

// What is the same in quotes and without.
constexpr bool is_plain(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("./:,-+@%=").contains(c);
}

// Reads a text from the left. A step that fails says why, at the line where it stands.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::expected<std::vector<RcLine>, Unreadable> lines() {
    std::vector<RcLine> lines;
    while (at_ < text_.size()) {
      RcLine line;
      if (!read_line(line)) return std::unexpected(std::move(problem_));
      lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  bool read_line(RcLine& line) {
    line.lead = blanks();
    while (!at_end() && !is_at('\n') && !is_at('#')) {
      RcLine::Item item;
      if (!read_assignment(item)) return false;
      item.separator = blanks();
      if (is_at(';')) {
        item.separator += take();
        item.separator += blanks();
      }
      // Two words need something between them; a value ends only at a blank, so there is.
      line.items.push_back(std::move(item));
    }
    const std::size_t comment = at_;
    while (!at_end() && !is_at('\n')) {
      if (is_at('\0')) return refuse("a NUL is in the file");
      take();
    }
    if (is_at('\n')) take();
    line.tail = text_.substr(comment, at_ - comment);
    return true;
  }

  bool read_assignment(RcLine::Item& item) {
    const std::size_t begin = at_;
    item.assignment.line = line_;
    while (!at_end() && (is_letter(text_[at_]) || (at_ > begin && is_digit(text_[at_])))) take();
    item.assignment.variable = text_.substr(begin, at_ - begin);
    if (item.assignment.variable.empty()) return refuse(no_assignment(begin));
    if (is_at('[') && !read_index(item.assignment)) return false;
    if (!is_at('=')) return refuse(no_assignment(begin));
    take();
    item.left = text_.substr(begin, at_ - begin);

    const std::size_t value_begin = at_;
    if (!read_value(item.assignment.value)) return false;
    item.right = text_.substr(value_begin, at_ - value_begin);
    return true;
  }

  bool read_index(Assignment& assignment) {
    take();
    int index = 0;
    const std::size_t begin = at_;
    while (!at_end() && is_digit(text_[at_])) {
      index = index * 10 + (text_[at_] - '0');
      if (index > kMaxIndex)
        return refuse("the index of " + assignment.variable + " is larger than " +
                      std::to_string(kMaxIndex));
      take();
    }
    if (at_ == begin || !is_at(']'))
      return refuse("the index of " + assignment.variable + " is no number");
    take();
    assignment.index = index;
    return true;
  }

  bool read_value(std::string& value) {
    if (is_at('~')) return refuse("a value that begins with ~ needs a shell");
    while (!at_end()) {
      const char c = text_[at_];
      if (is_blank(c) || c == '\n' || c == ';') return true;
      if (c == '\'' ? !read_single_quoted(value)
          : c == '"' ? !read_double_quoted(value)
                     : !read_bare(value))
        return false;
    }
    return true;
  }

  bool read_bare(std::string& value) {
    const char c = text_[at_];
    if (c == '\0') return refuse("a NUL is in the file");
    if (c == '$' || c == '`') return refuse(needs_shell(c));
    if (std::string_view("|&<>()").contains(c))
      return refuse(std::string("'") + c + "' is not in quotes");
    if (c != '\\') {
      value += take();
      return true;
    }
    if (at_ + 1 == text_.size()) return refuse("the file ends in a backslash");
    take();
    if (is_at('\0')) return refuse("a NUL is in the file");
    const char escaped = take();
    if (escaped != '\n') value += escaped;
    return true;
  }

  bool read_single_quoted(std::string& value) {
    const int opened = line_;
    take();
    while (!is_at('\'')) {
      if (at_end()) return refuse("a quote (') is not closed", opened);
      if (is_at('\0')) return refuse("a NUL is in the file");
      value += take();
    }
    take();
    return true;
  }

  bool read_double_quoted(std::string& value) {
    const int opened = line_;
    take();
    while (!is_at('"')) {
      if (at_end()) return refuse("a quote (\") is not closed", opened);
      const char c = text_[at_];
      if (c == '\0') return refuse("a NUL is in the file");
      if (c == '$' || c == '`') return refuse(needs_shell(c));
      const bool escapes =
          c == '\\' && at_ + 1 < text_.size() &&
          std::string_view("$`\"\\\n").contains(text_[at_ + 1]);
      if (escapes) take();
      const bool joins_lines = escapes && is_at('\n');
      const char taken = take();
      if (!joins_lines) value += taken;
    }
    take();
    return true;
  }

  // Blanks, and lines that a backslash joins.
  std::string_view blanks() {
    const std::size_t begin = at_;
    while (!at_end()) {
      const bool joined = is_at('\\') && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
      if (!joined && !is_blank(text_[at_])) break;
      if (joined) take();
      take();
    }
    return text_.substr(begin, at_ - begin);
  }

  std::string no_assignment(std::size_t begin) const {
    std::size_t end = begin;
    while (end < text_.size() && end < begin + 20 && text_[end] > ' ' && text_[end] <= '~') ++end;
    const std::string word(text_.substr(begin, end - begin));
    return (word.empty() ? "what stands here" : '\'' + word + '\'') + " is no assignment";
  }
  static std::string needs_shell(char c) {
    return std::string("a value with ") + c + " needs a shell";
  }

  bool at_end() const { return at_ == text_.size(); }
  bool is_at(char c) const { return !at_end() && text_[at_] == c; }
  char take() {
    const char c = text_[at_++];
    if (c == '\n') ++line_;
    return c;
  }
  bool refuse(std::string because) { return refuse(std::move(because), line_); }
  bool refuse(std::string because, int line) {
    problem_ = {line, std::move(because)};
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  Unreadable problem_;
};

}  // namespace

std::string RcLine::text() const {
  std::string text = lead;
  for (const Item& item : items) text += item.left + item.right + item.separator;
  return text + tail;
}

std::expected<std::vector<RcLine>, Unreadable> parse_lines(std::string_view text) {
  return Scanner(text).lines();
}

std::string quoted(std::string_view value, std::string_view like) {
  MUST(!value.contains('\0'));
  const bool single = like.starts_with('\'') && !value.contains('\'');
  if (single) return '\'' + std::string(value) + '\'';
  if (!value.empty() && std::ranges::all_of(value, is_plain) && !like.starts_with('"'))
    return std::string(value);

  std::string text = "\"";
  for (const char c : value) {
    if (std::string_view("$`\"\\").contains(c)) text += '\\';
    text += c;
  }
  return text + '"';
}

bool is_variable(std::string_view word) {
  return !word.empty() && !is_digit(word.front()) &&
         std::ranges::all_of(word, [](char c) { return is_letter(c) || is_digit(c); });
}

}  // namespace giosim::pi
