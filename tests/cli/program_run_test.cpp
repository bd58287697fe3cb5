// giosim run, from end to end.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

TEST_CASE("a scenario that holds is told on standard output and ends with 0", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("one boots", kHolds));

  const Ended run = giosim(folder, {"run", "a.yaml"});

  CHECK(run.code == 0);
  CHECK(run.err == "");
  CHECK_THAT(run.out, StartsWith("one boots\n"));
  CHECK_THAT(run.out, Contains("at the end       <0/1/1/0, lan, 0>\n"));
  CHECK_THAT(run.out, Contains("\nPASSED one boots\n"));
  CHECK_THAT(run.out, EndsWith("this very run again: giosim run a.yaml\n"));
}

TEST_CASE("a broken expectation is shown at its place and ends with 1", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("one boots", kDoesNotHold));

  const Ended run = giosim(folder, {"run", "--quiet", "a.yaml"});

  CHECK(run.code == 1);
  CHECK_THAT(run.out, StartsWith("a.yaml:5:"));
  CHECK_THAT(run.out, Contains("    5 | expect: ["));
  CHECK_THAT(run.out, Contains("^\n"));
  CHECK_THAT(run.out, Contains("FAILED one boots"));
}

TEST_CASE("a machine that boots itself again at each boot does not keep us for ever", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml",
               "scenario: for ever\n"
               "says: A startup script always ends with 3.\n"
               "machines:\n"
               "  server: {slots: {}, files: {/sbin/rc2.d/S500mine: 'exit 3'}}\n"
               "steps: [{boot: server}]\n");

  const Ended run = giosim(folder, {"run", "--quiet", "a.yaml"});

  CHECK(run.code == 1);
  CHECK_THAT(run.out, Contains("server boots again and again, 100 times in one step"));
}

TEST_CASE("nothing is printed of a scenario that holds, when only failures are wanted", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("one boots", kHolds));

  const Ended run = giosim(folder, {"run", "-q", "a.yaml"});

  CHECK(run.code == 0);
  CHECK(run.out + run.err == "");
}

TEST_CASE("an expected failure passes, an unexpected pass fails", "[cli]") {
  const TempFolder folder;
  folder.write("fails.yaml", scenario("fails", kDoesNotHold + "expect_failure: to be done\n"));
  folder.write("passes.yaml", scenario("passes", kHolds + "expect_failure: to be done\n"));

  const Ended fails = giosim(folder, {"run", "fails.yaml"});
  const Ended passes = giosim(folder, {"run", "passes.yaml"});

  CHECK(fails.code == 0);
  CHECK_THAT(fails.out, Contains("FAILED, as expected: fails"));
  CHECK(passes.code == 1);
  CHECK_THAT(passes.out, Contains("passes.yaml: error: it passes; is it repaired?"));
}

TEST_CASE("what cannot be run is bad input: code 2, on standard error alone", "[cli]") {
  const TempFolder folder;
  folder.write("empty.yaml", "");
  folder.write("list.yaml", "[1, 2]");
  folder.write("typo.yaml", "scenari: a\n" + scenario("a"));
  folder.write("binary.yaml", std::string("\0\x01\xff", 3));
  folder.write("torn.yaml", "scenario: 'a");
  fs::create_directory(folder / "folder.yaml");
  const auto file = GENERATE(as<std::string>(), "empty.yaml", "list.yaml", "typo.yaml",
                             "binary.yaml", "torn.yaml", "folder.yaml", "nowhere.yaml");

  const Ended run = giosim(folder, {"run", file});

  INFO(file);
  CHECK(run.code == 2);
  CHECK(run.out == "");
  CHECK_THAT(run.err, StartsWith(file));
  CHECK_THAT(run.err, Contains("error: "));
}

