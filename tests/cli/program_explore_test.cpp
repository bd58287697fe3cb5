// giosim explore and compare, from end to end.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

// What stands behind "--choices ", up to the end of the line.
std::string choices_in(const std::string& text) {
  const std::string mark = "--choices ";
  const std::size_t begin = text.find(mark) + mark.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

TEST_CASE("a scenario that comes out the same in all orders ends with 0", "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("one boots", kHolds));

  const Ended run = giosim(folder, {"explore", "a.yaml"});

  CHECK(run.code == 0);
  CHECK(run.err == "");
  CHECK_THAT(run.out, StartsWith("one boots\nOrder-independent: "));
}

TEST_CASE("outcomes that differ end with 1, and each is replayed by what is printed",
          "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);

  const Ended run = giosim(folder, {"explore", "a.yaml"});

  CHECK(run.code == 1);
  CHECK_THAT(run.out, Contains("2 outcomes"));
  CHECK_THAT(run.out, Contains("50.00 % of all orders"));
  const Ended plain = giosim(folder, {"run", "a.yaml", "--vary", "init,scan"});
  const Ended other =
      giosim(folder, {"run", "a.yaml", "--vary", "init,scan", "--choices", choices_in(run.out)});
  CHECK(plain.code == 0);
  CHECK(other.code == 0);
  CHECK_THAT(plain.out, Contains("<0/1/1/0, lan, 0>"));
  CHECK_THAT(other.out, Contains("<0/2/1/0, lan, 0>"));
  CHECK_THAT(other.out, Contains("--vary init,scan"));
}

TEST_CASE("the output is the same for one thread and for many", "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const Ended one = giosim(folder, {"explore", "--jobs", "1", "--format", "json", "a.yaml"});
  const Ended many = giosim(folder, {"explore", "--jobs", "7", "--format", "json", "a.yaml"});
  CHECK(one.out == many.out);
  CHECK_THAT(one.out, StartsWith("{\"schema\":\"giosim.explore/1\""));
}

TEST_CASE("a scenario may expect that orders differ", "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", std::string(kRivals) + "expect: [{breaks: [I13]}]\n");
  folder.write("b.yaml", scenario("one boots", "expect: [{breaks: [I13]}]\n"));

  CHECK(giosim(folder, {"explore", "a.yaml"}).code == 0);
  const Ended holds = giosim(folder, {"explore", "b.yaml"});
  CHECK(holds.code == 1);
  CHECK_THAT(holds.err, Contains("expected I13 to be broken; it holds"));
  CHECK(giosim(folder, {"test", "a.yaml", "b.yaml"}).code == 0);
}

TEST_CASE("counterexamples are saved as scenarios that fail in giosim test", "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);

  const Ended run = giosim(folder, {"explore", "--save", "found", "a.yaml"});

  CHECK(run.code == 1);
  CHECK_THAT(run.out, Contains("saved: found/a.B.yaml"));
  CHECK(giosim(folder, {"validate", "found"}).code == 0);
  CHECK(giosim(folder, {"test", "found"}).code == 1);
}

TEST_CASE("a bound that stops a search is said", "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const Ended run = giosim(folder, {"explore", "--runs", "2", "a.yaml"});
  CHECK_THAT(run.out, Contains("NOT EXHAUSTED: stopped at the bound of runs"));
}

TEST_CASE("what explore cannot be told is a usage error with a hint", "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);

  const Ended vary = giosim(folder, {"explore", "--vary", "inits", "a.yaml"});
  CHECK(vary.code == 2);
  CHECK_THAT(vary.err, Contains("did you mean 'init'?"));
  CHECK(giosim(folder, {"explore"}).code == 2);
  CHECK(giosim(folder, {"explore", "nowhere.yaml"}).code == 2);
  const Ended save = giosim(folder, {"explore", "--strategy", "random", "--save", "x", "a.yaml"});
  CHECK(save.code == 2);
  const Ended compare = giosim(folder, {"compare", "--others", "rename,evct", "a.yaml"});
  CHECK(compare.code == 2);
  CHECK_THAT(compare.err, Contains("did you mean 'evict'?"));
}

TEST_CASE("compare without a word sets Portable Image beside the algorithms of others",
          "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);

  const Ended all = giosim(folder, {"compare", "a.yaml"});
  CHECK(all.code == 0);
  CHECK_THAT(all.out, Contains("Portable Image"));
  CHECK_THAT(all.out, Contains("path_only"));
  CHECK_THAT(all.out, Contains("path_to_inst"));
  const Ended one = giosim(folder, {"compare", "--others", "evict", "--format", "json", "a.yaml"});
  CHECK(one.code == 0);
  CHECK_THAT(one.out, Contains("\"others\":[{\"name\":\"evict\""));
}

TEST_CASE("explore and compare have a help", "[cli][explore]") {
  const TempFolder folder;
  for (const std::string command : {"explore", "compare"}) {
    const Ended help = giosim(folder, {command, "--help"});
    CHECK(help.code == 0);
    CHECK_THAT(help.out, Contains("--vary"));
    CHECK_THAT(help.out, Contains("--runs"));
  }
}

TEST_CASE("all readings of a policy stand side by side", "[cli][explore]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const Ended run = giosim(folder, {"compare", "--policy", "same_entry_twice", "a.yaml"});
  CHECK(run.code == 0);
  for (const std::string reading : {"first_come", "lowest_path", "nobody"})
    CHECK_THAT(run.out, Contains("same_entry_twice=" + reading));
  CHECK_THAT(run.out, Contains("orders that fail"));
}

}  // namespace
}  // namespace giosim::cli
