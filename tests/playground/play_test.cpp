#include "playground/play.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <sstream>

#include "runner/report/trace_laws.hpp"

namespace giosim::playground {
namespace {

namespace json = boost::json;
using Catch::Contains;

const char* const kOneNic = R"(scenario: one NIC
says: One NIC boots.
machines: {server: {slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}}}
steps: [{boot: server}]
)";

bool nobody() { return false; }

Played play_yaml(const std::string& yaml, const PlayLimits& limits = {}) {
  return play(json::serialize(json::object{{"yaml", yaml}}), "giosim test", limits, nobody);
}

// The sentence of the first problem.
std::string problem(const Played& played) {
  const json::value answer = json::parse(played.json);
  return std::string(answer.at("problems").at(0).at("sentence").as_string());
}

}  // namespace

TEST_CASE("a scenario from the editor is run, and the answer has its trace and its verdict",
          "[playground]") {
  const Played played = play_yaml(kOneNic);

  REQUIRE(played.end == Played::End::ran);
  const json::value answer = json::parse(played.json);
  CHECK(answer.at("verdict").at("passed") == true);
  CHECK(answer.at("verdict").at("failures").as_array().empty());
  const json::array& trace = answer.at("trace").as_array();
  CHECK(trace.front().at("engine") == "giosim test");
  CHECK(trace.front().at("scenario").at("name") == "one NIC");
  CHECK(trace.back().at("type") == "footer");
  std::stringstream lines;
  for (const json::value& line : trace) lines << json::serialize(line) << '\n';
  CHECK(report::broken_laws(lines).empty());
}

TEST_CASE("a scenario that fails has been run all the same, and says where it fails",
          "[playground]") {
  const Played played =
      play_yaml(std::string(kOneNic) +
                "expect:\n  - instances: {machine: server, at: {0/1/1/0: 1}}\n");

  if (played.end != Played::End::ran) FAIL(played.json);
  const json::value answer = json::parse(played.json);
  CHECK(answer.at("verdict").at("passed") == false);
  const json::value& failure = answer.at("verdict").at("failures").at(0);
  CHECK(failure.at("line").as_int64() == 6);
  CHECK(failure.at("column").as_int64() > 0);
}

TEST_CASE("every mistake comes back with its line and column", "[playground]") {
  const Played played = play_yaml("scenario: x\nsays: y.\nmachins: {}\nsteps: [{boots: a}]\n");

  CHECK(played.end == Played::End::refused);
  const json::value answer = json::parse(played.json);
  const json::array& problems = answer.at("problems").as_array();
  REQUIRE(problems.size() >= 2);
  CHECK(problems[0].at("line").as_int64() == 3);
  CHECK(problems[0].at("column").as_int64() == 1);
  CHECK_THAT(std::string(problems[0].at("sentence").as_string()), Contains("machines"));
  CHECK(problems[1].at("line").as_int64() == 4);
}

TEST_CASE("the playground reads no file", "[playground]") {
  const Played with_include = play_yaml("scenario: x\nsays: y.\ninclude: [/etc/passwd]\n");
  const Played with_golden = play_yaml(std::string(kOneNic) + "expect: [{trace: golden}]\n");

  CHECK(with_include.end == Played::End::refused);
  CHECK_THAT(with_include.json, !Contains("root:"));
  CHECK_THAT(with_include.json, Contains("no file is read here"));
  CHECK(with_golden.end == Played::End::refused);
}

TEST_CASE("what is no request is told what one looks like", "[playground]") {
  const std::string deep(10'000, '[');
  for (const std::string& request : {std::string(), std::string("null"), std::string("{\"yaml\":1}"),
                                     std::string("{\"yaml\":\"\xff\"}"), deep}) {
    const Played played = play(request, "giosim test", {}, nobody);
    CHECK(played.end == Played::End::no_request);
    CHECK_THAT(problem(played), Contains("expected {\"yaml\""));
  }
}

TEST_CASE("a run that takes too much is stopped, and says at what", "[playground]") {
  PlayLimits limits;
  limits.wall_time = std::chrono::milliseconds(-1);
  CHECK_THAT(problem(play_yaml(kOneNic, limits)), Contains("took longer"));
  limits = {};
  limits.trace_bytes = 0;
  CHECK_THAT(problem(play_yaml(kOneNic, limits)), Contains("its trace is longer"));
  limits = {};
  limits.events = 3;
  const Played few_events = play_yaml(kOneNic, limits);
  REQUIRE(few_events.end == Played::End::ran);
  CHECK(json::parse(few_events.json).at("verdict").at("passed") == false);

  const Played interrupted = play(json::serialize(json::object{{"yaml", kOneNic}}), "giosim test",
                                  {}, [] { return true; });
  CHECK(interrupted.end == Played::End::stopped);
  CHECK_THAT(problem(interrupted), Contains("giosim ends"));
}

}  // namespace giosim::playground
