#include "runner/report/json_trace.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

#include "runner/report/trace_laws.hpp"
#include "tests/places.hpp"
#include "tests/runner/report/stage.hpp"
#include "tests/runner/report/trace_check.hpp"

namespace giosim::report {
namespace {

const TraceHeader kHeader{.engine = "giosim 1",
                          .scenario = "document example",
                          .source = "scenarios/basic/document_example.yaml",
                          .scenario_text = "scenario: document example\n",
                          .choices = "0.2",
                          .policies = {.init_start = gio::InitStart::on_claim}};

template <class Play>
std::string trace_of(Play&& play) {
  std::ostringstream out;
  Stage stage;
  JsonTrace trace(out, kHeader);
  stage.attach(trace);
  play(stage);
  CHECK(trace.finish());
  return out.str();
}

std::vector<boost::json::object> lines_of(const std::string& trace) {
  std::vector<boost::json::object> lines;
  std::istringstream in(trace);
  for (std::string line; std::getline(in, line);)
    lines.push_back(boost::json::parse(line).as_object());
  return lines;
}

boost::json::object event_of(const std::string& trace, std::string_view kind) {
  for (const boost::json::object& line : lines_of(trace))
    if (line.contains("kind") && line.at("kind") == boost::json::value(kind)) return line;
  FAIL("no " << kind);
  return {};
}

std::string text(const boost::json::value& value) { return boost::json::serialize(value); }

std::vector<std::string> laws_broken_by(const std::string& trace) {
  std::istringstream in(trace);
  std::vector<std::string> laws;
  for (const BrokenLaw& broken : broken_laws(in)) {
    UNSCOPED_INFO(broken.law << " line " << broken.line << ": " << broken.sentence);
    laws.emplace_back(broken.law);
  }
  return laws;
}

using Laws = std::vector<std::string>;

TEST_CASE("equal runs give equal bytes", "[report]") {
  CHECK(trace_of(document_example) == trace_of(document_example));
}

TEST_CASE("the document's example keeps all laws and the schema", "[report]") {
  const std::string trace = trace_of(document_example);

  CHECK(laws_broken_by(trace) == Laws{});
  CHECK(TraceSchemaCheck().first_invalid(trace) == 0);
}

TEST_CASE("the reassignment of the example says all there is to say", "[report]") {
  const auto event = event_of(trace_of(document_example), "gio.instance_reassigned");

  CHECK(event.at("machine") == "target");
  CHECK(event.at("boot") == 1);
  CHECK(event.at("t") == 4'000'000);
  CHECK(event.at("clock") == 1'007'000'000);
  CHECK(event.at("phase") == "init");
  CHECK(event.at("comp") == "GIO");
  CHECK(event.at("label") == "lan2→0");
  CHECK(event.at("subject") == "0/4/2/0");
  CHECK(event.at("rule") == "A3");
  CHECK(event.at("msg") == "0/4/2/0 gives up lan2 for lan0, reserved for its MAC.");
  CHECK(text(event.at("delta")) ==
        R"([{"table":"node","key":"0/4/2/0","field":"instance","before":2,"after":0},)"
        R"({"table":"reservation","key":"lan 0","field":"state","before":"reserved",)"
        R"("after":"reassigned"},)"
        R"({"table":"reservation","key":"lan 0","field":"holder","before":null,)"
        R"("after":"0/4/2/0"},)"
        R"({"table":"ioconfig","key":"0/4/2/0 lan","field":"instance","before":2,"after":0}])");
  CHECK(text(event.at("decision").as_object().at("considered")) ==
        R"([{"v":0,"ok":true,"why":"reserved for this very MAC address","code":"match"},)"
        R"({"v":2,"ok":false,"why":"its initial instance, which gives way to the reserved one",)"
        R"("code":"superseded"}])");
  // The facts that wrote the reservation, and the node as it was.
  CHECK(text(event.at("links")) == "[33,42]");
  CHECK(text(event.at("span").as_object().at("ph")) == R"("end")");
}

TEST_CASE("keys stand in their declared order", "[report]") {
  const auto event = event_of(trace_of(document_example), "gio.instance_kept");
  std::string keys;
  for (const auto& [key, value] : event) keys += std::string(key) + " ";
  CHECK(keys ==
        "type seq t machine boot phase comp actor kind label subject cause links span rule msg "
        "weight delta decision fields clock ");
}

TEST_CASE("of a lesson the header says goal and summary", "[report]") {
  const auto header_with = [](const std::optional<HeaderLesson>& lesson) {
    std::ostringstream out;
    TraceHeader header = kHeader;
    header.lesson = lesson;
    JsonTrace trace(out, header);
    CHECK(trace.finish());
    return lines_of(out.str()).front();
  };
  const auto taught = header_with(
      HeaderLesson{.number = 3, .title = "Reserve", .goal = "Say why.", .before = "", .summary = "So.", .ask = {"a"}});
  CHECK(text(taught.at("lesson")) ==
        R"({"number":3,"title":"Reserve","goal":"Say why.","summary":"So.","ask":["a"]})");
  CHECK_FALSE(header_with(std::nullopt).contains("lesson"));
}

TEST_CASE("a run of candidates is written as a run", "[report]") {
  const auto event =
      event_of(trace_of([](Stage& stage) {
                 Actor(stage, "target")
                     .powers_on()
                     .scans("0/4/1/0", Instance{18}, AssignedBy::lowest_free,
                            {{Instance{0}, Instance{17}, CandidateCode::held},
                             {Instance{18}, Instance{18}, CandidateCode::first_free},
                             {Instance{19}, Instance{19}, CandidateCode::not_first}});
               }),
               "gio.instance_assigned");
  const auto& considered = event.at("decision").as_object().at("considered").as_array();
  CHECK(considered[0].as_object().at("v") == "0..17");
  CHECK(considered[1].as_object().at("v") == 18);
  CHECK(considered[2].as_object().at("foil") == true);
}

TEST_CASE("phases follow the boot, and each machine has its own", "[report]") {
  std::string phases;
  for (const auto& line : lines_of(trace_of(document_example)))
    if (line.contains("phase") &&
        !phases.ends_with(std::string(line.at("phase").as_string()) + " "))
      phases += std::string(line.at("phase").as_string()) + " ";
  CHECK(
      phases ==
      "power_on krs scan init rc running shutdown off power_on krs reserve scan init rc running ");
}

TEST_CASE("a power cut in the middle of an init keeps the laws", "[report]") {
  const std::string trace = trace_of([](Stage& stage) {
    Actor target(stage, "target");
    target.powers_on().scans("0/4/1/0", kLan0).learns("0/4/1/0", kLan0, kMacA);
    target.powers_off(PowerOff::power_cut);
    target.wait(5ms).powers_on().scans("0/4/1/0", kLan0, AssignedBy::record);
    target.learns("0/4/1/0", kLan0, kMacA).says(InitFailed{"0/4/1/0", InitStage::late});
  });

  CHECK(laws_broken_by(trace) == Laws{});
  const auto failed = event_of(trace, "hdm.init_failed");
  CHECK(failed.at("span").as_object().at("name") == "init");
  CHECK(failed.at("boot") == 2);
}

TEST_CASE("names that are no UTF-8 and look like markup stay data", "[report]") {
  const std::string trace = trace_of([](Stage& stage) {
    Actor(stage,
          "ma\xFF"
          "ch\"ine\\")
        .says(LogLineWritten{"</script>\x01\xC3"});
  });

  CHECK(laws_broken_by(trace) == Laws{});
  CHECK(TraceSchemaCheck().first_invalid(trace) == 0);
  CHECK(event_of(trace, "rc.log_line_written").at("machine") ==
        "ma\xEF\xBF\xBD"
        "ch\"ine\\");
}

TEST_CASE("a stream that fails is noticed", "[report]") {
  std::ofstream full("/dev/full");
  REQUIRE(full);
  Stage stage;
  JsonTrace trace(full, kHeader);
  stage.attach(trace);

  document_example(stage);

  CHECK_FALSE(trace.finish());
  CHECK(trace.failed());
}

// ---- The laws have teeth -----------------------------------------------------------------------

std::string with(std::string trace, std::string_view what, std::string_view instead) {
  const std::size_t at = trace.find(what);
  REQUIRE(at != std::string::npos);
  return trace.replace(at, what.size(), instead);
}

std::string without_line(const std::string& trace, std::string_view containing) {
  const std::size_t at = trace.find(containing);
  REQUIRE(at != std::string::npos);
  const std::size_t begin = trace.rfind('\n', at) + 1, end = trace.find('\n', at) + 1;
  return trace.substr(0, begin) + trace.substr(end);
}

bool breaks(const std::string& trace, std::string_view law) {
  const Laws broken = laws_broken_by(trace);
  return std::ranges::find(broken, law) != broken.end();
}

TEST_CASE("each law is broken by a trace that is wrong in its way", "[report]") {
  const std::string good = trace_of(document_example);

  CHECK(breaks(with(good, R"("seq":5,)", R"("seq":6,)"), "T1"));
  CHECK(breaks(with(good, R"("seq":12,"t":2000000)", R"("seq":12,"t":1)"), "T1"));
  CHECK(breaks(with(good, R"("events":70)", R"("events":71)"), "T1"));
  CHECK(breaks(with(good, R"("cause":4,)", R"("cause":40,)"), "T2"));
  CHECK(breaks(with(good, R"("links":[33,42])", R"("links":[33,99])"), "T2"));
  CHECK(breaks(with(good, R"("before":2,"after":0)", R"("before":1,"after":0)"), "T3"));
  CHECK(breaks(with(good, R"("field":"mac","before":null,"after":"0x00306E00000B")",
                    R"("field":"mac","before":null,"after":"0x00306E00000C")"),
               "T3"));
  CHECK(
      breaks(with(good, R"("initial":{})", R"("initial":{"target":{"node":{"1":{"instance":0}}}})"),
             "T3"));
  CHECK(breaks(with(good, R"("rule":"A3")", R"("rule":"A9")"), "T5"));
  CHECK(breaks(with(good, "GIO reserves the instance numbers", "GIO conserves the numbers"), "T5"));
  CHECK(breaks(with(good, R"("v":0,"ok":true)", R"("v":0,"ok":false)"), "T6"));
  CHECK(
      breaks(with(good, R"("v":0,"ok":true,"why":"reserved)", R"("v":5,"ok":true,"why":"reserved)"),
             "T6"));
  CHECK(breaks(with(good, R"("id":"reset-11","ph":"end")", R"("id":"reset-99","ph":"end")"), "T7"));
  CHECK(breaks(with(good, R"({"id":"init-9","ph":"begin","name":"init"})",
                    R"({"id":"reset-11","ph":"begin","name":"init"})"),
               "T7"));
  CHECK(breaks(with(good, "0/4/1/0 gets lan1:", "0x00306E00000B gets lan1:"), "T9"));
  CHECK(breaks(with(good, R"("type":"footer")", R"("type":"feet")"), "T10"));
  CHECK(breaks(without_line(good, R"("type":"footer")"), "T10"));
  CHECK(breaks(without_line(good, R"("type":"header")"), "T10"));
  CHECK(breaks(with(good, R"("kind":"gio.scan_ended",)", ""), "T10"));
  CHECK(breaks(with(good, R"("msg":"target is up.",)", ""), "T10"));
  CHECK(breaks("no json\n", "T10"));
}

TEST_CASE("undoing deltas that were never done breaks T4", "[report]") {
  // A row that comes twice: the second `before` is wrong (T3), and undoing removes it too early.
  const std::string good = trace_of(document_example);
  const std::string node =
      R"({"table":"node","key":"0/4/1/0","field":"instance","before":-1,"after":1},)";

  CHECK(breaks(with(good, node, node + node), "T4"));
}

TEST_CASE("the schema refuses what is not a trace", "[report]") {
  const TraceSchemaCheck check;
  const std::string good = trace_of(document_example);
  REQUIRE(check.first_invalid(good) == 0);

  CHECK(check.first_invalid(with(good, R"("comp":"GIO")", R"("comp":"LAN")")) == 4);
  CHECK(check.first_invalid(with(good, R"("seq":3,)", R"("seq":"3",)")) == 4);
  CHECK(check.first_invalid(with(good, R"("rule":"S1",)", "")) == 4);
  CHECK(check.first_invalid(with(good, R"("kind":"krs.loaded")", R"("kind":"krs.lost")")) == 3);
  CHECK(check.first_invalid(with(good, R"("v":0,"ok":true)", R"("v":0,"ok":false)")) == 6);
  CHECK(check.first_invalid(with(good, R"("delta":[],)", R"("delta":[{"table":"node"}],)")) == 2);
  CHECK(check.first_invalid(with(good, R"("engine":"giosim 1",)", "")) == 1);
}

TEST_CASE("docs/TRACE.md is what the tables say", "[report]") {
  std::ifstream file(source_folder() / "docs/TRACE.md");
  REQUIRE(file);
  const std::string page{std::istreambuf_iterator<char>(file), {}};

  CHECK(page == trace_markdown());
}

}  // namespace
}  // namespace giosim::report
