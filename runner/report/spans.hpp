// Spans: which pairs of facts are the beginning and the end of one call.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/fact.hpp"
#include "runner/report/narrator.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

enum class SpanEdge { begin, end };

struct Span {
  SpanEdge edge = SpanEdge::begin;
  std::string_view name;  // "init", "reset", "io_node_reassign_instance", "script"
  std::string id;         // "reset-14": the same at both ends, and in no other span of the run
  std::string owner;      // whose call it is: a H/W path, a script
};

// The calls that have begun and not yet ended. A failed init ends every call of its node, the end of
// its power those of a machine.
class OpenSpans {
 public:
  // To be called once for each fact. Nothing: it is neither the beginning nor the end of a call.
  std::optional<Span> follow(const sim::Stamped& stamped, const Telling& telling);

 private:
  // Machine, then the call's name and whose call it is -> its id.
  std::map<std::string, std::map<std::pair<std::string_view, std::string>, std::string>> open_;
};

}  // namespace giosim::report
