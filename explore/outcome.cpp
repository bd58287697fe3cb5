#include "explore/outcome.hpp"

#include <algorithm>
#include <map>

#include "runner/problem.hpp"
#include "runner/state_of.hpp"
#include "runner/world.hpp"

namespace giosim::explore {
namespace {

// The rows of the LAN, by H/W path.
class LanRows : public Dump {
 public:
  void row(const Row& row) override {
    if (const auto* node = get_if<NodeRow>(&row)) {
      if (node->device_class == kLan) nodes[node->hw_path] = *node;
    } else if (const auto* hdm = get_if<HdmRow>(&row)) {
      macs[hdm->hw_path] = hdm->mac;
    } else if (const auto* dlpi = get_if<DlpiRow>(&row)) {
      interfaces[dlpi->hw_path] = *dlpi;
    }
  }

  std::map<HwPath, NodeRow> nodes;
  std::map<HwPath, MacAddress> macs;
  std::map<HwPath, DlpiRow> interfaces;
};

void add_nics(Outcome& outcome, const machine::Machine& machine) {
  LanRows rows;
  machine.os()->dump(rows);
  for (const auto& [path, node] : rows.nodes) {
    NicEnd nic{machine.name(), path, {}, "-", "-"};
    if (const auto mac = rows.macs.find(path); mac != rows.macs.end()) nic.mac = mac->second;
    if (node.instance.given()) nic.instance = interface_name(kLan, node.instance);
    if (const auto shown = rows.interfaces.find(path); shown != rows.interfaces.end()) {
      nic.shown = interface_name(kLan, Instance{shown->second.ppa.number});
      if (!shown->second.mac.is_zero()) nic.shown += " " + shown->second.mac.text();
    }
    outcome.nics.push_back(std::move(nic));
  }
}

void add_saved(Outcome& outcome, const machine::Machine& machine) {
  if (!machine.disk()) return;
  for (const krs::PiEntry& entry : runner::saved_entries_of(machine)) {
    std::string line = machine.name() + ": " + interface_name(entry.device_class, entry.instance);
    for (const MacAddress mac : entry.macs) line += " " + mac.text();
    outcome.saved.push_back(std::move(line));
  }
}

}  // namespace

std::string Outcome::text() const {
  std::string text;
  for (const NicEnd& nic : nics)
    text += nic.machine + " " + nic.hw_path.text() + " " + nic.mac.text() + " " + nic.instance +
            " " + nic.shown + "\n";
  for (const std::string& line : saved) text += line + "\n";
  std::vector<std::string> failed;
  for (const runner::Failure& failure : failures) {
    // An invariant's sentence says when it was seen; which one it is decides.
    const bool invariant = failure.kind == runner::Failure::Kind::invariant;
    failed.push_back(invariant ? failure.id : failure.id + " " + failure.sentence);
  }
  std::ranges::sort(failed);
  failed.erase(std::unique(failed.begin(), failed.end()), failed.end());
  for (const std::string& line : failed) text += "failed: " + line + "\n";
  if (!faults.empty()) text += "faults: " + faults + "\n";
  return text;
}

Fingerprint Outcome::fingerprint() const {
  Digest digest;
  digest.add(text());
  return digest.value();
}

Outcome outcome_of(const runner::Scenario& scenario, runner::RunOptions options,
                   const std::function<void(const runner::World&)>& at_end, std::uint64_t& steps) {
  Outcome outcome;
  options.at_end = [&](const runner::World& world) {
    for (const machine::Machine* machine : world.machines()) {
      if (machine->running())
        add_nics(outcome, *machine);
      else
        add_saved(outcome, *machine);
    }
    at_end(world);
  };
  try {
    runner::Verdict verdict = runner::run(scenario, options);
    outcome.failures = std::move(verdict.failures);
    outcome.passed = verdict.passed;
    steps = verdict.events;
  } catch (const runner::ScenarioError& impossible) {
    outcome.passed = false;
    outcome.failures.push_back({runner::Failure::Kind::expectation, runner::Mark(), "step",
                                "a step cannot be done in this order: " +
                                    impossible.problems().sorted().front().sentence});
  }
  return outcome;
}

}  // namespace giosim::explore
