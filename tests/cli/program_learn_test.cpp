// giosim teach --text and giosim learn, from end to end.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"
#include "tests/cli/pty.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

const std::string kExample = (source_folder() / "scenarios/basic/document_example.yaml").string();

// A giosim whose commands come from a file, and which remembers in the folder.
Ended told(const TempFolder& folder, const std::vector<std::string>& arguments,
           const std::string& commands) {
  folder.write("commands", commands);
  const std::string file = (folder / "commands").string(), state = (folder / ".state").string();
  return giosim(folder, arguments, [&] {
    Program::redirect(0, file.c_str(), O_RDONLY);
    setenv("XDG_STATE_HOME", state.c_str(), 1);
  });
}

TEST_CASE("a lecture through a pipe: no prompt, a step for each line", "[cli][teach]") {
  const TempFolder folder;
  const Ended run = told(folder, {"teach", "--text", kExample}, "\nnext 2\nback\n");
  CHECK(run.code == 0);
  CHECK(run.err == "");
  CHECK_THAT(run.out, StartsWith("the document's example\n\n93 steps, of which 45 are told; --detail all "
                                "tells the others, too.\n"));
  CHECK_THAT(run.out, Contains("── 1 of 93 ── source, boot 1: power on ── HW\n"
                               "source is powered on: boot 1.\n"));
  CHECK_THAT(run.out, !Contains(" > "));
}

TEST_CASE("why and state are those of the step", "[cli][teach]") {
  const TempFolder folder;
  const Ended run = told(folder, {"teach", "--text", kExample}, "g 69\nw\ns\ne lan0\n");
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("0/4/2/0 gives up lan2 for lan0, reserved for its MAC.\n"));
  CHECK_THAT(run.out, Contains("Because of step 68:"));
  CHECK_THAT(run.out, Contains("It rests on step 46: lan0 is reserved for MAC 0x00306E00000A."));
  CHECK_THAT(run.out, Contains("[2 → 0]"));
  CHECK_THAT(run.out, Contains("How lan0 came about, from the first cause on:"));
}

TEST_CASE("what was predicted is judged, with the reason, and counted", "[cli][teach]") {
  const TempFolder folder;
  const Ended run = told(folder, {"teach", "--text", "--predict", kExample},
                         "goto 49\ndecision\n0\ndecision\nlan2\ndecision\nwhy\n\nquit\n");
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("?  0/4/1/0 needs its first lan number. Which one does GIO give it?"));
  CHECK_THAT(run.out, Contains("No, not lan0: reserved for a saved MAC address. It is lan1: "));
  CHECK_THAT(run.out, Contains("Right. lan2: the lowest number left.\n"));
  CHECK_THAT(run.out, Contains("It is lan1: the initial instance stays.\n"));
  CHECK_THAT(run.out, Contains("happened; the question is about what comes next.\n"));
  CHECK_THAT(run.out, EndsWith("You predicted 1 of 3 decisions.\n"));
}

TEST_CASE("explain tells a word, and a number's story only where nothing is still to be asked",
          "[cli][teach]") {
  const TempFolder folder;
  const Ended run = told(folder, {"teach", "--text", "--predict", kExample},
                         "explain PPA\nexplain lan0\npredict off\nexplain lan0\n");
  CHECK_THAT(run.out, Contains("PPA (term)"));
  CHECK_THAT(run.err, Contains("that would tell what you are still to be asked"));
  CHECK(run.out.find("How lan0 came about") > run.out.find("No more questions."));
}

TEST_CASE("before its question is answered, a decision is not told", "[cli][teach]") {
  const TempFolder folder;
  const Ended run =
      told(folder, {"teach", "--text", "--predict", kExample}, "goto 54\ndecision\nstate\n");
  CHECK_THAT(run.out, Contains("?  0/4/2/0 needs its first lan number."));
  CHECK_THAT(run.out, !Contains("0/4/2/0 gets lan2"));
}

TEST_CASE("at a question the word decision tells the answer, as Enter does", "[cli][teach]") {
  const TempFolder folder;
  const Ended run = told(folder, {"teach", "--text", "--predict", kExample},
                         "goto 54\ndecision\ndecision\nquit\n");
  CHECK_THAT(run.out, Contains("It is lan2: the lowest number left.\n"));
  CHECK_THAT(run.out, Contains("0/4/2/0 gets lan2"));
  CHECK_THAT(run.out, EndsWith("You were asked once and let yourself be told.\n"));
}

TEST_CASE("an answer that is no number is refused in whole, and a number is one at a question only",
          "[cli][teach]") {
  const TempFolder folder;
  const Ended run = told(folder, {"teach", "--text", "--predict", kExample},
                         "7\ngoto 54\ndecision\n-1\nlan 1\n");
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("nothing is asked here; Enter goes on, goto STEP goes to a step"));
  CHECK_THAT(run.err, Contains("'-1' is no number"));
  CHECK_THAT(run.err, Contains("'lan 1' is no number"));
}

TEST_CASE("a command that is none is said to be none, and the exit code says it", "[cli][teach]") {
  const TempFolder folder;
  const Ended run = told(folder, {"teach", "--text", kExample}, "netx\ngoto 500\ngoto\nhelp\n");
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("there is no command 'netx'; did you mean 'next'?"));
  CHECK_THAT(run.err, Contains("there is no step '500'; they go from 1 to 93"));
  CHECK_THAT(run.err, Contains("usage: goto STEP"));
  CHECK_THAT(run.out, Contains("  predict, p [on|off]"));
}

