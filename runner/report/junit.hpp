// JUnit XML, as build servers read it: one testcase for each scenario, grouped by folder.
//
// An expected failure is a skipped testcase; a broken file and a bug are errors, the rest failures.
#pragma once

#include <ostream>
#include <span>

#include "runner/report/case_result.hpp"

namespace giosim::report {

void write_junit(std::ostream& out, std::span<const CaseResult> cases);

}  // namespace giosim::report
