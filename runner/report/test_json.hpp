// A test run as one JSON document, schema giosim.test/1; within /1 fields are only added.
#pragma once

#include <ostream>
#include <span>

#include "runner/report/case_result.hpp"

namespace giosim::report {

void write_test_json(std::ostream& out, std::span<const CaseResult> cases);

}  // namespace giosim::report