TEST_CASE("the end is told once, and one can go back from it", "[cli][teach]") {
  const TempFolder folder;
  const Ended run = told(folder, {"teach", "--text", kExample}, "next 200\nback\nnext\n");
  CHECK(run.code == 0);
  const std::size_t end = run.out.find("That was the last step.");
  REQUIRE(end != std::string::npos);
  CHECK(run.out.find("That was the last step.", end + 1) == std::string::npos);
}

TEST_CASE("at a terminal there is a prompt, Ctrl-C gives up a line, Ctrl-D leaves",
          "[cli][teach][terminal]") {
  const TempFolder folder;
  Pty pty(folder, {"teach", "--text", kExample});
  REQUIRE(pty.shows("1 of 93 > "));
  pty.press("why\r");
  REQUIRE(pty.shows("Rule B1"));
  REQUIRE(pty.shows("1 of 93 > "));
  pty.press("goto\x03");
  REQUIRE(pty.shows("^C"));
  REQUIRE(pty.shows("1 of 93 > "));
  pty.press("\r");
  REQUIRE(pty.shows("2 of 93 ── source"));
  REQUIRE(pty.shows("2 of 93 > "));
  pty.press("\x04");
  CHECK(pty.ends() == 0);
}

TEST_CASE("no Ctrl-C is lost, however close behind another key it comes", "[cli][teach][terminal]") {
  const TempFolder folder;
  Pty pty(folder, {"teach", "--text", kExample});
  REQUIRE(pty.shows("1 of 93 > "));
  // About one of 200 came between the reader's last look for a signal and its wait for a key.
  for (int i = 0; i < 500; ++i) {
    pty.press("goto");
    pty.press("\x03");
    REQUIRE(pty.shows("^C"));
    REQUIRE(pty.shows("1 of 93 > "));
  }
}

// ---- The course --------------------------------------------------------------------------------

TEST_CASE("the course lists its lessons in order, and none is done", "[cli][learn]") {
  const TempFolder folder;
  const Ended run = told(folder, {"learn"}, "");
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("in 12 lessons"));
  CHECK_THAT(run.out, Contains("   1  Why paths fail"));
  CHECK_THAT(run.out, Contains("  12  What the document leaves open"));
  CHECK_THAT(run.out, !Contains("done"));
  CHECK(run.out.find("Why paths fail") < run.out.find("The registry"));
}

TEST_CASE("a lesson says its goal, asks, and ends with its summary and the score", "[cli][learn]") {
  const TempFolder folder;
  const Ended run = told(folder, {"learn", "3"}, "d\n1\nd\n2\nd\n1\nd\n0\nn 100\n");
  CHECK(run.code == 0);
  CHECK(run.err == "");
  CHECK_THAT(run.out, StartsWith("Lesson 3 of 12: Reserve\n\nGoal: "));
  CHECK_THAT(run.out, Contains("Right. lan0: reserved for this very MAC address."));
  CHECK_THAT(run.out, Contains("so it became lan0."));
  CHECK_THAT(run.out, Contains("You predicted 4 of 4 decisions.\n"));

  CHECK_THAT(told(folder, {"learn"}, "").out, Contains("done, 4 of 4 predicted"));
}

TEST_CASE("next is the first lesson that one has not been through", "[cli][learn]") {
  const TempFolder folder;
  CHECK_THAT(told(folder, {"learn", "next"}, "").out, StartsWith("Lesson 1 of 12"));
  // Left in the middle, it is not done.
  CHECK_THAT(told(folder, {"learn", "next"}, "\n\nquit\n").out, StartsWith("Lesson 1 of 12"));
  told(folder, {"learn", "--no-questions", "1"}, "next 500\n");
  CHECK_THAT(told(folder, {"learn", "next"}, "").out, StartsWith("Lesson 2 of 12"));

  CHECK_THAT(told(folder, {"learn", "--forget"}, "").out, !Contains("done"));
  CHECK_THAT(told(folder, {"learn", "next"}, "").out, StartsWith("Lesson 1 of 12"));
}

TEST_CASE("every lesson can be gone through to its end", "[cli][learn]") {
  const TempFolder folder;
  for (int lesson = 1; lesson <= 12; ++lesson) {
    const Ended run =
        told(folder, {"learn", "--no-questions", std::to_string(lesson)}, "next 900\n");
    INFO(lesson);
    CHECK(run.code == 0);
    CHECK(run.err == "");
    CHECK_THAT(run.out, Contains("That was the last step."));
  }
  const Ended next = told(folder, {"learn", "next"}, "");
  CHECK(next.code == 2);
  CHECK_THAT(next.err, Contains("you have been through all lessons"));
}

TEST_CASE("where nothing can be remembered, a lesson is a lesson all the same", "[cli][learn]") {
  const TempFolder folder;
  folder.write(".state", "a file where the folder should be");
  const Ended run = told(folder, {"learn", "--no-questions", "1"}, "next 500\n");
  CHECK(run.code == 0);
  CHECK(run.err == "");
  CHECK_THAT(told(folder, {"learn"}, "").out, !Contains("done"));
}

TEST_CASE("a lesson that there is not is refused", "[cli][learn]") {
  const TempFolder folder;
  const Ended run = told(folder, {"learn", "13"}, "");
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("there is no lesson '13'; they go from 1 to 12"));
}

}  // namespace
}  // namespace giosim::cli
