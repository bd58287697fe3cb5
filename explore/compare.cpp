#include "explore/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "explore/finding_text.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/table_text.hpp"

namespace giosim::explore {
namespace {

using NicKey = std::pair<std::string, HwPath>;

// What one NIC may end up with, the commonest first.
std::string ends_of(const Finding& finding, const NicKey& nic) {
  std::vector<std::pair<std::string, Count>> ends;
  for (const OutcomeFinding& one : finding.outcomes)
    for (const NicEnd& end : one.outcome.nics) {
      if (NicKey(end.machine, end.hw_path) != nic) continue;
      const auto at = std::ranges::find(ends, end.instance, &std::pair<std::string, Count>::first);
      if (at == ends.end())
        ends.emplace_back(end.instance, one.orders);
      else
        at->second += one.orders;
    }
  if (ends.empty()) return "absent";
  std::ranges::stable_sort(ends, [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [name, orders] : ends) {
    text += (text.empty() ? "" : ", ") + name;
    if (ends.size() > 1 && finding.exhausted)
      text += " " + percent_text(share_of(orders, finding.orders));
  }
  return text;
}

std::string fails_text(const Finding& finding) {
  if (!finding.exhausted) return fmt::format("not known: stopped at {}", word_of(finding.found.stop));
  if (finding.failing == 0) return "none";
  return fmt::format("{} ({})", percent_text(share_of(finding.failing, finding.orders)),
                     number_text(finding.failing));
}

std::string broken_text(const Finding& finding) {
  std::set<std::string> ids;
  for (const OutcomeFinding& one : finding.outcomes)
    for (const runner::Failure& failure : one.outcome.failures)
      if (failure.kind == runner::Failure::Kind::invariant) ids.insert(failure.id);
  if (finding.several_with_the_same_faults()) ids.insert("I13");
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text.empty() ? "none" : text;
}

std::map<NicKey, MacAddress> nics_of(const std::vector<Reading>& readings) {
  std::map<NicKey, MacAddress> nics;
  for (const Reading& reading : readings)
    for (const OutcomeFinding& one : reading.finding.outcomes)
      for (const NicEnd& nic : one.outcome.nics) nics[{nic.machine, nic.hw_path}] = nic.mac;
  return nics;
}

}  // namespace

std::string compare_text(const std::vector<Reading>& readings, const runner::Scenario& scenario,
                         runner::Varied varied) {
  std::vector<std::vector<std::string>> rows;
  const auto row = [&](std::string head, const auto& cell) {
    std::vector<std::string>& cells = rows.emplace_back();
    cells.push_back(std::move(head));
    for (const Reading& reading : readings) cells.push_back(cell(reading));
  };
  row("", [](const Reading& reading) { return reading.name; });
  for (const auto& [nic, mac] : nics_of(readings))
    row(nic.first + " " + nic.second.text() + " " + (mac.is_zero() ? "-" : mac.text()),
        [&](const Reading& reading) { return ends_of(reading.finding, nic); });
  row("outcomes", [](const Reading& reading) {
    return std::to_string(reading.finding.outcomes.size());
  });
  row("orders", [](const Reading& reading) { return number_text(reading.finding.orders); });
  row("orders that fail", [](const Reading& reading) { return fails_text(reading.finding); });
  row("invariants broken", [](const Reading& reading) { return broken_text(reading.finding); });
  return report::one_line(scenario.name) + fmt::format(" ({})\n\n", varied.text()) +
         report::table_text(rows, "   ");
}

std::string compare_json(const std::vector<Reading>& readings, const runner::Scenario& scenario,
                         runner::Varied varied) {
  report::JsonWriter json;
  json.open('{')
      .field("schema", "giosim.compare/1")
      .field("name", report::one_line(scenario.name))
      .field("vary", varied.text());
  json.key("readings").open('[');
  for (const Reading& reading : readings) {
    const Finding& finding = reading.finding;
    json.open('{')
        .field("name", reading.name)
        .field("exhausted", finding.exhausted)
        .field("outcomes", static_cast<std::uint64_t>(finding.outcomes.size()))
        .field("orders", finding.orders.str())
        .field("failing_orders", finding.failing.str())
        .field("broken", broken_text(finding));
    json.key("nics").open('[');
    for (const auto& [nic, mac] : nics_of(readings))
      json.open('{')
          .field("machine", nic.first)
          .field("hw_path", nic.second.text())
          .field("ends", ends_of(finding, nic))
          .close('}');
    json.close(']').close('}');
  }
  json.close(']').close('}').end_line();
  return json.text();
}

}  // namespace giosim::explore
