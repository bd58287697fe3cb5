// giosim exec, end to end.

#include <linux/securebits.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

// A disk file m.db with one machine, `server`.
void make_disk(const TempFolder& folder) {
  folder.write("a.yaml", scenario("a", "", "[{boot: server}, {enable_pi: server}, {shutdown: server}]"));
  REQUIRE(giosim(folder, {"run", "-q", "--disk", "m.db", "a.yaml"}).code == 0);
}

void sql(const TempFolder& folder, const std::string& statement) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open((folder / "m.db").c_str(), &db) == SQLITE_OK);
  char* error = nullptr;
  sqlite3_exec(db, statement.c_str(), nullptr, nullptr, &error);
  INFO((error ? error : ""));
  CHECK(error == nullptr);
  sqlite3_close(db);
}

TEST_CASE("one command runs on the machine of a disk, with no scenario at hand", "[cli]") {
  const TempFolder folder;
  make_disk(folder);
  fs::remove(folder / "a.yaml");

  const Ended run = giosim(folder, {"exec", "--disk", "m.db", "hostname"});

  CHECK(run.code == 0);
  CHECK(run.out == "server\n");
  CHECK(run.err == "");
}

TEST_CASE("a command runs on the machine of a scenario, after its steps", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a", "", "[{boot: server}, {wait: 90s}]"));

  const Ended run = giosim(folder, {"exec", "a.yaml", "date"});

  CHECK(run.code == 0);
  CHECK(run.out == "Wed Oct 27 10:13:30 UTC 2010\n");
}

TEST_CASE("the exit code of exec is that of the command", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  CHECK(giosim(folder, {"exec", "a.yaml", "lanscann"}).code == 127);
  CHECK(giosim(folder, {"exec", "a.yaml", "cat /none"}).code == 2);
  CHECK(giosim(folder, {"exec", "a.yaml", "cat /none"}).err == "");
  CHECK(giosim(folder, {"exec", "a.yaml", "exit 77"}).code == 77);
  CHECK(giosim(folder, {"exec", "a.yaml", "echo one; lanscann; echo $?"}).out ==
        "one\nsh: lanscann:  not found.\n127\n");
}

TEST_CASE("one word is a line, several are words. The options of the command are its own",
          "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  const auto shown = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"exec", "a.yaml"});
    return giosim(folder, words).out;
  };

  CHECK(shown({"uname -s | cat"}) == "HP-UX\n");
  CHECK(shown({"uname", "-s"}) == "HP-UX\n");
  CHECK(shown({"--user", "operator", "uname", "-s"}) == "HP-UX\n");
  CHECK(shown({"echo", "a  b", "|", "cat", "$LANG", "it's"}) == "a  b | cat $LANG it's\n");
  CHECK(shown({"echo", "--disk", "x", "-h", "--"}) == "--disk x -h --\n");
  CHECK(shown({"--", "uname", "-s"}) == "HP-UX\n");
}

TEST_CASE("what a command changed is saved by a shutdown, and not by a power cut", "[cli]") {
  const TempFolder folder;
  make_disk(folder);
  const auto log = [&](const std::vector<std::string>& options) {
    std::vector<std::string> words{"exec", "--disk", "m.db"};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back("grep -c 'System shutdown in progress' /etc/rc.log.old");
    return giosim(folder, words).out;
  };

  CHECK(log({"--power-cut"}) == "1\n");  // the shutdown of the scenario
  CHECK(log({}) == "0\n");
  CHECK(log({}) == "1\n");
}

TEST_CASE("a card that was plugged in while the machine ran is there the next time", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml",
               scenario("a", "",
                        "[{boot: server}, {plug_in: {machine: server, at: 0/2/1/0, card: {driver: "
                        "igelan, mac: 0x00306E00000B}}}, {shutdown: server}]"));
  REQUIRE(giosim(folder, {"run", "-q", "--disk", "m.db", "a.yaml"}).code == 0);
  folder.write("in",
               "~step expect: [{dlpi: {machine: server, interfaces: {lan0: 0x00306E00000A, lan1: "
               "0x00306E00000B}}}]\n~step pull_out: {machine: server, at: 0/1/1/0}\n");
  const std::string in = (folder / "in").string();

  const Ended shell = giosim(folder, {"shell", "--disk", "m.db"},
                             [&] { Program::redirect(0, in.c_str(), O_RDONLY); });

  CHECK(shell.code == 0);
  CHECK(shell.err ==
        "giosim: server is off; it is powered on\ngiosim: server is shut down\n");
  folder.write("in", "~step expect: [{dlpi: {machine: server, interfaces: {lan1: "
                     "0x00306E00000B}}}]\n");
  CHECK(giosim(folder, {"shell", "--disk", "m.db"}, [&] {
          Program::redirect(0, in.c_str(), O_RDONLY);
        }).err == "giosim: server is off; it is powered on\ngiosim: server is shut down\n");
}

