// Scripts of sh: their arguments, their end, and what they leave behind.
#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"

namespace giosim::user {
namespace {

std::string run(Terminal& terminal, const std::string& lines, const std::string& arguments = "") {
  terminal.put_file("/tmp/s", "#!/sbin/sh\n" + lines);
  return terminal.type("/tmp/s " + arguments);
}

TEST_CASE("a script knows its name and its arguments", "[user][sh]") {
  Terminal terminal({});
  CHECK(run(terminal, "echo $0 $# $1 $2 $@\n", "a 'b c'") == "/tmp/s 2 a b c a b c\n");
  CHECK(run(terminal, "echo \"[$1]\"\n") == "[]\n");
}

TEST_CASE("a script's exit code is that of exit, or of its last command", "[user][sh]") {
  Terminal terminal({});
  for (const auto& [lines, status] : std::vector<std::pair<std::string, int>>{
           {"exit 7\necho not reached\n", 7}, {"false\n", 1}, {"false\ntrue\n", 0}, {"", 0},
           {"false || exit 4\n", 4}, {"# nothing but a remark\n", 0}}) {
    INFO(lines);
    CHECK(run(terminal, lines).empty());
    CHECK(terminal.status() == status);
  }
}

TEST_CASE("exit ends the script, not who called it", "[user][sh]") {
  Terminal terminal({});
  terminal.put_file("/tmp/inner", "#!/sbin/sh\nexit 3\n");
  CHECK(run(terminal, "/tmp/inner\necho $?\nexit 5\n") == "3\n");
  CHECK(terminal.type("/tmp/s; echo $?") == "3\n5\n");
}

TEST_CASE("a script that calls itself is stopped", "[user][sh]") {
  Terminal terminal({});
  CHECK(run(terminal, "/tmp/s\n") == "sh: /tmp/s: too many scripts call one another.\n");
  CHECK(terminal.status() == 2);
}

TEST_CASE("a script's variables are its own", "[user][sh]") {
  Terminal terminal({});
  terminal.put_file("/tmp/inner", "#!/sbin/sh\nX=inner\necho $X $1\n");
  CHECK(run(terminal, "X=outer\n/tmp/inner b\necho $X $1\n", "a") == "inner b\nouter a\n");
}

TEST_CASE("a line that is not understood ends a script with 2, which rc takes for skipped", "[user][sh]") {
  Terminal terminal({});
  CHECK(run(terminal, "echo one\nif [ 1 ]; then\necho two\nfi\n") ==
        "one\n/tmp/s[3]: `if' is not emulated.\n");
  CHECK(terminal.status() == 2);
}

TEST_CASE("the power goes while a command runs: the trace says that it never ended", "[user][sh]") {
  Terminal terminal({});
  terminal.facts().clear();
  Session session(terminal.machine());
  start_line(session, "echo first; shutdown -h -y 600");
  for (int i = 0; i < 1000 && session.screen().find("grace period") == std::string::npos; ++i)
    terminal.lab().kernel.step();

  terminal.machine().power_off(PowerOff::power_cut);

  CHECK(terminal.facts().all<CommandEnded>().size() == 1);  // of echo
  const auto cut = terminal.facts().all<CommandCutOff>();
  REQUIRE(cut.size() == 1);
  CHECK(cut.front().command == "shutdown -h -y 600");
  CHECK(cut.front().output.text.find("grace period of 600 seconds") != std::string::npos);
}

}  // namespace
}  // namespace giosim::user
