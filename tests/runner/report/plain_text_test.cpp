#include "runner/report/plain_text.hpp"

#include <catch2/catch.hpp>

namespace giosim::report {
namespace {

TEST_CASE("text from outside becomes one line of valid UTF-8", "[report]") {
  CHECK(one_line("lan0 → lan1") == "lan0 → lan1");
  CHECK(one_line("a\nb\tc") == "a b c");
  CHECK(one_line("\033[31mred\033[0m") == " [31mred [0m");
  CHECK(one_line("a\x7f"
                 "b") == "a b");
  CHECK(one_line("\xC2\x9B"
                 "31m") == " 31m");
  CHECK(one_line("broken \xFF byte") == "broken \xEF\xBF\xBD byte");
  CHECK(one_line("cut \xE2\x86") == "cut \xEF\xBF\xBD");
}

TEST_CASE("what a terminal showed keeps its lines and its columns", "[report]") {
  CHECK(many_lines("") == "");
  CHECK(many_lines("a\nb") == "a\nb");
  CHECK(many_lines("a\n\nb\n") == "a\n\nb\n");
  CHECK(many_lines("name\tvalue\n\tx\n") == "name    value\n        x\n");
  CHECK(many_lines("a\r\nb\033[31m\n") == "a\nb [31m\n");
  CHECK(many_lines(std::string("a\0b\xFF\n", 5)) == "a b\xEF\xBF\xBD\n");
}

TEST_CASE("a text in markup is no markup, and on one line", "[report]") {
  CHECK(in_markup("<0/1/1/0, lan, 0> & \"a\"") == "&lt;0/1/1/0, lan, 0&gt; &amp; &quot;a&quot;");
  CHECK(in_markup("a\nb") == "a b");
}

TEST_CASE("a long text is cut at a character", "[report]") {
  CHECK(cut("lan0", 4) == "lan0");
  CHECK(cut("lan10", 4) == "lan…");
  CHECK(cut("→→→→→", 3) == "→→…");
  CHECK(characters("→→…") == 3);
}

TEST_CASE("a text is wrapped at blanks", "[report]") {
  using Lines = std::vector<std::string>;
  CHECK(wrapped("one two three", 20) == Lines{"one two three"});
  CHECK(wrapped("one two three", 8) == Lines{"one two", "three"});
  CHECK(wrapped("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrapped("unbreakable word", 4) == Lines{"unbreakable", "word"});
  CHECK(wrapped("→→→→ →→→→", 5) == Lines{"→→→→", "→→→→"});
  CHECK(wrapped("", 5) == Lines{""});
}

TEST_CASE("what is counted is one or many", "[report]") {
  CHECK(counted(0, "NIC") == "0 NICs");
  CHECK(counted(1u, "NIC") == "1 NIC");
  CHECK(counted(std::int64_t{2}, "NIC") == "2 NICs");
  CHECK(counted(1, "entry", "entries") == "1 entry");
  CHECK(counted(2, "entry", "entries") == "2 entries");
}

TEST_CASE("a run of numbers is one, two, or from one to another", "[report]") {
  CHECK(run_of_numbers("lan", 3, 3) == "lan3");
  CHECK(run_of_numbers("lan", 3, 4) == "lan3 and lan4");
  CHECK(run_of_numbers("", 0, 15) == "0 to 15");
}

}  // namespace
}  // namespace giosim::report
