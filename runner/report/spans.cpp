#include "runner/report/spans.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace giosim::report {
namespace {

struct SpanRow {
  std::string_view kind;
  SpanEdge edge;
  std::string_view name;
};

constexpr SpanRow kSpans[] = {
    {ScriptStarted::name, SpanEdge::begin, "script"},
    {ScriptEnded::name, SpanEdge::end, "script"},
    {InitStarted::name, SpanEdge::begin, "init"},
    {InitEnded::name, SpanEdge::end, "init"},
    {InitFailed::name, SpanEdge::end, "init"},
    {ResetStarted::name, SpanEdge::begin, "reset"},
    {ResetEnded::name, SpanEdge::end, "reset"},
    {ReassignAsked::name, SpanEdge::begin, "io_node_reassign_instance"},
    {InstanceReassigned::name, SpanEdge::end, "io_node_reassign_instance"},
    {InstanceKept::name, SpanEdge::end, "io_node_reassign_instance"},
};

// Whose call it is.
std::string owner_of(const Fact& fact, const Telling& telling) {
  if (const auto* script = get_if<ScriptStarted>(&fact)) return script->script;
  if (const auto* script = get_if<ScriptEnded>(&fact)) return script->script;
  return telling.subject;
}

}  // namespace

std::optional<Span> OpenSpans::follow(const sim::Stamped& stamped, const Telling& telling) {
  if (holds_alternative<MachinePoweredOff>(*stamped.fact)) {
    open_.erase(stamped.life->machine);
    return std::nullopt;
  }
  const auto row = std::ranges::find(kSpans, kind_of(*stamped.fact), &SpanRow::kind);
  if (row == std::end(kSpans)) return std::nullopt;

  auto& open = open_[stamped.life->machine];
  const std::pair call(row->name, owner_of(*stamped.fact, telling));
  Span span{row->edge, row->name, fmt::format("{}-{}", row->name, stamped.seq), call.second};
  if (row->edge == SpanEdge::begin) {
    open[call] = span.id;
    return span;
  }
  const auto begun = open.find(call);
  if (begun == open.end()) return std::nullopt;  // a driver that failed before its init began
  span.id = begun->second;
  open.erase(begun);
  if (holds_alternative<InitFailed>(*stamped.fact))
    std::erase_if(open, [&](const auto& inner) { return inner.first.second == call.second; });
  return span;
}

}  // namespace giosim::report
