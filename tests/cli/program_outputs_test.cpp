// giosim and an unfriendly world: full disks, closed pipes, signals.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

void to_full_disk() { Program::redirect(1, "/dev/full", O_WRONLY); }

// Standard output is a pipe whose reader has gone.
void to_nobody() {
  int ends[2];
  if (pipe(ends) != 0) _exit(98);
  close(ends[0]);
  dup2(ends[1], 1);
  close(ends[1]);
  // As in a shell, whatever the test program itself was started with.
  signal(SIGPIPE, SIG_DFL);
}

TEST_CASE("a full disk is an error, never a silent loss", "[cli]") {
  const TempFolder folder;
  folder.write("scenarios/a.yaml", scenario("a", kHolds));
  const auto arguments = GENERATE(
      as<std::vector<std::string>>(), std::vector<std::string>{"run", "scenarios/a.yaml"},
      std::vector<std::string>{"run", "--format", "jsonl", "scenarios/a.yaml"},
      std::vector<std::string>{"test"}, std::vector<std::string>{"test", "--format", "json"},
      std::vector<std::string>{"list"}, std::vector<std::string>{"help"},
      std::vector<std::string>{"schema", "trace"}, std::vector<std::string>{"--version"});

  const Ended run = giosim(folder, arguments, to_full_disk);

  INFO(arguments.front());
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("giosim: cannot write standard output: No space left on device"));
}

TEST_CASE("a full disk under --output and --junit is an error, too", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a", kHolds));

  const Ended run = giosim(folder, {"run", "--output", "/dev/full", "a.yaml"});
  const Ended test = giosim(folder, {"test", "--junit", "/dev/full", "a.yaml"});

  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("giosim: cannot write /dev/full: No space left on device"));
  CHECK(test.code == 2);
  CHECK_THAT(test.err, Contains("giosim: cannot write /dev/full: No space left on device"));
}

TEST_CASE("an endless run stops when its disk is full", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", endless_scenario());

  const Ended run = giosim(folder, {"run", "--output", "/dev/full", "a.yaml"});

  CHECK(run.code == 2);
}

TEST_CASE("a closed pipe ends giosim quietly, with its own code", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a", kHolds));
  folder.write("endless.yaml", endless_scenario());

  for (const char* file : {"a.yaml", "endless.yaml"}) {
    const Ended run = giosim(folder, {"run", file}, to_nobody);

    INFO(file);
    CHECK(run.signal == 0);
    CHECK(run.code == 141);
    CHECK(run.err == "");
  }
}

TEST_CASE("a closed standard output is an error and ends in no file of ours", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a", kHolds));

  const Ended run = giosim(folder, {"run", "--disk", "machine.db", "a.yaml"}, [] { close(1); });

  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("cannot write standard output"));
  CHECK_THAT(text_of(folder / "machine.db"), StartsWith("SQLite format 3"));
}

TEST_CASE("Ctrl-C ends a run where it is whole, and says so", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", endless_scenario());
  const int signal = GENERATE(SIGINT, SIGTERM);
  Program program(folder, {"run", "--format", "jsonl", "a.yaml"});
  REQUIRE(program.has_said("machine.powered_on"));

  program.send(signal);
  const Ended run = program.ends();

  CHECK(run.code == 130);
  CHECK_THAT(run.out, Contains("\n{\"type\":\"footer\""));
  CHECK(run.out.back() == '\n');
  CHECK_THAT(run.err, StartsWith("STOPPED endless\n"));
}

TEST_CASE("Ctrl-C ends a test run with what has been found so far", "[cli]") {
  const TempFolder folder;
  folder.write("scenarios/a.yaml", scenario("a", kHolds));
  folder.write("scenarios/b.yaml", endless_scenario());
  folder.write("scenarios/c.yaml", scenario("c", kHolds));
  Program program(folder, {"test", "--jobs", "1"});
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));

  program.send(SIGINT);
  const Ended run = program.ends();

  CHECK(run.code == 130);
  CHECK_THAT(run.out, Contains("passed           scenarios/a.yaml: a\n"));
  CHECK_THAT(run.out, Contains("1 passed, 2 not run\n"));
  CHECK_THAT(run.err, Contains("giosim: stopped"));
}

TEST_CASE("a background job that ignores Ctrl-C goes on ignoring it", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", endless_scenario());
  Program program(folder, {"run", "--format", "jsonl", "a.yaml"}, [] { signal(SIGINT, SIG_IGN); });
  REQUIRE(program.has_said("machine.powered_on"));

  program.send(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  program.send(SIGTERM);

  CHECK(program.ends().code == 130);
}

}  // namespace
}  // namespace giosim::cli
