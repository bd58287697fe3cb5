// A command line of the shell, taken apart: lists, pipelines, simple commands, redirections.
//
//   LANG=de_DE hpuxpitool -g | grep lan0 > /tmp/found && echo yes
//
// It is the part of sh-posix(1) that one types at a prompt. What is left out (globbing, $(…),
// functions, if, for, while, here-documents, background) is refused by name, never half done.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace giosim::user {

// Text, or a variable that stands in its place when the command runs.
struct Piece {
  std::string text;  // or the name of the variable: also "?", the last exit code, "1", "#", "@"
  bool variable = false;
};
using Word = std::vector<Piece>;

struct Redirection {
  enum class From { in, out, err };
  From from = From::out;
  bool append = false;
  bool err_to_out = false;  // 2>&1: no file
  Word file;
};

struct SimpleCommand {
  std::vector<std::pair<std::string, Word>> assignments;  // for this command; for good without one
  std::vector<Word> words;
  std::vector<Redirection> redirections;
};

enum class When { always, if_passed, if_failed };  // ; && ||

struct Pipeline {
  When when = When::always;
  std::vector<SimpleCommand> commands;
};

// The error is a sentence as sh says it: "syntax error: `|' is not expected."
std::expected<std::vector<Pipeline>, std::string> parse_line(std::string_view line);

}  // namespace giosim::user
