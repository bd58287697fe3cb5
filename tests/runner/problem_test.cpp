// Problems: how they are sorted, counted and printed.
#include "runner/problem.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>

using namespace giosim::runner;

namespace {

std::string printed(const std::string& line, int column) {
  const auto source = std::make_shared<const SourceFile>("s.yaml", line);
  Problems problems;
  problems.add({source, 1, column}, "wrong");
  return problems.text();
}

}  // namespace

TEST_CASE("a problem prints as compilers print", "[problem]") {
  CHECK(printed("machnes:", 1) ==
        "s.yaml:1:1: error: wrong\n"
        "    1 | machnes:\n"
        "      | ^\n");
}

TEST_CASE("the caret stands right below tabs, accents, combining marks and wide letters",
          "[problem]") {
  CHECK(printed("\ta: b", 5) ==
        "s.yaml:1:5: error: wrong\n"
        "    1 |  a: b\n"
        "      |     ^\n");
  CHECK(printed("é: ü", 4) ==
        "s.yaml:1:4: error: wrong\n"
        "    1 | é: ü\n"
        "      |    ^\n");
  CHECK(printed("e\u0301: 機械 x", 8) ==
        "s.yaml:1:8: error: wrong\n"
        "    1 | e\u0301: 機械 x\n"
        "      |         ^\n");
  CHECK(printed("end", 99) ==
        "s.yaml:1:99: error: wrong\n"
        "    1 | end\n"
        "      |    ^\n");
}

TEST_CASE("a long line is cut around the caret", "[problem]") {
  const std::string text = printed(std::string(500, 'a') + "X" + std::string(500, 'b'), 501);

  CHECK(text ==
        "s.yaml:1:501: error: wrong\n"
        "    1 | ..." +
            std::string(50, 'a') + "X" + std::string(49, 'b') + "...\n" + "      | " +
            std::string(53, ' ') + "^\n");
}

TEST_CASE("places of use are told after the picture", "[problem]") {
  const auto source = std::make_shared<const SourceFile>("s.yaml", "a: &x 1\nb: *x\n");
  Problems problems;
  problems.add({source, 1, 7}, "wrong", {{source, 2, 4}});

  CHECK(problems.text() ==
        "s.yaml:1:7: error: wrong\n"
        "    1 | a: &x 1\n"
        "      |       ^\n"
        "s.yaml:2:4: note: used here\n");
}

TEST_CASE("problems are sorted by place and told once", "[problem]") {
  const auto first = std::make_shared<const SourceFile>("z.yaml", "");
  const auto second = std::make_shared<const SourceFile>("a.yaml", "");
  Problems problems;
  problems.add({first, 9, 1}, "late");
  problems.add({second, 1, 1}, "elsewhere");
  problems.add({first, 2, 7}, "early");
  problems.add({first, 2, 7}, "early");

  const std::vector<Problem> sorted = problems.sorted();
  REQUIRE(sorted.size() == 3);
  CHECK(sorted[0].sentence == "early");
  CHECK(sorted[1].sentence == "late");
  CHECK(sorted[2].file == "a.yaml");
}

TEST_CASE("fifty problems are printed, the rest is counted", "[problem]") {
  const auto source = std::make_shared<const SourceFile>("s.yaml", "");
  Problems problems;
  for (int i = 1; i <= 1234; ++i) problems.add({source, i, 1}, "wrong");

  CHECK(problems.count() == 1234);
  CHECK(problems.text().ends_with("and 1184 more\n"));
}

TEST_CASE("a problem of a whole file has no line", "[problem]") {
  Problems problems;
  problems.add_file("gone.yaml", "no such file");

  CHECK(problems.text() == "gone.yaml: error: no such file\n");
  CHECK(std::string(ScenarioError(problems).what()) == "gone.yaml: error: no such file\n");
}

TEST_CASE("quoted text is cut and cannot steer a terminal", "[problem]") {
  CHECK(in_quotes("a\x1B[31m\n\t") == "'a\\u001B[31m\\n\\t'");
  CHECK(in_quotes(std::string(99, 'x')) == "'" + std::string(60, 'x') + "...'");
  CHECK(in_quotes("\xE2\x80\xAE"
                  "abc") == "'\\u202Eabc'");
}
