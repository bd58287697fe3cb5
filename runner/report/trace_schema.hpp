// What a trace looks like, for programs and for people; generated from the tables that the trace
// itself is written from, so that neither can be out of date.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace giosim::report {

// JSON Schema (draft 2020-12) of one line of a trace.
std::string trace_schema();

// docs/TRACE.md: the lines, every kind of fact with its fields, every table of the state.
std::string trace_markdown();

// The names of all facts, in the order of base/event.hpp.
std::vector<std::string_view> event_kinds();

}  // namespace giosim::report
