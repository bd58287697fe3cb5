// A mutant may say what it likes, crash, or never end: whoever judges it is not hurt.

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "mutants/subject.hpp"
#include "tests/cli/program.hpp"

namespace giosim::mutants {
namespace {

using report::Outcome;

// A program that does what a shell script says; $3 and on are its scenarios.
class Script {
 public:
  explicit Script(const std::string& lines) {
    folder_.write("subject", "#!/bin/sh\n" + lines);
    std::filesystem::permissions(path(), std::filesystem::perms::owner_all);
  }
  std::string path() const { return folder_ / "subject"; }

 private:
  cli::TempFolder folder_;
};

const std::vector<std::string> kThree{"a.yaml", "b.yaml", "c.yaml"};

std::vector<Judgement> judged_by(const Script& script, Until until = Until::the_end,
                                 std::chrono::milliseconds for_one = std::chrono::seconds(30)) {
  return judge_by(script.path(), kThree, until, {for_one, [] { return false; }});
}

TEST_CASE("what a subject says of each scenario is understood", "[mutants]") {
  const Script script(
      "printf 'run\\t0\\ndone\\t0\\tpassed\\n'\n"
      "printf 'run\\t1\\nfails\\tI4\\ts/b.yaml\\t7\\tlan1, not lan0\\ndone\\t1\\tfailed\\n'\n"
      "printf 'run\\t2\\ndone\\t2\\texpected failure\\n'\n");

  const std::vector<Judgement> judgements = judged_by(script);

  CHECK(judgements[0].outcome == Outcome::passed);
  CHECK(judgements[1].bad());
  REQUIRE(judgements[1].findings.size() == 1);
  CHECK(judgements[1].findings[0].what == "I4");
  CHECK(judgements[1].findings[0].line == 7);
  CHECK(judgements[1].findings[0].sentence == "lan1, not lan0");
  CHECK(judgements[2].outcome == Outcome::expected_failure);
}

TEST_CASE("a subject that crashes has failed at that scenario, and goes on with the next",
          "[mutants]") {
  const Script script(
      "if [ \"$3\" = a.yaml ]; then printf 'run\\t0\\n'; kill -SEGV $$; fi\n"
      "printf 'run\\t0\\ndone\\t0\\tpassed\\nrun\\t1\\ndone\\t1\\tpassed\\n'\n");

  const std::vector<Judgement> judgements = judged_by(script);

  REQUIRE(judgements[0].bad());
  CHECK(judgements[0].findings[0].what == "crash");
  CHECK(judgements[0].findings[0].sentence == "it was ended by signal 11");
  CHECK(judgements[1].outcome == Outcome::passed);
  CHECK(judgements[2].outcome == Outcome::passed);
}

TEST_CASE("a subject that never ends is ended", "[mutants]") {
  const Script script(
      "if [ \"$3\" = c.yaml ]; then printf 'run\\t0\\ndone\\t0\\tpassed\\n'; exit 0; fi\n"
      "printf 'run\\t0\\ndone\\t0\\tpassed\\nrun\\t1\\n'; exec sleep 600\n");

  const std::vector<Judgement> judgements =
      judged_by(script, Until::the_end, std::chrono::milliseconds(300));

  CHECK(judgements[0].outcome == Outcome::passed);
  REQUIRE(judgements[1].bad());
  CHECK(judgements[1].findings[0].what == "time");
  CHECK(judgements[2].outcome == Outcome::passed);
}

TEST_CASE("the first kill may be enough", "[mutants]") {
  const Script script("printf 'run\\t0\\n'; exit 3\n");

  const std::vector<Judgement> judgements = judged_by(script, Until::the_first_kill);

  CHECK(judgements[0].bad());
  CHECK(judgements[0].findings[0].sentence == "it ended with 3");
  CHECK(judgements[1].outcome == Outcome::not_run);
}

TEST_CASE("a program that is not there is an error with its name", "[mutants]") {
  CHECK_THROWS_WITH(judge_by("/nowhere/mutant", kThree, Until::the_end, {}),
                    Catch::Contains("/nowhere/mutant"));
}

TEST_CASE("a judge tells of a scenario that passes, and of one that fails by what", "[mutants]") {
  const cli::TempFolder folder;
  const std::string machine =
      "says: It.\nmachines:\n  m: {slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}}\n"
      "steps:\n  - boot: m\nexpect:\n  - instances: {machine: m, at: {0/1/1/0: ";
  folder.write("right.yaml", "scenario: right\n" + machine + "0}}\n");
  folder.write("wrong.yaml", "scenario: wrong\n" + machine + "1}}\n");
  const std::vector<std::string> files{folder / "right.yaml", folder / "wrong.yaml"};
  std::ostringstream out;

  judge(files, Until::the_end, out);

  CHECK(out.str() == "run\t0\ndone\t0\tpassed\nrun\t1\nfails\tinstances\t" + files[1] +
                         "\t8\texpected the node at 0/1/1/0 of m to have instance 1; found instance "
                         "0\ndone\t1\tfailed\n");
}

}  // namespace
}  // namespace giosim::mutants
