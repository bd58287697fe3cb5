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

// One reading or algorithm, as the table shows it.
struct Candidate {
  std::string name;
  std::map<NicKey, std::string> ends;  // "lan0 50.00 %, lan1 50.00 %"
  bool exhausted = true;
  std::string why_not;  // "stopped at the bound of runs"
  Count outcomes = 0, orders = 0, failing = 0;
  std::string broken;
};

// What one thing may end up with, and in how many orders; in the order in which it was met.
class Tally {
 public:
  void add(const std::string& end, const Count& orders) {
    const auto at = std::ranges::find(ends_, end, &std::pair<std::string, Count>::first);
    if (at == ends_.end())
      ends_.emplace_back(end, orders);
    else
      at->second += orders;
  }

  // The commonest first; with shares of `all`, unless these are not known.
  std::string text(const Count* all) const {
    auto ends = ends_;
    std::ranges::stable_sort(ends, [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    for (const auto& [name, orders] : ends) {
      text += (text.empty() ? "" : ", ") + name;
      if (ends.size() > 1 && all) text += " " + percent_text(share_of(orders, *all));
    }
    return text;
  }

 private:
  std::vector<std::pair<std::string, Count>> ends_;
};

std::string fails_text(const Candidate& candidate) {
  if (!candidate.exhausted) return "not known: " + candidate.why_not;
  if (candidate.failing == 0) return "none";
  return fmt::format("{} ({})", percent_text(share_of(candidate.failing, candidate.orders)),
                     number_text(candidate.failing));
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

Candidate candidate_of(const Reading& reading) {
  const Finding& finding = reading.finding;
  Candidate candidate;
  candidate.name = reading.name;
  candidate.exhausted = finding.exhausted;
  candidate.why_not = fmt::format("stopped at {}", word_of(finding.found.stop));
  candidate.outcomes = finding.outcomes.size();
  candidate.orders = finding.orders;
  candidate.failing = finding.failing;
  candidate.broken = broken_text(finding);
  std::map<NicKey, Tally> tallies;
  for (const OutcomeFinding& one : finding.outcomes)
    for (const NicEnd& end : one.outcome.nics)
      tallies[{end.machine, end.hw_path}].add(end.instance, one.orders);
  for (const auto& [nic, tally] : tallies)
    candidate.ends[nic] = tally.text(finding.exhausted ? &finding.orders : nullptr);
  return candidate;
}

// Machines have nothing to do with each other here: any order of the one goes with any of the other.
Candidate candidate_of(const Algorithm& algorithm, const std::vector<Situation>& situations) {
  Candidate candidate;
  candidate.name = algorithm.name;
  candidate.broken = "-";
  candidate.outcomes = candidate.orders = 1;
  Count passing = 1;
  for (const Situation& situation : situations) {
    const auto census = census_of(algorithm, situation);
    if (!census) {
      candidate.exhausted = false;
      candidate.why_not = fmt::format("more than {} orders", number_text(kMostOrders));
      continue;
    }
    const Count orders = census->orders;
    candidate.outcomes *= census->outcomes.size();
    candidate.orders *= orders;
    passing *= census->orders - census->failing;
    for (std::size_t nic = 0; nic < situation.nics.size(); ++nic) {
      Tally tally;
      for (const auto& [ends, count] : census->outcomes)
        tally.add(name_of(algorithm, ends[nic]), count);
      candidate.ends[{situation.machine, situation.nics[nic].hw_path}] = tally.text(&orders);
    }
  }
  candidate.failing = candidate.orders - passing;
  return candidate;
}

std::map<NicKey, MacAddress> nics_of(const Comparison& comparison) {
  std::map<NicKey, MacAddress> nics;
  for (const Situation& situation : comparison.situations)
    for (const Situation::Nic& nic : situation.nics)
      nics[{situation.machine, nic.hw_path}] = nic.mac;
  for (const Reading& reading : comparison.readings)
    for (const OutcomeFinding& one : reading.finding.outcomes)
      for (const NicEnd& nic : one.outcome.nics) nics[{nic.machine, nic.hw_path}] = nic.mac;
  return nics;
}

std::string end_of(const Candidate& candidate, const NicKey& nic) {
  const auto found = candidate.ends.find(nic);
  return found == candidate.ends.end() ? "absent" : found->second;
}

std::vector<Candidate> candidates_of(const Comparison& comparison) {
  std::vector<Candidate> candidates;
  for (const Reading& reading : comparison.readings) candidates.push_back(candidate_of(reading));
  for (const Algorithm* other : comparison.others)
    candidates.push_back(candidate_of(*other, comparison.situations));
  return candidates;
}

using Rows = std::vector<std::vector<std::string>>;

Rows on_its_side(const Rows& rows) {
  Rows columns(rows.front().size());
  for (std::size_t at = 0; at < columns.size(); ++at)
    for (const auto& row : rows) columns[at].push_back(row[at]);
  return columns;
}

std::string legend_of(const std::vector<const Algorithm*>& others) {
  if (others.empty()) return {};
  Rows rows;
  for (const Algorithm* other : others)
    rows.push_back({std::string(other->name),
                    fmt::format("{} ({})", other->sentence, other->like)});
  return "\n" + report::table_text(rows, "   ");
}

}  // namespace

std::string compare_text(const Comparison& comparison, const runner::Scenario& scenario,
                         runner::Varied varied) {
  const std::vector<Candidate> candidates = candidates_of(comparison);
  Rows rows;
  const auto row = [&](std::string head, const auto& cell) {
    std::vector<std::string>& cells = rows.emplace_back();
    cells.push_back(std::move(head));
    for (const Candidate& candidate : candidates) cells.push_back(cell(candidate));
  };
  row("", [](const Candidate& candidate) { return candidate.name; });
  for (const auto& [nic, mac] : nics_of(comparison))
    row(nic.first + " " + nic.second.text() + " " + (mac.is_zero() ? "-" : mac.text()),
        [&](const Candidate& candidate) { return end_of(candidate, nic); });
  row("outcomes", [](const Candidate& candidate) { return number_text(candidate.outcomes); });
  row("orders", [](const Candidate& candidate) { return number_text(candidate.orders); });
  row("orders that fail", [](const Candidate& candidate) { return fails_text(candidate); });
  row("invariants broken", [](const Candidate& candidate) { return candidate.broken; });
  return report::one_line(scenario.name) + fmt::format(" ({})\n\n", varied.text()) +
         report::table_text(comparison.others.empty() ? rows : on_its_side(rows), "   ") +
         legend_of(comparison.others);
}

std::string compare_json(const Comparison& comparison, const runner::Scenario& scenario,
                         runner::Varied varied) {
  report::JsonWriter json;
  const auto write = [&](const Candidate& candidate) {
    json.open('{')
        .field("name", candidate.name)
        .field("exhausted", candidate.exhausted)
        .field("outcomes", static_cast<std::uint64_t>(candidate.outcomes))
        .field("orders", candidate.orders.str())
        .field("failing_orders", candidate.failing.str())
        .field("broken", candidate.broken);
    json.key("nics").open('[');
    for (const auto& [nic, mac] : nics_of(comparison))
      json.open('{')
          .field("machine", nic.first)
          .field("hw_path", nic.second.text())
          .field("ends", end_of(candidate, nic))
          .close('}');
    json.close(']').close('}');
  };
  json.open('{')
      .field("schema", "giosim.compare/1")
      .field("name", report::one_line(scenario.name))
      .field("vary", varied.text());
  json.key("readings").open('[');
  for (const Reading& reading : comparison.readings) write(candidate_of(reading));
  json.close(']').key("others").open('[');
  for (const Algorithm* other : comparison.others)
    write(candidate_of(*other, comparison.situations));
  json.close(']').close('}').end_line();
  return json.text();
}

}  // namespace giosim::explore
