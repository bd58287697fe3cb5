// Scenario: the play that a YAML file tells. Plain data; loaded by load.hpp, performed by run.hpp.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gio/policy.hpp"
#include "runner/expect.hpp"
#include "runner/fault.hpp"
#include "runner/lesson.hpp"
#include "runner/machine_spec.hpp"
#include "runner/source_file.hpp"
#include "runner/step.hpp"
#include "runner/vary.hpp"
#include "sim/choices.hpp"

namespace giosim::runner {

struct Scenario {
  std::string name;
  std::string says;  // one sentence: what it shows
  std::vector<std::string> tags;
  std::vector<std::string> rules;  // ids of docs/RULES.md that it is about
  gio::Policies policies;
  sim::ChoiceList choices;
  Varied vary;  // which orders are open in its runs; usually none
  std::optional<std::string> expect_failure;  // why it fails today; it must
  std::vector<std::pair<std::string, wire::SegmentSettings>> networks;
  std::vector<std::pair<std::string, MachineSpec>> machines;  // in the order of the file
  std::vector<Fault> faults;
  std::vector<Step> steps;
  std::vector<Expectation> expectations;  // judged when the last step is over

  std::string file;    // as the user named it
  std::string source;  // its text, for the trace's fingerprint

  std::optional<Lesson> lesson;  // what else it says, as a part of a course
};

}  // namespace giosim::runner
