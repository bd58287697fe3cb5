#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"

namespace giosim::user {
namespace {

TEST_CASE("exit ends the line, with its number or with that of the last command", "[user]") {
  Terminal terminal({});

  CHECK(terminal.type("echo one; exit 3; echo never") == "one\n");
  CHECK(terminal.status() == 3);
  CHECK(terminal.type("cat /none 2>/dev/null; exit").empty());
  CHECK(terminal.status() == 2);
  CHECK(terminal.type("exit 257").empty());
  CHECK(terminal.status() == 1);
  CHECK(terminal.type("exit x; echo on") == "sh: exit: x: The exit code must be a number.\non\n");
}

TEST_CASE("what goes into a pipe or a file is not settled on the screen", "[user]") {
  Terminal terminal({});
  Session session(terminal.machine());
  std::size_t longest = 0;

  start_line(session, "echo a long line of text | cat > /tmp/x");
  while (!terminal.machine().is_calm() && !terminal.lab().kernel.idle()) {
    terminal.lab().kernel.step();
    longest = std::max(longest, session.settled());
  }

  CHECK(longest == 0);
  CHECK(terminal.file("/tmp/x") == "a long line of text\n");
}

TEST_CASE("a command's fact says what the terminal shows, and no more", "[user]") {
  Terminal terminal({});
  const auto outputs = [&](const std::string& line) {
    terminal.facts().clear();
    terminal.type(line);
    std::vector<std::string> all;
    for (const auto& ended : terminal.facts().all<CommandEnded>()) all.push_back(ended.output.text);
    return all;
  };
  using Outputs = std::vector<std::string>;

  CHECK(outputs("echo one") == Outputs{"one\n"});
  CHECK(outputs("echo one | cat") == Outputs{"", "one\n"});
  CHECK(outputs("echo one > /tmp/x") == Outputs{""});
  CHECK(outputs("cat /none") == Outputs{"cat: Cannot open /none: No such file or directory\n"});
  CHECK(outputs("cat /none 2>/tmp/x") == Outputs{""});
  CHECK(outputs("cat /none > /tmp/x 2>&1") == Outputs{""});
  CHECK(outputs("cat /none | cat") ==
        Outputs{"cat: Cannot open /none: No such file or directory\n", ""});
  const std::string large = outputs("echo " + std::string(70'000, 'x')).front();
  CHECK(large.size() < 66'000);
  CHECK(large.ends_with("x\n[… and 4465 bytes more]\n"));
}

}  // namespace
}  // namespace giosim::user
