// giosim test, validate and list, from end to end.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

// Five scenarios, one of each outcome, and a file that is for others to include.
void write_five(const TempFolder& folder) {
  folder.write("scenarios/1/good.yaml", scenario("good one", kHolds + "tags: [quick, moves]\n"));
  folder.write("scenarios/1/bad.yaml", scenario("bad one", kDoesNotHold + "tags: [quick]\n"));
  folder.write("scenarios/2/awaited.yaml",
               scenario("awaited one", kDoesNotHold + "expect_failure: \"#7\"\ntags: [slow]\n"));
  folder.write("scenarios/2/surprise.yaml",
               scenario("surprise", kHolds + "expect_failure: not yet\ntags: [slow]\n"));
  folder.write("scenarios/3/broken.yaml", "scenario: broken one\n");
  folder.write("scenarios/machines/lab.yaml",
               "machines: {lab: {slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}}}\n");
}

TEST_CASE("every outcome is told, in the order of the files, whatever the jobs", "[cli]") {
  const TempFolder folder;
  write_five(folder);

  const Ended one = giosim(folder, {"test", "--jobs", "1"});
  const Ended many = giosim(folder, {"test", "--jobs", "8"});

  CHECK(one.code == 1);
  CHECK(one.out == many.out);
  CHECK_THAT(one.out, StartsWith("failed           scenarios/1/bad.yaml: bad one\n"
                                 "scenarios/1/bad.yaml:5:"));
  CHECK_THAT(one.out, Contains("passed           scenarios/1/good.yaml: good one\n"
                               "expected failure scenarios/2/awaited.yaml: awaited one\n"
                               "unexpected pass  scenarios/2/surprise.yaml: surprise\n"));
  CHECK_THAT(one.out, Contains("broken           scenarios/3/broken.yaml\n"));
  CHECK_THAT(one.out, !Contains("lab.yaml"));
  CHECK_THAT(one.out, EndsWith("1 passed, 1 expected failure, 1 failed, 1 unexpected pass, "
                               "1 broken\n"));
  CHECK_THAT(one.err, Contains("5 scenarios in "));
}

TEST_CASE("only bad input gives 2, a failure gives 1, none 0", "[cli]") {
  const TempFolder folder;
  write_five(folder);

  CHECK(giosim(folder, {"test", "scenarios/1/good.yaml", "scenarios/2/awaited.yaml"}).code == 0);
  CHECK(giosim(folder, {"test", "scenarios/1/good.yaml", "scenarios/3"}).code == 2);
  CHECK(giosim(folder, {"test", "scenarios/2/surprise.yaml", "scenarios/3"}).code == 1);
}

TEST_CASE("scenarios are selected by name, by path and by tag", "[cli]") {
  const TempFolder folder;
  write_five(folder);
  const auto [arguments, listed] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"--filter", "good"}, "scenarios/1/good.yaml: good one\n"},
      {{"--filter", "* one", "scenarios/1"},
       "scenarios/1/bad.yaml: bad one\nscenarios/1/good.yaml: good one\n"},
      {{"--filter", "su*.yaml"}, "scenarios/2/surprise.yaml: surprise\n"},
      {{"--tag", "quick,!moves", "scenarios/1"}, "scenarios/1/bad.yaml: bad one\n"},
      {{"--tag", "moves", "--tag", "slow", "scenarios/1", "scenarios/2/surprise.yaml"},
       "scenarios/1/good.yaml: good one\nscenarios/2/surprise.yaml: surprise\n"},
      {{"scenarios/1/good.yaml", "scenarios/1", "scenarios/1/../1/good.yaml"},
       "scenarios/1/bad.yaml: bad one\nscenarios/1/good.yaml: good one\n"},
  }));

  std::vector<std::string> command{"test", "--list"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const Ended run = giosim(folder, command);

  CHECK(run.code == 0);
  CHECK(run.out == listed);
}

TEST_CASE("a file that cannot be loaded does not vanish behind a tag", "[cli]") {
  const TempFolder folder;
  write_five(folder);

  const Ended run = giosim(folder, {"test", "--tag", "quick", "scenarios/3"});

  CHECK(run.code == 2);
  CHECK_THAT(run.out, Contains("1 broken"));
}

TEST_CASE("to select nothing is an error with a sentence", "[cli]") {
  const TempFolder folder;
  write_five(folder);
  folder.write("nothing/readme.txt", "no scenario here");
  const auto [arguments, sentence] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"--filter", "no such", "scenarios/1"}, "none of 2 scenarios has what --filter"},
      {{"--tag", "none", "scenarios/1"}, "none of 2 scenarios"},
      {{"nothing"}, "there is no scenario (*.yaml) in the folder nothing"},
      {{"nowhere"}, "there is no file or folder 'nowhere'"},
      {{"--only-failed"}, "none of the scenarios failed when it was last tested"},
      {{"--tag", ",", "scenarios/1"}, "--tag: expected tags"},
  }));

  std::vector<std::string> command{"test"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const Ended run = giosim(folder, command);

  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains(sentence));
}

TEST_CASE("without a folder scenarios giosim test asks for one", "[cli]") {
  const TempFolder folder;

  const Ended run = giosim(folder, {"test"});

  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("there is no folder scenarios here"));
}

