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

// One kind of fact: a row of docs/TRACE.md, and what `giosim explain` says of it.
struct KindRow {
  std::string_view name;  // "gio.instance_reassigned"
  std::string_view lane;
  std::string_view rule;  // may depend on the data
  std::string fields;     // "`hw_path` (H/W path), `to` (instance)"; may be empty
  std::string example;    // a sentence of the narrator
};
std::vector<KindRow> kind_rows();

// The names of all facts, in the order of base/fact.hpp.
std::vector<std::string_view> event_kinds();

}  // namespace giosim::report
