#include "runner/report/lecture.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "runner/report/lecture_text.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/question.hpp"
#include "tests/runner/lectures.hpp"

using Catch::Contains;

namespace giosim::report {
namespace {

// All tables of the machines, as one text.
std::string all_tables(const LectureState& state) {
  std::string text;
  for (const std::string machine : {"source", "target"})
    for (const std::string table : {"node", "ioconfig", "reservation", "entry", "tunable", "ilan",
                                    "hdm", "dlpi", "net", "logical", "system"})
      for (const auto& [key, cells] : state.table(machine, table)) {
        text += machine + table + key;
        for (const auto& [field, cell] : cells) text += field + text_of(cell);
      }
  return text;
}

}  // namespace

TEST_CASE("the state is the same whether it is folded forwards or backwards", "[lecture]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  LectureState state(lecture);
  std::vector<std::string> forwards;
  for (std::uint64_t seq = 0; seq <= lecture.steps().size(); ++seq) {
    state.go_to(seq);
    forwards.push_back(all_tables(state));
  }

  for (std::uint64_t seq = lecture.steps().size() + 1; seq-- > 0;) {
    state.go_to(seq);
    CHECK(all_tables(state) == forwards[seq]);
  }
  CHECK(forwards.front().empty());
  CHECK_FALSE(forwards.back().empty());
}

TEST_CASE("a step knows its rule, its causes, its changes and its decision", "[lecture]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  const LectureStep& step = first_of(lecture, "gio.instance_reassigned");

  CHECK(lecture.step(step.cause).kind == "ilan.reassign_asked");
  CHECK(step.weight == Weight::decision);
  REQUIRE(lecture.rule(step.rule));
  CHECK_THAT(lecture.rule(step.rule)->quote, Contains("returns the matching instance number"));
  REQUIRE(step.decision);
  CHECK(step.decision->chosen().value == "0");

  LectureState state(lecture);
  state.go_to(step.seq - 1);
  CHECK(number_in(*state.row("target", "node", "0/4/2/0"), "instance") == 2);
  state.go_to(step.seq);
  CHECK(number_in(*state.row("target", "node", "0/4/2/0"), "instance") == 0);
}

// "entry lan 0" for each change of the steps of this kind.
std::vector<std::string> rows_changed(const std::string& scenario, const std::string& kind) {
  const Lecture lecture = lecture_of(scenario);
  std::vector<std::string> rows;
  for (const LectureStep& step : lecture.steps())
    if (step.kind == kind)
      for (const StepChange& change : step.changes) rows.push_back(change.table + ' ' + change.key);
  return rows;
}

TEST_CASE("a change stands at the step whose sentence names it", "[lecture]") {
  using Rows = std::vector<std::string>;
  const std::string example = "basic/document_example.yaml";
  CHECK(rows_changed(example, "gio.instance_reserved") == Rows{"reservation lan 0"});
  CHECK(rows_changed(example, "gio.record_freed") == Rows{"ioconfig 0/1/1/0 lan"});
  CHECK(rows_changed(example, "pi.entry_saved") ==
        Rows{"entry lan 0", "entry lan 0", "entry lan 1"});
  CHECK(rows_changed("basic/entry_removed.yaml", "pi.entry_dropped") == Rows{"entry lan 1"});
  // lan1's entry becomes lan2's.
  const Rows renumbered = rows_changed("basic/flag_missing_on_target.yaml", "pi.entry_saved");
  REQUIRE(renumbered.size() >= 2);
  CHECK(Rows(renumbered.end() - 2, renumbered.end()) == Rows{"entry lan 2", "entry lan 1"});
}

TEST_CASE("what a step changed is marked in the tables", "[lecture]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  const LectureStep& step = first_of(lecture, "gio.instance_reassigned");
  LectureState state(lecture);
  state.go_to(step.seq);

  std::string text;
  for (const std::string& line : state_lines(lecture, state, step)) text += line + '\n';

  CHECK_THAT(text, Contains("[2 → 0]"));
  CHECK_THAT(text, Contains("[reserved → reassigned]"));
  CHECK_THAT(text, Contains("0/4/1/0 lan      1\n"));  // nothing happened to it
}

TEST_CASE("a line of a log that a sentence cuts off stands below it, whole", "[lecture]") {
  const Lecture lecture = lecture_of("teaching/08_duplicates.yaml");
  const LectureStep& step = first_of(lecture, "rc.log_line_written");
  REQUIRE(step.sentence.ends_with("…"));
  std::string text;
  for (const std::string& line : step_lines(lecture, step)) text += line + '\n';
  CHECK_THAT(text, Contains("another NIC has the entry."));
}

TEST_CASE("no line of a lecture is wider than the screen", "[lecture]") {
  for (const std::string file : {"basic/document_example.yaml", "hazards/first_to_ask.yaml"}) {
    const Lecture lecture = lecture_of(file);
    for (const LectureStep& step : lecture.steps())
      for (const std::string& line : why_lines(lecture, step)) {
        INFO(line);
        CHECK(characters(line) <= 80);
      }
  }
}

TEST_CASE("a question is a decision between several numbers. The run knows the answer",
          "[lecture][question]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  const LectureStep& first = lecture.step(55);
  REQUIRE(first.kind == "gio.instance_assigned");  // 0 reserved, 1 held, 2 chosen

  CHECK(is_question(first));
  CHECK(is_question(lecture.step(15)));  // the tunable is off: also then
  CHECK_FALSE(is_question(lecture.step(1)));

  CHECK(number_answered(first, "lan2") == 2);
  CHECK(number_answered(first, "2") == 2);
  CHECK_FALSE(number_answered(first, "next"));
  CHECK_FALSE(number_answered(first, "lan"));
  CHECK_FALSE(number_answered(first, "2x"));

  CHECK(judged(first, 2).right);
  CHECK(judged(first, 2).sentence == "Right. lan2: the lowest number left.");
  CHECK_FALSE(judged(first, 0).right);
  CHECK(judged(first, 0).sentence ==
        "No, not lan0: reserved for a saved MAC address. It is lan2: the lowest number left.");
  CHECK_THAT(judged(first, 1).sentence, Contains("another device has it"));
  CHECK_THAT(judged(first, 9).sentence, Contains("a lower number comes first"));
  CHECK(solution(first) == "It is lan2: the lowest number left.");
}

TEST_CASE("a trace that is none is refused with its line", "[lecture]") {
  const auto refused = [](const std::string& text) {
    std::istringstream in(text);
    const auto lecture = Lecture::read(in);
    REQUIRE_FALSE(lecture);
    return lecture.error();
  };
  const std::string trace = trace_of(of_the_tree("basic/document_example.yaml"));
  CHECK_THAT(refused(""), Contains("it is empty"));
  CHECK_THAT(refused("rubbish\n"), Contains("line 1: no JSON"));
  CHECK_THAT(refused("[]\n"), Contains("line 1: it is no object"));
  CHECK_THAT(refused(trace.substr(0, trace.rfind("{\"type\":\"footer\""))), Contains("footer"));

  const std::size_t second = trace.find('\n') + 1, third = trace.find('\n', second) + 1;
  CHECK_THAT(refused(trace.substr(second)), Contains("line 1: it comes before a header"));
  CHECK_THAT(refused(trace.substr(0, second) + trace.substr(third)),
             Contains("line 2: it is event 2; expected event 1"));
}

}  // namespace giosim::report
