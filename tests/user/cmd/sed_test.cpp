// sed and test: what they do at a prompt, and what they refuse.
#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"

using namespace giosim;
using namespace giosim::user;

TEST_CASE("sed replaces the first match of each line, or with g all of them", "[user][sed]") {
  Terminal terminal({});
  terminal.put_file("/x", "lan1 lan1\nlan18\n");

  CHECK(terminal.type("sed s/lan1/lan7/ /x") == "lan7 lan1\nlan78\n");
  CHECK(terminal.type("sed s/lan1/lan7/g /x") == "lan7 lan7\nlan78\n");
  CHECK(terminal.type("cat /x | sed -e 's/lan1$/lan2/' -e s/8/9/") == "lan1 lan2\nlan19\n");
  CHECK(terminal.type("sed 's,lan\\([0-9]*\\),<&|\\1>,' /x") == "<lan1|1> lan1\n<lan18|18>\n");
  CHECK(terminal.type("sed 's/\\./x/' /x") == "lan1 lan1\nlan18\n");
  CHECK(terminal.file("/x") == "lan1 lan1\nlan18\n");
  CHECK(terminal.status() == 0);
}

TEST_CASE("a slash within a pattern is written with a backslash", "[user][sed]") {
  Terminal terminal({});
  CHECK(terminal.type("echo 0/1/1/0 | sed 's/1\\/1/2\\/2/'") == "0/2/2/0\n");
}

TEST_CASE("sed refuses what it does not know", "[user][sed]") {
  Terminal terminal({});
  for (const char* script : {"p", "s/a/b", "s/a/b/x", "'s/\\(/b/'", "s"}) {
    terminal.type(std::string("echo a | sed ") + script);
    INFO(script);
    CHECK(terminal.status() == 2);
    CHECK(terminal.out().empty());
  }
  CHECK(terminal.type("sed s/a/b/ /none") == "sed: /none: No such file or directory\n");
  CHECK(terminal.status() == 2);
}

TEST_CASE("test asks of files, texts and numbers", "[user][test]") {
  Terminal terminal({});
  terminal.put_file("/etc/full", "x");
  terminal.put_file("/etc/empty", "");
  const std::pair<const char*, int> rows[] = {
      {"[ -f /etc/full ]", 0},  {"[ -f /none ]", 1},     {"[ ! -f /none ]", 0},
      {"[ -s /etc/full ]", 0},  {"[ -s /etc/empty ]", 1}, {"[ -d /etc ]", 0},
      {"[ -d /etc/full ]", 1},  {"test a = a", 0},       {"test a != a", 1},
      {"test 10 -gt 9", 0},     {"test 10 -eq 010", 0},  {"test 3 -ge 4", 1},
      {"[ -z '' ]", 0},         {"[ -n '' ]", 1},        {"[ lan0 ]", 0},
      {"[ ]", 1},               {"[ a -eq 1 ]", 2},      {"[ a b ]", 2},
      {"[ a = b c ]", 2},       {"true", 0},             {"false", 1},
      {"test -f /sbin/rc2.d/S340net", 0}};
  for (const auto& [line, status] : rows) {
    terminal.type(line);
    INFO(line);
    CHECK(terminal.status() == status);
  }
}
