// giosim shell from a pipe, end to end.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

// A session: the lines go into `giosim shell arguments…`.
Ended session(const TempFolder& folder, const std::string& lines,
              std::vector<std::string> arguments = {"a.yaml"}) {
  folder.write(".in", lines);
  const std::string in = (folder / ".in").string();
  arguments.insert(arguments.begin(), "shell");
  return giosim(folder, arguments, [&] { Program::redirect(0, in.c_str(), O_RDONLY); });
}

const std::string kTwoMachines =
    "scenario: two\nsays: Two machines.\n"
    "machines:\n"
    "  source: {slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}}\n"
    "  target: {slots: {0/4/1/0: {driver: igelan, mac: 0x00306E00000A}}}\n"
    "steps: [{boot: source}]\n";

TEST_CASE("lines from a pipe are run on the machine, and only what it shows is on standard output",
          "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  const Ended run = session(folder, "hostname\necho one | cat\n\n# a remark\nuname -s");

  CHECK(run.code == 0);
  CHECK(run.out == "server\none\nHP-UX\n");
  CHECK(run.err == "");
}

TEST_CASE("the exit code is that of the last command, or of exit", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  const auto [lines, code] = GENERATE(table<std::string, int>({
      {"", 0},
      {"lanscann\n", 127},
      {"lanscann\necho $?\n", 0},
      {"cat /none\n", 2},
      {"exit 7\necho never\n", 7},
      {"lanscann\nexit\necho never\n", 127},
      {"echo one && exit 3; echo never\n", 3},
      {"exit 256\n", 0},
      {"exit seven\n", 2},
      {"echo 'a\n", 2},
      {"~nonsense\n", 2},
      {"~nonsense\nhostname\n", 0},
  }));

  const Ended run = session(folder, lines);

  INFO(lines);
  CHECK(run.code == code);
  CHECK_THAT(run.out, !Contains("never"));
}

TEST_CASE("with --echo a session reads as a terminal shows it", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  CHECK(session(folder, "hostname\nlanscann\n", {"-x", "a.yaml"}).out ==
        "server:/ # hostname\nserver\nserver:/ # lanscann\nsh: lanscann:  not found.\n");
  CHECK(session(folder, "hostname\n", {"-x", "--user", "operator", "a.yaml"}).out ==
        "server:/ $ hostname\nserver\n");
}

TEST_CASE("virtual time passes as commands run, and only then", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  const Ended run = session(folder, "date\n~step wait: 90s\ndate\ndate\n");

  CHECK(run.out ==
        "Wed Oct 27 10:12:00 UTC 2010\nWed Oct 27 10:13:30 UTC 2010\nWed Oct 27 10:13:30 UTC "
        "2010\n");
}

TEST_CASE("variables live until the machine boots again", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  const Ended run =
      session(folder, "A=1\nexport B=2\necho $A $B\n~power reset\necho x$A$B\n", {"a.yaml"});

  CHECK(run.out == "1 2\nx\n");
}

TEST_CASE("a machine that is off is powered on, and giosim says so", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a", "", "[]"));

  const Ended run = session(folder, "hostname\n");

  CHECK(run.code == 0);
  CHECK(run.out == "server\n");
  CHECK(run.err == "giosim: server is off; it is powered on\n");
}

TEST_CASE("the machine is the one that runs, or the one that was asked for", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", kTwoMachines);
  folder.write("both.yaml", kTwoMachines + "");

  CHECK(session(folder, "hostname\n").out == "source\n");
  const Ended target = session(folder, "hostname\n", {"--machine", "target", "a.yaml"});
  CHECK(target.out == "target\n");
  CHECK_THAT(target.err, Contains("target is off; it is powered on"));
  const Ended wrong = session(folder, "hostname\n", {"--machine", "targte", "a.yaml"});
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, Contains("did you mean 'target'?"));
}