TEST_CASE("what failed is remembered: first, or alone, until it passes", "[cli]") {
  const TempFolder folder;
  folder.write("scenarios/a.yaml", scenario("a", kHolds));
  folder.write("scenarios/b.yaml", scenario("b", kDoesNotHold));
  REQUIRE(giosim(folder, {"test"}).code == 1);

  CHECK_THAT(giosim(folder, {"test", "--failed-first"}).out,
             StartsWith("failed           scenarios/b.yaml"));
  CHECK(giosim(folder, {"test", "--only-failed", "--list"}).out == "scenarios/b.yaml: b\n");

  folder.write("scenarios/b.yaml", scenario("b", kHolds));
  CHECK(giosim(folder, {"test", "--only-failed"}).code == 0);
  CHECK(giosim(folder, {"test", "--only-failed"}).code == 2);
}

TEST_CASE("tests work where nothing can be remembered", "[cli]") {
  const TempFolder folder;
  folder.write("scenarios/a.yaml", scenario("a", kDoesNotHold));
  const auto nowhere = [] { setenv("XDG_CACHE_HOME", "/dev/null/cache", 1); };

  CHECK(giosim(folder, {"test"}, nowhere).code == 1);
  const Ended run = giosim(folder, {"test", "--failed-first"}, nowhere);
  CHECK(run.code == 1);
  CHECK_THAT(run.err, Contains("cannot be remembered"));
}

TEST_CASE("enough failures end a test run, the same way for any number of jobs", "[cli]") {
  const TempFolder folder;
  for (int i = 0; i < 9; ++i)
    folder.write("scenarios/" + std::to_string(i) + ".yaml", scenario("s", kDoesNotHold));

  const Ended one = giosim(folder, {"test", "--max-failures", "2", "--jobs", "1"});
  const Ended many = giosim(folder, {"test", "--max-failures", "2", "--jobs", "4"});

  CHECK(one.code == 1);
  CHECK_THAT(one.out, EndsWith("0 passed, 2 failed, 7 not run\n"));
  CHECK(one.out == many.out);
}

TEST_CASE("two runs of a scenario write the same bytes", "[cli]") {
  const TempFolder folder;
  folder.write("scenarios/a.yaml", scenario("a", kHolds));

  const Ended run = giosim(folder, {"test", "--twice"});

  CHECK(run.code == 0);
  CHECK_THAT(run.out, EndsWith("1 passed\n"));
}

TEST_CASE("TAP, JSON and JUnit tell the same story", "[cli]") {
  const TempFolder folder;
  write_five(folder);

  const Ended tap = giosim(folder, {"test", "--format", "tap", "--junit", "junit.xml"});
  const Ended json = giosim(folder, {"test", "--format", "json"});
  const std::string junit = text_of(folder / "junit.xml");

  CHECK_THAT(tap.out, StartsWith("TAP version 14\n1..5\nnot ok 1 - scenarios/1/bad.yaml: bad one\n"
                                 "  ---\n"));
  CHECK_THAT(tap.out, Contains("\nok 2 - scenarios/1/good.yaml: good one\n"
                               "not ok 3 - scenarios/2/awaited.yaml: awaited one # TODO \\#7\n"));
  CHECK_THAT(json.out,
             StartsWith(R"({"schema":"giosim.test/1","cases":[{"file":"scenarios/1/bad)"));
  CHECK_THAT(json.out, Contains(R"("summary":{"passed":1,"expected failure":1,"failed":1,)"));
  CHECK_THAT(junit, Contains(R"(<testsuites name="giosim" tests="5" failures="2" errors="1" )"
                             R"(skipped="1">)"));
  CHECK_THAT(junit, !Contains(" time="));
}

TEST_CASE("validate tells all that is wrong with all files, and runs none", "[cli]") {
  const TempFolder folder;
  write_five(folder);
  folder.write("two.yaml", "scenario: a\nmachins: {}\nstep: []\n");

  const Ended good = giosim(folder, {"validate", "scenarios/1", "scenarios/2"});
  const Ended bad = giosim(folder, {"validate", "scenarios/1/good.yaml", "two.yaml"});
  const Ended json = giosim(folder, {"validate", "--format", "json", "two.yaml"});

  CHECK(good.code == 0);
  CHECK(good.out == "4 files: nothing wrong\n");
  CHECK(bad.code == 2);
  CHECK_THAT(bad.err, Contains("two.yaml:2:1: error: ") && Contains("two.yaml:3:1: error: "));
  CHECK(bad.out == "1 of 2 files is wrong\n");
  CHECK(json.code == 2);
  CHECK_THAT(json.out, Contains(R"("file":"two.yaml","line":2,"column":1,"sentence":")"));
}

TEST_CASE("scenarios are listed with name, sentence and tags", "[cli]") {
  const TempFolder folder;
  write_five(folder);

  const Ended text = giosim(folder, {"list", "scenarios/1"});
  const Ended json = giosim(folder, {"list", "--format", "json", "scenarios/1"});

  CHECK(text.code == 0);
  CHECK_THAT(text.out, Contains("scenarios/1/good.yaml\n    good one  [quick, moves]\n"
                                "      One NIC boots.\n"));
  CHECK_THAT(json.out, Contains(R"("name":"good one","says":"One NIC boots.","tags":["quick",)"));
}

}  // namespace
}  // namespace giosim::cli
