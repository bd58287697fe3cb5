#include "runner/report/story.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <sstream>

#include "runner/report/comparison.hpp"
#include "runner/report/json_trace.hpp"
#include "runner/report/trace_schema.hpp"
#include "tests/runner/report/stage.hpp"

namespace giosim::report {
namespace {

template <class Play>
Story story_of(Play&& play) {
  Stage stage;
  StoryTeller teller;
  stage.attach(teller);
  play(stage);
  return teller.take();
}

std::string trace_of(const std::function<void(Stage&)>& play) {
  std::ostringstream out;
  Stage stage;
  JsonTrace trace(out, {.engine = "giosim 1", .scenario = "a", .source = "a.yaml",
                        .scenario_text = "", .choices = "", .policies = {}});
  stage.attach(trace);
  play(stage);
  trace.finish();
  return out.str();
}

template <class AnyFact>
StoryFact fact(const AnyFact& fact) {
  return story_fact("target", 1, sim::Time(), fact);
}

const HwPath kHere("0/4/1/0");

TEST_CASE("a fact belongs to the device that it names first", "[report]") {
  CHECK(fact(InstanceAssigned{kHere, kLan, Instance{1}, AssignedBy::record, {}}).device == "0/4/1/0");
  CHECK(fact(InstanceReserved{kLan, Instance{0}, kHere, {kMacA}}).device == "lan0");
  CHECK(fact(InterfaceMissing{"lan18"}).device == "lan18");
  CHECK(fact(ScanEnded{2}).device == "");
}

TEST_CASE("a line names instances as interfaces, and nothing that is not there", "[report]") {
  using Lines = std::vector<std::string>;
  CHECK(fact(InstanceReassigned{kHere, kLan, kMacA, Instance{1}, Instance{0}, "0/1/1/0", {}}).lines ==
        Lines{"gio.instance_reassigned lan1 -> lan0, mac 0x00306E00000A, formerly_at 0/1/1/0"});
  CHECK(fact(DlpiPpaSet{kHere, Ppa{1}, Ppa{0}}).lines == Lines{"dlpi.ppa_set            lan1 -> lan0"});
  CHECK(fact(TunableSet{"gio_portable_image", 0, 1}).lines ==
        Lines{"krs.tunable_set         tunable gio_portable_image, 0 -> 1"});
  CHECK(fact(NodeStateChanged{kHere, NodeState::claimed, NodeState::no_hw}).lines ==
        Lines{"gio.node_state_changed  CLAIMED -> NO_HW"});
  CHECK(fact(NodeNotClaimed{kHere, kLan, {}}).lines == Lines{"gio.node_not_claimed    class lan"});
  CHECK(fact(BootEnded{}).lines == Lines{"machine.boot_ended"});
  CHECK(fact(CommandEnded{"lanscan", 0, Screen{"one\ntwo\n"}}).lines ==
        Lines{"cmd.ended               command lanscan, exit_code 0", "| one", "| two"});
}

TEST_CASE("a trace that is read says what the run said", "[report]") {
  const Story heard = story_of(document_example);
  std::istringstream trace(trace_of(document_example));
  const auto read = read_story(trace);

  REQUIRE(read);
  REQUIRE_FALSE(heard.facts.empty());
  REQUIRE_FALSE(heard.nics.empty());
  CHECK(read->nics == heard.nics);
  const Comparison comparison = compare(heard, *read, {});
  CHECK(comparison.same());
  CHECK(comparison.other_times == 0);
}

TEST_CASE("what is no whole trace is refused, with its line", "[report]") {
  const std::string whole = trace_of(document_example);
  const auto error = [](const std::string& text) {
    std::istringstream in(text);
    const auto story = read_story(in);
    return story ? std::string() : story.error();
  };
  const std::size_t second = whole.find('\n') + 1;
  CHECK(error(whole) == "");
  CHECK(error("") == "it is empty; expected the lines of a trace");
  CHECK(error(whole.substr(second)) == "line 1: it comes before a header");
  CHECK(error(whole.substr(0, whole.find_last_of('{'))).find("it ends before its footer") == 0);
  CHECK(error(whole.substr(0, second) + "{\n").find("line 2: no JSON: ") == 0);
  CHECK(error(whole.substr(0, second) + "{\"type\":\"event\"}\n") ==
        "line 2: the field fields is missing");
  std::string later = whole;
  later.replace(later.find("giosim.trace/1"), 14, "giosim.trace/2");
  CHECK(error(later) == "line 1: it is of schema giosim.trace/2; expected giosim.trace/1");
}

TEST_CASE("every topic is what some kinds of facts are about", "[report]") {
  std::set<Topic> used;
  for (const std::string_view kind : event_kinds()) used.insert(topic_of(kind));
  CHECK(used.size() == kWords<Topic>.size());
  REQUIRE(topics().size() == kWords<Topic>.size());
  for (std::size_t i = 0; i < topics().size(); ++i)
    CHECK(topics()[i].topic == static_cast<Topic>(i));
  CHECK(topic_of("gio.instance_kept") == Topic::instances);
  CHECK(topic_of("gio.ioconfig_written") == Topic::disk);
  CHECK(topic_of("rc.log_line_written") == Topic::log);
}

TEST_CASE("0/2 comes before 0/10", "[report]") {
  const NaturalLess less;
  CHECK(less("0/2/1/0", "0/10/1/0"));
  CHECK_FALSE(less("0/10/1/0", "0/2/1/0"));
  CHECK(less("lan9", "lan10"));
  CHECK(less("lan1", "lan1/0"));
  CHECK_FALSE(less("lan1", "lan1"));
  CHECK(less("", "lan0"));
}

}  // namespace
}  // namespace giosim::report