TEST_CASE("wrong usage is said in a sentence with the nearest right word", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  const auto [arguments, sentence] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"rnu", "a.yaml"}, "there is no command 'rnu'; did you mean 'run'?"},
      {{"a.yaml"}, "giosim run a.yaml"},
      {{"--seed", "1", "run"}, "options stand behind the command"},
      {{"run"}, "SCENARIO is missing"},
      {{"run", "--sed", "1", "a.yaml"}, "'--sed'; did you mean '--seed'?"},
      {{"run", "a.yaml", "--seed"}, "--seed wants a value"},
      {{"run", "--seed", "-1", "a.yaml"}, "--seed"},
      {{"run", "--seed", "1x", "a.yaml"}, "a whole number from 0 on, found '1x'"},
      {{"run", "--seed", "99999999999999999999", "a.yaml"}, "a whole number"},
      {{"run", "--limit-events", "0", "a.yaml"}, "a whole number from 1 on"},
      {{"run", "--format", "jsnl", "a.yaml"}, "did you mean 'jsonl'?"},
      {{"run", "--choices", "0.x", "a.yaml"}, "--choices: "},
      {{"run", "--choices", "0", "--seed", "1", "a.yaml"}, "give one of the two"},
      {{"run", "--policy", "flush", "a.yaml"}, "expected NAME=READING"},
      {{"run", "--policy", "flsh=krsd", "a.yaml"}, "did you mean 'flush'?"},
      {{"run", "--policy", "flush=krs", "a.yaml"}, "did you mean 'krsd'?"},
      {{"run", "--format", "jsonl", "a.yaml", "a.yaml"}, "a trace tells of one run"},
      {{"run", "--output", "a.yaml", "a.yaml"}, "would overwrite the scenario"},
      {{"run", "--output", "none/x", "a.yaml"}, "cannot write none/x: No such file"},
      {{"run", "--disk", "none/x.db", "a.yaml"}, "none/x.db"},
      {{"run", "--disk", "a.yaml", "a.yaml"}, "a.yaml"},
      {{"explain", "alredy_taken"}, "did you mean 'already_taken'?"},
      {{"list", "driverz"}, "there is no file or folder 'driverz'"},
      {{"docs", "senarios"}, "did you mean 'scenarios'?"},
      {{"completion"}, "SHELL is missing"},
      {{"help", "tset"}, "did you mean 'test'?"},
  }));

  const Ended run = giosim(folder, arguments);

  INFO(arguments.front() << " " << arguments.back());
  CHECK(run.code == 2);
  CHECK(run.out == "");
  CHECK_THAT(run.err, Contains(sentence));
  CHECK(text_of(folder / "a.yaml") == scenario("a"));
}

TEST_CASE("a list of choices that does not fit the run is bad input", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  const Ended run = giosim(folder, {"run", "--choices", "0.0.0.0.0.0.0.9", "a.yaml"});

  CHECK(run.code == 2);
  CHECK_THAT(run.out, Contains("the list of choices does not fit") && Contains("\nSTOPPED a\n"));
  CHECK_THAT(run.out, !Contains("this very run again"));
}

TEST_CASE("a scenario comes from standard input", "[cli]") {
  const TempFolder folder;
  folder.write("in", scenario("from a pipe", kHolds));
  const std::string in = (folder / "in").string();

  const Ended run =
      giosim(folder, {"run", "-"}, [&] { Program::redirect(0, in.c_str(), O_RDONLY); });

  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("PASSED from a pipe"));
}

TEST_CASE("as JSON Lines standard output is the trace alone", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("one boots", kHolds));

  const Ended run = giosim(folder, {"run", "--format", "jsonl", "a.yaml"});

  CHECK(run.code == 0);
  CHECK_THAT(run.out, StartsWith(R"({"type":"header","schema":"giosim.trace/1")"));
  CHECK_THAT(run.out, Contains("\n{\"type\":\"footer\""));
  CHECK(run.out.back() == '\n');
  CHECK_THAT(run.err, StartsWith("PASSED one boots"));
}

TEST_CASE("a trace goes to a file, byte for byte what standard output would be", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("one boots", kHolds));

  const Ended on_output = giosim(folder, {"run", "--format", "jsonl", "a.yaml"});
  const Ended to_file =
      giosim(folder, {"run", "--format", "jsonl", "--output", "trace.jsonl", "a.yaml"});

  CHECK(to_file.code == 0);
  CHECK(to_file.out == "");
  CHECK(text_of(folder / "trace.jsonl") == on_output.out);
}

