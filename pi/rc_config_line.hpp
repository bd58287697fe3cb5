// RcLine: one line of a file of /etc/rc.config.d, taken apart so that nothing of it is lost.
//
// The files are POSIX shell, and all that they may do is assign: NAME=value or NAME[index]=value,
// with '…', "…" and backslashes as in sh, several on a line if blanks or one ';' part them, and
// comments. A value that only a shell could tell ($…, `…`) and any other command is not read.
// A quoted value may hold newlines, so that a "line" may be several lines of text.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace giosim::pi {

struct Assignment {
  std::string variable;
  std::optional<int> index;  // none: NAME=value, which applies to every index
  std::string value;         // as the shell has it, without the quotes
  int line = 0;              // of the text that was parsed, from 1; 0 for one that was added

  friend bool operator==(const Assignment&, const Assignment&) = default;
};

// Why a file cannot be read, and where.
struct Unreadable {
  int line = 0;
  std::string because;

  friend bool operator==(const Unreadable&, const Unreadable&) = default;
};

// text() of the lines, one behind the other, is the text that was parsed.
struct RcLine {
  struct Item {
    Assignment assignment;
    std::string left;       // 'NAME[007]=', as it is written
    std::string right;      // the value with its quotes
    std::string separator;  // what follows: blanks, perhaps with one ';'
  };

  std::string lead;  // blanks
  std::vector<Item> items;
  std::string tail;  // a comment, and the newline

  std::string text() const;
};

// The largest index that is read; a bound of ours.
inline constexpr int kMaxIndex = 99'999'999;

std::expected<std::vector<RcLine>, Unreadable> parse_lines(std::string_view text);

// The value as sh reads it back: bare where that can be, else in quotes. `like` is how it was
// written before; a value that was in quotes stays in such quotes. MUST: no NUL in it.
std::string quoted(std::string_view value, std::string_view like = {});

// Letters, digits and underscores, no digit first.
bool is_variable(std::string_view word);

}  // namespace giosim::pi
