// giosim explain lan0 SCENARIO, from end to end.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

const std::string kExample = (source_folder() / "scenarios/basic/document_example.yaml").string();

TEST_CASE("how lan0 came about is told from the first cause on", "[cli][explain]") {
  const TempFolder folder;
  const Ended run = giosim(folder, {"explain", "lan0", kExample});
  CHECK(run.code == 0);
  CHECK(run.err == "");
  CHECK_THAT(run.out, StartsWith("lan0 of target (boot 1) is the NIC at 0/4/2/0 with MAC "
                                 "0x00306E00000A.\n"));
  CHECK_THAT(run.out, Contains("     1   0.000000  HW   source is powered on: boot 1."));
  CHECK_THAT(run.out, Contains("lan0 is saved for MAC 0x00306E00000A: igelan at"));
  CHECK_THAT(run.out, Contains("0/4/2/0 gives up lan2 for lan0"));
  CHECK_THAT(run.out, Contains("(Flow of operation)"));
}

TEST_CASE("a trace that was recorded tells the same", "[cli][explain]") {
  const TempFolder folder;
  REQUIRE(giosim(folder, {"run", "--format", "jsonl", "-o", "trace.jsonl", kExample}).code == 0);
  const Ended of_trace = giosim(folder, {"explain", "0/4/2/0", "trace.jsonl"});
  CHECK(of_trace.code == 0);
  CHECK(of_trace.out == giosim(folder, {"explain", "lan0", kExample}).out);
}

TEST_CASE("the machine can be said in two ways, and the chain as JSON", "[cli][explain]") {
  const TempFolder folder;
  const Ended by_words = giosim(folder, {"explain", "lan0", "of", "source", kExample});
  CHECK(by_words.code == 0);
  CHECK_THAT(by_words.out, StartsWith("lan0 of source (boot 1) is the NIC at 0/1/1/0"));
  CHECK(by_words.out ==
        giosim(folder, {"explain", "lan0", "--machine", "source", "--boot", "1", kExample}).out);

  const Ended json = giosim(folder, {"explain", "--format", "json", "lan0", kExample});
  CHECK(json.code == 0);
  CHECK_THAT(json.out, StartsWith("{\"name\":\"lan0\",\"machine\":\"target\",\"boot\":1,"));
  CHECK_THAT(json.out, Contains("\"kind\":\"gio.instance_reassigned\""));
}

TEST_CASE("a name without a run, and a run without the name, are refused with a hint",
          "[cli][explain]") {
  const TempFolder folder;
  const auto refused = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "explain");
    const Ended run = giosim(folder, words);
    CHECK(run.code == 2);
    CHECK(run.out == "");
    return run.err;
  };
  CHECK_THAT(refused({"lan0"}), Contains("lan0 belongs to a run; name the scenario"));
  CHECK_THAT(refused({"lan7", kExample}), Contains("nothing is called 'lan7' in this run; there are"));
  CHECK_THAT(refused({kExample}), Contains("of what in "));
  CHECK_THAT(refused({"lan0", "lan1", kExample}), Contains("of what in "));
  CHECK_THAT(refused({"--machine", "target", "lan0"}), Contains("these options are about a run"));
  CHECK_THAT(refused({"lan0", "missing.yaml"}), Contains("cannot read 'missing.yaml'"));
  CHECK_THAT(refused({"lan0", "missing.jsonl"}), Contains("cannot read"));
}

TEST_CASE("words are explained as before", "[cli][explain]") {
  const TempFolder folder;
  const Ended run = giosim(folder, {"explain", "R1"});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, StartsWith("R1 (rule)\n"));
}

// ---- why-not -----------------------------------------------------------------------------------

TEST_CASE("why-not shows the changes that lead there, each with its line", "[cli][why_not]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const Ended run = giosim(folder, {"why-not", "lan0", "--path", "0/2/1/0", "a.yaml"});
  CHECK(run.code == 0);
  CHECK(run.err == "");
  CHECK_THAT(run.out, StartsWith("The NIC with MAC 0x00306E00000A (0/2/1/0 of target) is lan2, not "
                                 "lan0.\n"));
  CHECK_THAT(run.out, Contains("had a MAC address of its own\n"
                               "         machines: {target: {slots: {0/1/1/0: "));
  CHECK_THAT(run.out, Contains("--all shows them"));
  CHECK_THAT(giosim(folder, {"why-not", "lan0", "--path", "0/2/1/0", "--all", "a.yaml"}).out,
             Contains("Not enough, alone:\n"));

  const Ended json =
      giosim(folder, {"why-not", "lan0", "--path", "0/2/1/0", "--format", "json", "a.yaml"});
  CHECK(json.code == 0);
  CHECK_THAT(json.out, StartsWith("{\"machine\":\"target\",\"hw_path\":\"0/2/1/0\","));
  CHECK_THAT(json.out, Contains("\"leads_there\":true"));
}

TEST_CASE("why-not says when it is so already", "[cli][why_not]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const Ended run = giosim(folder, {"why-not", "lan0", "--mac", "00306E00000A", "a.yaml"});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, StartsWith("It is already: "));
}

TEST_CASE("why-not refuses what it does not understand", "[cli][why_not]") {
  const TempFolder folder;
  folder.write("a.yaml", kRivals);
  const auto refused = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "why-not");
    const Ended run = giosim(folder, words);
    CHECK(run.code == 2);
    CHECK(run.out == "");
    return run.err;
  };
  CHECK_THAT(refused({"lan0", "a.yaml"}), Contains("which NIC?"));
  CHECK_THAT(refused({"lan0", "--mac", "x", "a.yaml"}), Contains("--mac: "));
  CHECK_THAT(refused({"--mac", "00306E00000A", "a.yaml"}), Contains("which number"));
  CHECK_THAT(refused({"lan0", "--mac", "00306E00000B", "a.yaml"}),
             Contains("no NIC has the MAC address 0x00306E00000B"));
}

}  // namespace
}  // namespace giosim::cli
