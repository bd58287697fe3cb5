#include "user/sh/line.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace giosim::user {
namespace {

bool begins_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool in_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Reads words and operators; the first thing that is not understood is the error.
class Parser {
 public:
  explicit Parser(std::string_view line) : rest_(line) {}

  std::expected<std::vector<Pipeline>, std::string> parse() {
    std::vector<Pipeline> list;
    When when = When::always;
    while (true) {
      skip_blanks();
      if (rest_.empty() || rest_.front() == '#') break;
      Pipeline pipeline = read_pipeline();
      if (!error_.empty()) return std::unexpected(error_);
      pipeline.when = when;
      list.push_back(std::move(pipeline));
      when = When::always;
      skip_blanks();
      if (rest_.empty() || rest_.front() == '#') break;
      if (take("&&"))
        when = When::if_passed;
      else if (take("||"))
        when = When::if_failed;
      else if (!take(";"))
        return std::unexpected(not_expected());
    }
    if (when != When::always) return std::unexpected("syntax error: a command is missing.");
    return list;
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
  }
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  std::string not_expected() const {
    return "syntax error: `" + std::string(1, rest_.front()) + "' is not expected.";
  }
  void fail(std::string sentence) {
    if (error_.empty()) error_ = std::move(sentence);
    rest_ = {};
  }

  Pipeline read_pipeline() {
    Pipeline pipeline;
    do {
      SimpleCommand command = read_command();
      if (error_.empty() && command.words.empty() && command.assignments.empty() &&
          command.redirections.empty())
        fail(rest_.empty() ? "syntax error: a command is missing." : not_expected());
      refuse_reserved_word(command);
      pipeline.commands.push_back(std::move(command));
      skip_blanks();
    } while (!rest_.starts_with("||") && take("|"));
    return pipeline;
  }

  SimpleCommand read_command() {
    SimpleCommand command;
    while (true) {
      skip_blanks();
      if (rest_.empty() || rest_.front() == '#' || rest_.front() == ';' || rest_.front() == '|')
        return command;
      if (rest_.front() == '&') {
        if (!rest_.starts_with("&&"))
          fail("commands in the background (&) are not emulated.");
        return command;
      }
      if (read_redirection(command)) continue;
      if (command.words.empty() && read_assignment(command)) continue;
      Word word = read_word();
      if (!error_.empty()) return command;
      command.words.push_back(std::move(word));
    }
  }

  void refuse_reserved_word(const SimpleCommand& command) {
    static constexpr std::string_view kReserved[] = {
        "if",    "then",  "else", "elif", "fi",       "case",   "esac", "for",
        "while", "until", "do",   "done", "function", "select", "{",    "}"};
    if (command.words.empty() || command.words.front().size() != 1) return;
    const Piece& word = command.words.front().front();
    if (!word.variable && std::ranges::find(kReserved, word.text) != std::end(kReserved))
      fail("`" + word.text + "' is not emulated.");
  }

  bool read_redirection(SimpleCommand& command) {
    if (take("2>&1")) {
      command.redirections.push_back({Redirection::From::err, false, true, {}});
      return true;
    }
    if (rest_.starts_with("<<")) {
      fail("here-documents (<<) are not emulated.");
      return false;
    }
    using From = Redirection::From;
    struct Sign {
      std::string_view text;
      From from;
      bool append;
    };
    static constexpr Sign kSigns[] = {{"2>>", From::err, true},  {"2>", From::err, false},
                                      {"1>>", From::out, true},  {"1>", From::out, false},
                                      {">>", From::out, true},   {">", From::out, false},
                                      {"<", From::in, false}};
    const auto sign = std::ranges::find_if(kSigns, [&](const Sign& one) { return take(one.text); });
    if (sign == std::end(kSigns)) return false;
    skip_blanks();
    Word file = read_word();
    if (error_.empty() && file.empty()) fail("syntax error: a file is missing.");
    command.redirections.push_back({sign->from, sign->append, false, std::move(file)});
    return true;
  }

  bool read_assignment(SimpleCommand& command) {
    std::size_t end = 0;
    if (rest_.empty() || !begins_name(rest_.front())) return false;
    while (end < rest_.size() && in_name(rest_[end])) ++end;
    if (end == rest_.size() || rest_[end] != '=') return false;
    std::string name(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    command.assignments.emplace_back(std::move(name), read_word());
    return true;
  }

  // Up to a blank or an operator. A quoted empty word is a word with one empty piece.
  Word read_word() {
    Word word;
    std::string text;
    bool quoted = false;
    const auto end_text = [&] {
      if (!text.empty()) word.push_back({std::move(text), false});
      text.clear();
    };
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (std::string_view(" \t;|&<>").find(c) != std::string_view::npos) break;
      rest_.remove_prefix(1);
      if (c == '\\') {
        if (!rest_.empty()) text += rest_.front(), rest_.remove_prefix(1);
      } else if (c == '\'') {
        quoted = true;
        const std::size_t end = rest_.find('\'');
        if (end == std::string_view::npos) {
          fail("syntax error: a quotation mark (') is not closed.");
          break;
        }
        text += rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
      } else if (c == '"') {
        quoted = true;
        read_double_quoted(word, text, end_text);
      } else if (c == '$') {
        read_variable(word, text, end_text);
      } else if (std::string_view("*?`()").find(c) != std::string_view::npos) {
        fail(std::string("`") + c + "' is not emulated; quote it to mean the character.");
      } else {
        text += c;
      }
    }
    end_text();
    if (word.empty() && quoted) word.push_back({});
    return word;
  }

  template <class EndText>
  void read_double_quoted(Word& word, std::string& text, const EndText& end_text) {
    while (!rest_.empty() && rest_.front() != '"') {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '\\' && !rest_.empty() &&
          std::string_view("$`\"\\").find(rest_.front()) != std::string_view::npos) {
        text += rest_.front();
        rest_.remove_prefix(1);
      } else if (c == '$') {
        read_variable(word, text, end_text);
      } else {
        text += c;
      }
    }
    if (!take("\"")) fail("syntax error: a quotation mark (\") is not closed.");
  }

  // Behind a '$'. One that no name follows means itself.
  template <class EndText>
  void read_variable(Word& word, std::string& text, const EndText& end_text) {
    // The last exit code, and the arguments of a script.
    if (!rest_.empty() && (std::isdigit(static_cast<unsigned char>(rest_.front())) ||
                           std::string_view("?#@").find(rest_.front()) != std::string_view::npos)) {
      end_text();
      word.push_back({std::string(1, rest_.front()), true});
      rest_.remove_prefix(1);
      return;
    }
    if (rest_.starts_with("(")) return fail("$(…) is not emulated.");
    const bool braces = take("{");
    std::size_t end = 0;
    while (end < rest_.size() && in_name(rest_[end])) ++end;
    const bool name = end > 0 && begins_name(rest_.front());
    if (!name && !braces) {
      text += '$';
      return;
    }
    if (!name || (braces && (end == rest_.size() || rest_[end] != '}')))
      return fail("only ${name} is emulated.");
    end_text();
    word.push_back({std::string(rest_.substr(0, end)), true});
    rest_.remove_prefix(end + (braces ? 1 : 0));
  }

  std::string_view rest_;
  std::string error_;
};

}  // namespace

std::expected<std::vector<Pipeline>, std::string> parse_line(std::string_view line) {
  Parser parser(line);
  return parser.parse();
}

}  // namespace giosim::user
