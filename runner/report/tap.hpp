// TAP, version 14: the Test Anything Protocol.
#pragma once

#include <cstddef>
#include <ostream>

#include "runner/report/case_result.hpp"

namespace giosim::report {

void write_tap_head(std::ostream& out, std::size_t cases);

// `number` counts from 1. An expected failure is a TODO, a case that was not run is a SKIP.
void write_tap(std::ostream& out, std::size_t number, const CaseResult& result);

}  // namespace giosim::report
