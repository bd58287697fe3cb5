#include "user/sh/line.hpp"

#include <catch2/catch.hpp>

namespace giosim::user {
namespace {

// "a <b> > {c} ;; d": words in plain text, variables as $name, redirections and commands told apart.
std::string text(const Word& word) {
  std::string all;
  for (const Piece& piece : word) all += (piece.variable ? "$" : "") + piece.text;
  return all;
}

std::string text(const SimpleCommand& command) {
  std::string all;
  for (const auto& [name, value] : command.assignments) all += "(" + name + "=" + text(value) + ")";
  for (const Word& word : command.words) all += "[" + text(word) + "]";
  for (const Redirection& redirection : command.redirections) {
    if (redirection.err_to_out) {
      all += "2>&1";
      continue;
    }
    all += redirection.from == Redirection::From::in    ? "<"
           : redirection.from == Redirection::From::out ? ">"
                                                        : "2>";
    all += (redirection.append ? "+" : "") + text(redirection.file);
  }
  return all;
}

std::string parsed(std::string_view line) {
  const auto list = parse_line(line);
  if (!list) return list.error();
  std::string all;
  for (const Pipeline& pipeline : *list) {
    if (&pipeline != &list->front())
      all += pipeline.when == When::always      ? " ; "
             : pipeline.when == When::if_passed ? " && "
                                                : " || ";
    for (const SimpleCommand& command : pipeline.commands)
      all += (&command == &pipeline.commands.front() ? "" : " | ") + text(command);
  }
  return all;
}

TEST_CASE("a line is commands, pipelines and lists of them", "[user]") {
  CHECK(parsed("").empty());
  CHECK(parsed("  # nothing but a remark").empty());
  CHECK(parsed("lanscan -v") == "[lanscan][-v]");
  CHECK(parsed("swlist|grep HPPortableImage") == "[swlist] | [grep][HPPortableImage]");
  CHECK(parsed("a && b || c; d # the end") == "[a] && [b] || [c] ; [d]");
  CHECK(parsed("a;") == "[a]");
  CHECK(parsed("kctune gio_portable_image=1") == "[kctune][gio_portable_image=1]");
}

TEST_CASE("quotes keep blanks and signs, and variables work within double ones", "[user]") {
  CHECK(parsed(R"(echo 'a | $b' "c; $d" e\ f)") == "[echo][a | $b][c; $d][e f]");
  CHECK(parsed(R"(echo "" ${LANG}x $? $)") == "[echo][][$LANGx][$?][$]");
  CHECK(parsed("LANG=de_DE hpuxpitool -g") == "(LANG=de_DE)[hpuxpitool][-g]");
  CHECK(parsed("A=1") == "(A=1)");
}

TEST_CASE("redirections name their file", "[user]") {
  CHECK(parsed("a > /tmp/x 2>&1") == "[a]>/tmp/x2>&1");
  CHECK(parsed("a <in >>out 2>>err") == "[a]<in>+out2>+err");
  CHECK(parsed("a>b") == "[a]>b");
}

TEST_CASE("what the shell does not understand is said, and nothing is run", "[user]") {
  CHECK(parsed("| a") == "syntax error: `|' is not expected.");
  CHECK(parsed("a |") == "syntax error: a command is missing.");
  CHECK(parsed("a &&") == "syntax error: a command is missing.");
  CHECK(parsed("a >") == "syntax error: a file is missing.");
  CHECK(parsed("echo 'a") == "syntax error: a quotation mark (') is not closed.");
  CHECK(parsed("echo \"a") == "syntax error: a quotation mark (\") is not closed.");
  CHECK(parsed("a &") == "commands in the background (&) are not emulated.");
  CHECK(parsed("echo $(date)") == "$(…) is not emulated.");
  CHECK(parsed("echo ${a:-b}") == "only ${name} is emulated.");
  CHECK(parsed("ls *") == "`*' is not emulated; quote it to mean the character.");
}

}  // namespace
}  // namespace giosim::user
