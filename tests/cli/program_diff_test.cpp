// giosim diff, from end to end.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

TEST_CASE("a run and its own trace are the same", "[cli][diff]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  REQUIRE(giosim(folder, {"run", "--format", "jsonl", "-o", "a.jsonl", "a.yaml"}).code == 0);

  const Ended run = giosim(folder, {"diff", "a.yaml", "a.jsonl"});

  CHECK(run.code == 0);
  CHECK(run.err == "");
  CHECK_THAT(run.out, StartsWith("A  a.yaml\nB  a.jsonl\n\nThe same: "));
  CHECK_THAT(run.out, Contains("and 2 NICs that ended up alike.\n"));
}

TEST_CASE("two orders of one scenario: who ended where, and where they part", "[cli][diff]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const std::vector<std::string> words{"diff", "--vary", "init,scan", "--choices-b", "1",
                                       "--about", "instances,dlpi", "a.yaml"};

  const Ended run = giosim(folder, words);

  CHECK(run.code == 1);
  CHECK_THAT(run.out, StartsWith("A  a.yaml --vary init,scan\n"
                                 "B  a.yaml --vary init,scan --choices 1\n"));
  CHECK_THAT(run.out, Contains("   A  target   0/1/1/0   0x00306E00000A  lan0  "));
  CHECK_THAT(run.out, Contains("   B  target   0/1/1/0   0x00306E00000A  lan1  "));
  CHECK_THAT(run.out, Contains("They part behind "));
  CHECK_THAT(run.out, Contains("Device by device, - only in A, + only in B:\n   target 0/1/1/0\n"));

  std::vector<std::string> json = words;
  json.insert(json.end(), {"--format", "json"});
  const Ended as_json = giosim(folder, json);
  CHECK(as_json.code == 1);
  CHECK_THAT(as_json.out, StartsWith("{\"a\":\"a.yaml --vary init,scan\","));
  CHECK_THAT(as_json.out, Contains("\"same\":false"));
}

TEST_CASE("another reading is another side", "[cli][diff]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const Ended run =
      giosim(folder, {"diff", "--policy-b", "same_entry_twice=nobody", "a.yaml"});
  CHECK(run.code == 1);
  CHECK_THAT(run.out, Contains("B  a.yaml --policy same_entry_twice=nobody\n"));
}

TEST_CASE("the same seed draws the same run", "[cli][diff]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const std::vector<std::string> words{"diff", "--vary", "init,scan", "--seed-a", "7", "--seed-b",
                                       "7", "a.yaml"};
  CHECK(giosim(folder, words).code == 0);
}

TEST_CASE("what is no trace and no scenario ends with 2", "[cli][diff]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  REQUIRE(giosim(folder, {"run", "--format", "jsonl", "-o", "a.jsonl", "a.yaml"}).code == 0);
  std::string half = text_of(folder / "a.jsonl");
  half.resize(half.size() / 2);
  folder.write("half.jsonl", half);
  folder.write("empty.jsonl", "");

  const auto refused = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "diff");
    const Ended run = giosim(folder, words);
    CHECK(run.code == 2);
    CHECK(run.out == "");
    return run.err;
  };
  CHECK_THAT(refused({"a.yaml"}), Contains("a run is like itself"));
  CHECK_THAT(refused({"a.yaml", "b.yaml"}), Contains("cannot read 'b.yaml'"));
  CHECK_THAT(refused({"a.yaml", "half.jsonl"}), Contains("half.jsonl is no trace: line "));
  CHECK_THAT(refused({"a.yaml", "empty.jsonl"}), Contains("empty.jsonl is no trace"));
  CHECK_THAT(refused({"--choices-b", "1", "a.jsonl"}), Contains("its choices and readings are made"));
  CHECK_THAT(refused({"--choices-b", "9.9", "a.yaml"}), Contains("does not fit"));
  CHECK_THAT(refused({"--about", "dlpo", "a.yaml", "a.jsonl"}), Contains("did you mean 'dlpi'"));
  CHECK_THAT(refused({"a.yaml", "a.yaml", "a.yaml"}), Contains("three are too many"));
}

}  // namespace
}  // namespace giosim::cli
