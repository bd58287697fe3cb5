#include "explore/situation.hpp"

#include <algorithm>

#include "runner/run.hpp"

namespace giosim::explore {
namespace {

// Hears one run, and keeps of each machine what its last boot began with.
class Listener : public sim::TraceSink {
 public:
  void row(const sim::Life& life, sim::RowChange change, const Row& row) override {
    Boot& boot = boots_[life.machine];
    if (boot.loaded || change == sim::RowChange::drop) return;
    if (const auto* entry = get_if<EntryRow>(&row); entry && entry->device_class == kLan)
      boot.entries[entry->instance.number] = {entry->instance.number, entry->hw_path, entry->macs};
    if (const auto* record = get_if<IoconfigRow>(&row); record && record->device_class == kLan)
      boot.records[record->hw_path] = record->instance.number;
  }

  void fact(const sim::Stamped& stamped) override {
    const std::string& machine = stamped.life->machine;
    if (holds_alternative<MachinePoweredOn>(*stamped.fact)) boots_[machine] = {};
    if (holds_alternative<MachinePoweredOff>(*stamped.fact)) boots_.erase(machine);
    const auto found = boots_.find(machine);
    if (found == boots_.end()) return;
    Boot& boot = found->second;
    if (holds_alternative<IoconfigLoaded>(*stamped.fact)) boot.loaded = true;
    if (holds_alternative<ScanEnded>(*stamped.fact)) boot.scanned = true;
    if (const auto* node = get_if<NodeFound>(stamped.fact))
      if (node->device_class == kLan && !boot.scanned) boot.nics[node->hw_path];
    if (const auto* learnt = get_if<MacLearnt>(stamped.fact)) {
      const auto nic = boot.nics.find(learnt->hw_path);
      if (nic != boot.nics.end() && nic->second.is_zero()) nic->second = learnt->mac;
    }
  }

  std::vector<Situation> situations() const {
    std::vector<Situation> all;
    for (const auto& [machine, boot] : boots_) {
      if (boot.nics.empty()) continue;
      Situation& situation = all.emplace_back();
      situation.machine = machine;
      situation.records = boot.records;
      for (const auto& [number, entry] : boot.entries) situation.saved.push_back(entry);
      for (const auto& [hw_path, mac] : boot.nics) situation.nics.push_back({hw_path, mac});
    }
    return all;
  }

 private:
  struct Boot {
    bool loaded = false, scanned = false;
    std::map<std::int32_t, Situation::Saved> entries;
    std::map<HwPath, std::int32_t> records;
    std::map<HwPath, MacAddress> nics;
  };
  std::map<std::string, Boot> boots_;
};

}  // namespace

bool Situation::Saved::has(MacAddress mac) const {
  return std::ranges::find(macs, mac) != macs.end();
}

std::vector<std::size_t> Situation::matching(const Saved& entry) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < nics.size(); ++i)
    if (entry.has(nics[i].mac)) found.push_back(i);
  return found;
}

std::vector<Situation> situations_of(const runner::Scenario& scenario) {
  Listener listener;
  runner::RunOptions options;
  options.sinks = {&listener};
  static_cast<void>(runner::run(scenario, options));
  return listener.situations();
}

}  // namespace giosim::explore