TEST_CASE("a disk goes to another machine in one session", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", kTwoMachines);

  const Ended run = session(folder,
                            "echo moved > /tmp/mark\n"
                            "~power off\n"
                            "hostname\n"
                            "~step move_disk: {from: source, to: target}\n"
                            "~machine\n"
                            "~machine target\n"
                            "~power on\n"
                            "hostname; cat /tmp/mark\n");

  CHECK(run.code == 0);
  CHECK(run.out ==
        "* source           is off, and has no disk\n  target           is off\ntarget\nmoved\n");
  CHECK_THAT(run.err, Contains("giosim: source is off; ~power on starts it\n"));
  CHECK_THAT(run.err, Contains("giosim: source is off; ~power on starts it, ~help says"));
}

TEST_CASE("files come and go, byte for byte", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  const std::string bytes("one\ntwo\0three\xff", 14);
  folder.write("my file", bytes);

  const Ended run = session(folder,
                            "~put 'my file' /etc/rc.config.d/mine\n"
                            "ls /etc/rc.config.d\n"
                            "~get /etc/rc.config.d/mine back\n"
                            "~get /etc/rc.config.d/mine\n"
                            "~get /none x\n"
                            "~put none /tmp/x\n"
                            "~put back tmp/x\n"
                            "~put back\n");

  CHECK(run.code == 2);
  CHECK_THAT(run.out, StartsWith("server:/etc/rc.config.d/mine has 14 bytes now\n"));
  CHECK_THAT(run.out, Contains("\nmine\n"));
  CHECK(text_of(folder / "back") == bytes);
  CHECK(text_of(folder / "mine") == bytes);
  CHECK_THAT(run.err, Contains("giosim: server has no file /none\n"));
  CHECK_THAT(run.err, Contains("giosim: cannot read none: No such file or directory\n"));
  CHECK_THAT(run.err, Contains("giosim: 'tmp/x' is no file of the machine"));
  CHECK_THAT(run.err, EndsWith("giosim: usage: ~put LOCALFILE PATH\n"));
}

TEST_CASE("a file is edited with the user's own editor", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  folder.write(".in", "echo one > /tmp/f\n~edit /tmp/f\ncat /tmp/f\n");
  const std::string in = (folder / ".in").string();

  const auto edited_with = [&](const char* editor) {
    return giosim(folder, {"shell", "a.yaml"}, [&] {
      unsetenv("VISUAL");
      setenv("EDITOR", editor, 1);
      Program::redirect(0, in.c_str(), O_RDONLY);
    });
  };

  CHECK(edited_with("sed -i s/one/two/").out == "server:/tmp/f has 4 bytes now\ntwo\n");
  CHECK(edited_with("true").out == "/tmp/f stays as it was\none\n");
  CHECK_THAT(edited_with("false").err, Contains("false did not end well; /tmp/f stays as it was"));
  CHECK_THAT(edited_with("").err, Contains("which editor?"));
}

TEST_CASE("what cannot be typed at a terminal is refused, and the session goes on", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  const Ended nul = session(folder, std::string("echo a\0b\nhostname\n", 18));
  CHECK(nul.code == 0);
  CHECK(nul.out == "server\n");
  CHECK(nul.err == "giosim: a line with a NUL byte in it was not run\n");

  const Ended huge = session(folder, "echo " + std::string(3 << 20, 'x') + "\nhostname\n");
  CHECK(huge.out == "server\n");
  CHECK_THAT(huge.err, Contains("is too long"));

  const Ended long_line = session(folder, "echo " + std::string(1 << 20, 'x') + "\n");
  CHECK(long_line.code == 0);
  CHECK(long_line.out == std::string(1 << 20, 'x') + "\n");

  CHECK(session(folder, "hostname\r\n").out == "server\n");
  CHECK(session(folder, "echo \xff\xfe\n").out == "\xff\xfe\n");
}

TEST_CASE("a failure of the scenario's own expectations is said, and the session goes on",
          "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a", kDoesNotHold));

  const Ended run = session(folder, "hostname\n");

  CHECK(run.code == 0);
  CHECK(run.out == "server\n");
  CHECK_THAT(run.err, StartsWith("a.yaml:5:"));
}

TEST_CASE("a step of the session that makes no sense is said, and the session goes on", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  const Ended run = session(folder, "~step boot: server\n~step boot: nobody\n~step bot: x\nhostname\n");

  CHECK(run.out == "server\n");
  CHECK_THAT(run.err, Contains("~step:1:"));
  CHECK_THAT(run.err, Contains("server runs; expected one that is off"));
  CHECK_THAT(run.err, Contains("there is no machine 'nobody'"));
  CHECK_THAT(run.err, Contains("did you mean 'boot'?"));
}

