// Spans: which pairs of facts are the beginning and the end of one call.
#pragma once

#include <string>
#include <string_view>

#include "base/fact.hpp"
#include "base/row.hpp"

namespace giosim::report {

enum class SpanEdge { none, begin, end };

struct Span {
  SpanEdge edge = SpanEdge::none;
  std::string_view name;  // "init", "reset", "io_node_reassign_instance", "script"
};

Span span_of(const Fact& fact);

// A failed init ends every call of its node that has not ended.
bool cuts_inner_spans(const Fact& fact);

}  // namespace giosim::report
