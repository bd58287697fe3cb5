// The reports of a test run: TAP, JUnit XML, JSON.

#include "runner/report/case_result.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <vector>

#include "runner/report/junit.hpp"
#include "runner/report/tap.hpp"
#include "runner/report/test_json.hpp"

using Catch::Contains;
using Catch::EndsWith;

namespace giosim::report {
namespace {

// A result whose every text would do harm if it were printed as it is.
CaseResult hostile(Outcome outcome) {
  CaseResult result{.file = "a/<b>&\"c\".yaml", .name = "one # \\ \033[31m\nname"};
  result.outcome = outcome;
  result.reason = "because # of \"<&>\"";
  result.story = "a.yaml:1:2: error: ]]> & \x01 \xff\nsecond line\n";
  return result;
}

std::string junit(const std::vector<CaseResult>& cases) {
  std::ostringstream out;
  write_junit(out, cases);
  return out.str();
}

std::string tap(const CaseResult& result) {
  std::ostringstream out;
  write_tap(out, 3, result);
  return out.str();
}

TEST_CASE("the summary names what has occurred, and always what has passed", "[report]") {
  CHECK(summary({}) == "0 passed");
  const std::vector<CaseResult> cases = {hostile(Outcome::failed), hostile(Outcome::bug),
                                         hostile(Outcome::failed)};
  CHECK(summary(cases) == "0 passed, 2 failed, 1 bug");
}

TEST_CASE("JUnit XML is well formed whatever a scenario says", "[report]") {
  const std::string xml = junit({hostile(Outcome::failed)});

  CHECK_THAT(xml, Contains("classname=\"a/&lt;b&gt;&amp;&quot;c&quot;\" name=\"one # \\  [31m name\" "
                           "file=\"a/&lt;b&gt;&amp;&quot;c&quot;.yaml\""));
  CHECK_THAT(xml, Contains("a.yaml:1:2: error: ]]&gt; &amp;"));
  CHECK(xml.find_first_of("\x01\x1b\xff") == std::string::npos);
}

TEST_CASE("JUnit counts failures, errors and what was skipped, per folder", "[report]") {
  std::vector<CaseResult> cases;
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::unexpected_pass,
                                Outcome::broken, Outcome::bug, Outcome::expected_failure})
    cases.push_back(hostile(outcome));
  cases.push_back({.file = "b/x.yaml", .name = "x", .outcome = Outcome::not_run});
  const std::string xml = junit(cases);

  CHECK_THAT(xml, Contains("<testsuites name=\"giosim\" tests=\"7\" failures=\"2\" errors=\"2\" "
                           "skipped=\"2\">"));
  CHECK_THAT(xml, Contains("<testsuite name=\"a\" tests=\"6\" failures=\"2\" errors=\"2\" "
                           "skipped=\"1\">"));
  CHECK_THAT(xml, Contains("<testsuite name=\"b\" tests=\"1\" failures=\"0\" errors=\"0\" "
                           "skipped=\"1\">"));
}

TEST_CASE("TAP says ok, not ok, TODO and SKIP", "[report]") {
  CHECK_THAT(tap(hostile(Outcome::passed)), Catch::StartsWith("ok 3 - a/<b>&\"c\".yaml: one \\#"));
  CHECK_THAT(tap(hostile(Outcome::expected_failure)),
             Catch::StartsWith("not ok 3 - ") && EndsWith("# TODO because \\# of \"<&>\"\n"));
  CHECK_THAT(tap(hostile(Outcome::not_run)),
             Catch::StartsWith("ok 3 - ") && EndsWith("# SKIP because \\# of \"<&>\"\n"));

  const std::string bad = tap(hostile(Outcome::failed));
  CHECK_THAT(bad, Contains("\n  ---\n  outcome: failed\n  message: |\n    a.yaml:1:2: error:"));
  CHECK_THAT(bad, EndsWith("\n    second line\n  ...\n"));
}

TEST_CASE("a test run is one line of JSON, times only when asked for", "[report]") {
  std::vector<CaseResult> cases = {hostile(Outcome::failed)};
  std::ostringstream without;
  write_test_json(without, cases);
  cases[0].elapsed = std::chrono::nanoseconds(1500);
  std::ostringstream with;
  write_test_json(with, cases);

  CHECK(std::ranges::count(without.str(), '\n') == 1);
  CHECK_THAT(without.str(), !Contains("elapsed"));
  CHECK_THAT(with.str(), Contains("\"elapsed_ns\":1500"));
  CHECK_THAT(with.str(), Contains("\"outcome\":\"failed\""));
}

}  // namespace
}  // namespace giosim::report