TEST_CASE("a disk keeps what was done in a session, and knows its machine without a scenario",
          "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", kTwoMachines);

  const Ended first = session(
      folder, "echo kept > /tmp/mark\n~step plug_in: {machine: source, at: 0/2/1/0, card: {driver: "
              "igelan, mac: 0x00306E00000B}}\n",
      {"--disk", "m.db", "a.yaml"});
  const Ended second = session(folder, "hostname; cat /tmp/mark\n", {"--disk", "m.db"});
  const Ended run = giosim(folder, {"run", "--disk", "m.db", "a.yaml"});

  CHECK(first.code == 0);
  CHECK_THAT(first.err, Contains("giosim: source is shut down\n"));
  CHECK(second.out == "source\nkept\n");
  CHECK_THAT(second.err, StartsWith("giosim: source is off; it is powered on\n"));
  CHECK(run.code == 0);
}

TEST_CASE("nobody to read ends a session with 141, in silence", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += "echo " + std::string(100, 'x') + "\n";
  folder.write(".in", lines);
  const std::string in = (folder / ".in").string();
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  close(pipe_ends[0]);

  const Ended run = giosim(folder, {"shell", "a.yaml"}, [&] {
    Program::redirect(0, in.c_str(), O_RDONLY);
    dup2(pipe_ends[1], 1);
  });
  close(pipe_ends[1]);

  CHECK(run.code == 141);
  CHECK(run.err == "");
}

TEST_CASE("Ctrl-C ends a session from a pipe with 130, wherever it waits", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);

  Program program(folder, {"shell", "--disk", "m.db", "a.yaml"},
                  [&] { dup2(pipe_ends[0], 0), close(pipe_ends[1]); });
  close(pipe_ends[0]);
  REQUIRE(write(pipe_ends[1], "hostname\n", 9) == 9);
  REQUIRE(program.has_said("server"));
  program.send(SIGINT);
  const Ended run = program.ends();
  close(pipe_ends[1]);

  CHECK(run.code == 130);
  CHECK(session(folder, "hostname\n", {"--disk", "m.db"}).out == "server\n");
}

TEST_CASE("Ctrl-C ends a command that takes for ever", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  folder.write(".in",
               "hostname\n~step repeat: {times: 1000000, steps: [{reboot: server}]}\nhostname\n");
  const std::string in = (folder / ".in").string();

  Program program(folder, {"shell", "a.yaml"},
                  [&] { Program::redirect(0, in.c_str(), O_RDONLY); });
  REQUIRE(program.has_said("server"));
  program.send(SIGINT);
  const Ended run = program.ends();

  CHECK(run.code == 130);
  CHECK(run.out == "server\n");
}

TEST_CASE("a shell without a machine is wrong usage", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  folder.write("notes.txt", "dear diary");

  CHECK_THAT(session(folder, "", {}).err, Contains("which machine? Expected a SCENARIO"));
  CHECK_THAT(session(folder, "", {"--disk", "new.db"}).err,
             Contains("there is no file 'new.db'; a first run makes it: giosim run --disk new.db"));
  CHECK_FALSE(fs::exists(folder / "new.db"));
  folder.write("empty.db", "");
  CHECK_THAT(session(folder, "", {"--disk", "empty.db"}).err,
             Contains("'empty.db' does not say what its machines are"));
  CHECK_THAT(session(folder, "", {"--disk", "notes.txt"}).err,
             Contains("is not a store of giosim's disks"));
  CHECK_THAT(session(folder, "", {"--user", "a b", "a.yaml"}).err, Contains("no name of a user"));
  CHECK_THAT(session(folder, "", {"a.yaml", "b.yaml"}).err, Contains("Nothing more was expected"));
  CHECK_THAT(session(folder, "", {"none.yaml"}).err, StartsWith("none.yaml"));
  CHECK(session(folder, "", {"none.yaml"}).code == 2);
}

}  // namespace
}  // namespace giosim::cli
