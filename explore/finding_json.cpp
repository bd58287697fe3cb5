#include "explore/finding_text.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::explore {
namespace {

using report::JsonWriter;
using report::one_line;

void write(JsonWriter& json, const OutcomeFinding& one, const Finding& finding,
           const Asked& asked) {
  json.open('{').field("passed", one.outcome.passed);
  if (finding.exhausted) json.field("orders", one.orders.str()).field("share", percent_text(one.share));
  json.field("choices", sim::to_string(one.list.choices))
      .field("shortest", one.list.shortest)
      .field("replay", one_line(replay_command(asked, one.list.choices)));
  if (!one.outcome.faults.empty()) json.field("faults", one_line(one.outcome.faults));
  json.key("nics").open('[');
  for (const NicEnd& nic : one.outcome.nics)
    json.open('{')
        .field("machine", one_line(nic.machine))
        .field("hw_path", nic.hw_path.text())
        .field("mac", nic.mac.is_zero() ? std::string() : nic.mac.text())
        .field("instance", nic.instance)
        .field("dlpi", nic.shown)
        .close('}');
  json.close(']').key("saved").open('[');
  for (const std::string& line : one.outcome.saved) json.value(one_line(line));
  json.close(']').key("failures").open('[');
  for (const runner::Failure& failure : one.outcome.failures)
    json.open('{')
        .field("id", failure.id)
        .field("line", static_cast<std::int64_t>(failure.where.line))
        .field("sentence", one_line(failure.sentence))
        .close('}');
  json.close(']').close('}');
}

}  // namespace

std::string to_json(const Finding& finding, const runner::Scenario& scenario, const Asked& asked) {
  const Found& found = finding.found;
  JsonWriter json;
  json.open('{')
      .field("schema", "giosim.explore/1")
      .field("file", one_line(asked.file))
      .field("name", one_line(scenario.name))
      .field("vary", asked.varied.text())
      .field("exhausted", finding.exhausted)
      .field("order_independent", finding.one_outcome());
  if (!finding.exhausted) json.field("stopped_at", word_of(found.stop));
  if (finding.exhausted)
    json.field("orders", finding.orders.str()).field("failing_orders", finding.failing.str());
  json.field("states", found.states).field("runs", found.runs).field("steps", found.steps);
  if (asked.timings)
    json.field("elapsed_ns", std::int64_t{found.took.count()}).field("bytes", found.bytes);
  json.key("outcomes").open('[');
  for (const OutcomeFinding& one : finding.outcomes) write(json, one, finding, asked);
  json.close(']');
  if (finding.parting)
    json.key("parting")
        .open('{')
        .field("common_steps", std::uint64_t{finding.parting->common})
        .field("first", one_line(finding.parting->first))
        .field("second", one_line(finding.parting->second))
        .close('}');
  if (finding.critical) {
    json.key("critical")
        .open('{')
        .field("step", std::uint64_t{finding.critical->step})
        .field("what", one_line(finding.critical->what))
        .field("failing_before", percent_text(finding.critical->failing_before));
    if (finding.critical->passes)
      json.field("passes", sim::to_string(*finding.critical->passes))
          .field("instead", one_line(finding.critical->instead));
    json.close('}');
  }
  json.close('}').end_line();
  return json.text();
}

}  // namespace giosim::explore
