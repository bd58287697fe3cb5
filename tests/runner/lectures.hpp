// The lecture of a scenario of the tree, or of a text.
#pragma once

#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "runner/load.hpp"
#include "runner/report/json_trace.hpp"
#include "runner/report/lecture.hpp"
#include "runner/run.hpp"
#include "tests/places.hpp"

namespace giosim::report {

inline std::string trace_of(const runner::Scenario& scenario) {
  std::ostringstream out;
  JsonTrace trace(out, {"giosim", scenario.name, scenario.file, scenario.source, {}, {}});
  runner::RunOptions options;
  options.sinks = {&trace};
  runner::run(scenario, options);
  REQUIRE(trace.finish());
  return out.str();
}

inline runner::Scenario of_the_tree(const std::string& file) {
  return runner::load_scenario((source_folder() / "scenarios" / file).string());
}

inline Lecture lecture_of(const runner::Scenario& scenario) {
  std::istringstream in(trace_of(scenario));
  auto lecture = Lecture::read(in);
  REQUIRE(lecture);
  return std::move(*lecture);
}

inline Lecture lecture_of(const std::string& file) { return lecture_of(of_the_tree(file)); }

inline const LectureStep& first_of(const Lecture& lecture, const std::string& kind) {
  for (const LectureStep& step : lecture.steps())
    if (step.kind == kind) return step;
  FAIL("no " << kind);
  return lecture.steps().front();
}

}  // namespace giosim::report
