#include "runner/report/spans.hpp"

#include <algorithm>

#include "runner/report/narrator.hpp"

namespace giosim::report {
namespace {

struct SpanRow {
  std::string_view kind;
  Span span;
};

constexpr SpanRow kSpans[] = {
    {ScriptStarted::name, {SpanEdge::begin, "script"}},
    {ScriptEnded::name, {SpanEdge::end, "script"}},
    {InitStarted::name, {SpanEdge::begin, "init"}},
    {InitEnded::name, {SpanEdge::end, "init"}},
    {InitFailed::name, {SpanEdge::end, "init"}},
    {ResetStarted::name, {SpanEdge::begin, "reset"}},
    {ResetEnded::name, {SpanEdge::end, "reset"}},
    {ReassignAsked::name, {SpanEdge::begin, "io_node_reassign_instance"}},
    {InstanceReassigned::name, {SpanEdge::end, "io_node_reassign_instance"}},
    {InstanceKept::name, {SpanEdge::end, "io_node_reassign_instance"}},
};

}  // namespace

Span span_of(const Fact& fact) {
  const auto row = std::ranges::find(kSpans, kind_of(fact), &SpanRow::kind);
  return row == std::end(kSpans) ? Span{} : row->span;
}

bool cuts_inner_spans(const Fact& fact) { return std::holds_alternative<InitFailed>(fact); }

}  // namespace giosim::report