TEST_CASE("of several machines with a disk one must be named", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml",
               "scenario: two\nsays: Two machines.\n"
               "machines: {one: {}, two: {}}\n"
               "steps: [{boot: one}, {boot: two}, {shutdown: one}, {shutdown: two}]\n");
  REQUIRE(giosim(folder, {"run", "-q", "--disk", "m.db", "a.yaml"}).code == 0);

  const Ended nameless = giosim(folder, {"exec", "--disk", "m.db", "hostname"});
  const Ended two = giosim(folder, {"exec", "--disk", "m.db", "--machine", "two", "hostname"});

  CHECK(nameless.code == 2);
  CHECK_THAT(nameless.err, StartsWith("giosim: which machine? Give --machine with one of: one, two"));
  CHECK(two.out == "two\n");
}

TEST_CASE("a file of an older giosim is told to need a run, which it then gets", "[cli]") {
  const TempFolder folder;
  make_disk(folder);
  sql(folder, "DROP TABLE machine; ALTER TABLE file DROP COLUMN crc; PRAGMA user_version = 1");

  const Ended before = giosim(folder, {"exec", "--disk", "m.db", "hostname"});
  const Ended run = giosim(folder, {"run", "-q", "--disk", "m.db", "a.yaml"});
  const Ended after = giosim(folder, {"exec", "--disk", "m.db", "hostname"});

  CHECK(before.code == 2);
  CHECK_THAT(before.err, StartsWith("giosim: 'm.db' does not say what its machines are"));
  CHECK(run.code == 0);
  CHECK(after.out == "server\n");
}

TEST_CASE("a disk file that cannot be used is said in a sentence, with code 2", "[cli]") {
  const TempFolder folder;
  make_disk(folder);
  const auto refusal = [&] {
    const Ended run = giosim(folder, {"exec", "--disk", "m.db", "hostname"});
    CHECK(run.code == 2);
    CHECK(run.out == "");
    return run.err;
  };

  SECTION("its description of the machine is damaged") {
    sql(folder, "UPDATE machine SET description = 'machine: {slots: {x: y}}'");
    CHECK_THAT(refusal(), StartsWith("giosim: 'm.db' is damaged") &&
                              Contains("the checksum of the machine server is wrong"));
  }
  SECTION("it is newer") {
    sql(folder, "PRAGMA user_version = 99");
    CHECK_THAT(refusal(), StartsWith("giosim: ") && Contains("was written by a newer giosim"));
  }
  SECTION("it is cut short") {
    fs::resize_file(folder / "m.db", 5000);
    CHECK_THAT(refusal(), StartsWith("giosim: ") && Contains("is damaged"));
  }
  SECTION("it is something else") {
    folder.write("m.db", "dear diary");
    CHECK_THAT(refusal(), StartsWith("giosim: ") && Contains("is not a store"));
  }
  SECTION("it may not be written") {
    chmod((folder / "m.db").c_str(), 0444);
    chmod(folder.path().c_str(), 0777);
    // Root may write anything, but without its privileges it is an owner who may not. Where they
    // cannot be given up, another user does, who cannot enter a checkout below /root.
    const Ended run = giosim(folder, {"exec", "--disk", "m.db", "hostname"}, [] {
      if (geteuid() == 0 && prctl(PR_SET_SECUREBITS, SECBIT_NOROOT) != 0 &&
          (setgid(65534) != 0 || setuid(65534) != 0))
        _exit(98);
    });
    CHECK(run.code == 2);
    CHECK_THAT(run.err, Contains("it is read-only"));
  }
}

TEST_CASE("a disk that another giosim has in use is refused", "[cli]") {
  const TempFolder folder;
  make_disk(folder);
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  Program shell(folder, {"shell", "--disk", "m.db"},
                [&] { dup2(pipe_ends[0], 0), close(pipe_ends[1]); });
  close(pipe_ends[0]);
  REQUIRE(write(pipe_ends[1], "hostname\n", 9) == 9);
  REQUIRE(shell.has_said("server"));
  folder.write("other/x", "");

  const TempFolder other;
  const Ended run = giosim(other, {"exec", "--disk", (folder / "m.db").string(), "hostname"});
  close(pipe_ends[1]);

  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("is in use by another program"));
  CHECK(shell.ends().code == 0);
}

TEST_CASE("exec without a machine or a command is wrong usage", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  const auto [words, sentence] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"exec"}, "COMMAND is missing"},
      {{"exec", "a.yaml"}, "COMMAND is missing"},
      {{"exec", "lanscan", "-v"}, "on which machine? Expected --disk FILE, or a scenario"},
      {{"exec", "--dsik", "m.db", "lanscan"}, "did you mean '--disk'?"},
      {{"exec", "--machine", "nobody", "a.yaml", "lanscan"}, "there is no machine 'nobody'"},
      {{"exec", "none.yaml", "lanscan"}, "none.yaml"},
  }));

  const Ended run = giosim(folder, words);

  INFO(run.err);
  CHECK(run.code == 2);
  CHECK(run.out == "");
  CHECK_THAT(run.err, Contains(sentence));
}

TEST_CASE("Ctrl-C ends exec with 130", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", endless_scenario());

  Program program(folder, {"exec", "a.yaml", "hostname"});
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  program.send(SIGINT);

  CHECK(program.ends().code == 130);
}

}  // namespace
}  // namespace giosim::cli