TEST_CASE("the run of a seed is replayed by the choices that it prints", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml",
               "scenario: three\nsays: Three NICs init at once.\n"
               "machines: {server: {many: [{count: 3, under: 0/4, driver: igelan, first_mac: "
               "0x00306E00000A}]}}\nsteps: [{boot: server}]\n");

  const Ended seeded = giosim(folder, {"run", "--seed", "7", "a.yaml"});
  INFO(seeded.out << seeded.err);
  REQUIRE(seeded.code == 0);
  const std::string mark = "--choices ";
  const std::size_t at = seeded.out.rfind(mark);
  REQUIRE(at != std::string::npos);
  const std::string choices =
      seeded.out.substr(at + mark.size(), seeded.out.size() - at - mark.size() - 1);

  CHECK(giosim(folder, {"run", "--choices", choices, "a.yaml"}).out == seeded.out);
  CHECK(giosim(folder, {"run", "--seed", "7", "--format", "jsonl", "a.yaml"}).out ==
        giosim(folder, {"run", "--choices", choices, "--format", "jsonl", "a.yaml"}).out);
}

TEST_CASE("a machine's disk outlives the program", "[cli]") {
  const TempFolder folder;
  folder.write("first.yaml",
               scenario("first", "", "[{boot: server}, {enable_pi: server}, {shutdown: server}]"));
  folder.write("second.yaml",
               "scenario: second\nsays: Another card, and the old one in another slot.\n"
               "machines: {server: {slots: {0/2/1/0: {driver: igelan, mac: 0x00306E00000B}, "
               "0/3/1/0: {driver: igelan, mac: 0x00306E00000A}}}}\n"
               "steps: [{boot: server}]\n"
               "expect: [{instances: {machine: server, at: {0/2/1/0: 1, 0/3/1/0: 0}}}]\n");

  const Ended first = giosim(folder, {"run", "--disk", "machine.db", "first.yaml"});
  const Ended second = giosim(folder, {"run", "--disk", "machine.db", "second.yaml"});
  const Ended without = giosim(folder, {"run", "-q", "second.yaml"});

  CHECK(first.code == 0);
  CHECK(second.code == 0);
  CHECK_THAT(first.out, Contains("the disks are kept in machine.db"));
  CHECK_THAT(second.out, Contains("went on from what machine.db held"));
  CHECK(without.code == 1);
}

TEST_CASE("a disk file that is none is refused and left as it is", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  folder.write("notes.txt", "dear diary");

  const Ended run = giosim(folder, {"run", "--disk", "notes.txt", "a.yaml"});

  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("notes.txt"));
  CHECK(text_of(folder / "notes.txt") == "dear diary");
}

TEST_CASE("colours come when they are asked for, and never into a file", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  CHECK_THAT(giosim(folder, {"run", "a.yaml"}).out, !Contains("\033"));
  CHECK_THAT(giosim(folder, {"run", "--color", "always", "a.yaml"}).out, Contains("\033[1m"));
  CHECK_THAT(giosim(folder, {"run", "--color", "never", "a.yaml"}).out, !Contains("\033"));
}

TEST_CASE("a limit ends a run with a sentence", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", endless_scenario());
  const auto limit = GENERATE(as<std::string>(), "--limit-events", "--limit-time");

  const Ended run = giosim(folder, {"run", "-q", limit, "1000", "a.yaml"});

  CHECK(run.code == 1);
  CHECK_THAT(run.out, Contains("the run does not come to its end"));
  CHECK_THAT(run.out, Contains("this very run again: giosim run a.yaml " + limit + " 1000\n"));
}

TEST_CASE("a policy of the command line is told in the trace", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  const Ended run =
      giosim(folder, {"run", "--policy", "flush=krsd", "--format", "jsonl", "a.yaml"});

  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains(R"("flush":"krsd")"));
}

}  // namespace
}  // namespace giosim::cli
