#include "pi/merge.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace giosim::pi {
namespace {

using krs::PiEntry;

EntryDropped dropped(const PiEntry& entry, EntryFate fate) {
  return {entry.hw_path, entry.device_class, entry.instance, entry.macs.front(), fate};
}

// The entry as it is to be saved: where and what the NIC is now, its own MAC address first.
PiEntry brought_up_to_date(const PiEntry& entry, const Present& nic) {
  PiEntry now = nic;
  for (MacAddress mac : entry.macs)
    if (!now.has(mac)) now.macs.push_back(mac);
  return now;
}

// For each entry the present NIC that it goes to; NICs that lose a contested entry are dropped.
class Matches {
 public:
  Matches(const std::vector<PiEntry>& entries, const std::vector<Present>& present)
      : winner_(entries.size()), entry_of_(present.size()) {
    std::map<std::pair<DeviceClass, MacAddress>, std::size_t> entry_with;
    for (std::size_t e = 0; e < entries.size(); ++e)
      for (MacAddress mac : entries[e].macs)
        entry_with.try_emplace({entries[e].device_class, mac}, e);

    for (std::size_t p = 0; p < present.size(); ++p) {
      const auto found =
          entry_with.find({present[p].device_class, present[p].macs.front()});
      if (found == entry_with.end()) continue;
      const std::size_t e = found->second;
      entry_of_[p] = e;
      const bool holds_it = present[p].instance == entries[e].instance;
      if (!winner_[e] || holds_it) winner_[e] = p;
    }
  }

  std::optional<std::size_t> winner(std::size_t entry) const { return winner_[entry]; }
  bool unknown(std::size_t nic) const { return !entry_of_[nic]; }
  bool lost(std::size_t nic) const { return entry_of_[nic] && winner_[*entry_of_[nic]] != nic; }

 private:
  std::vector<std::optional<std::size_t>> winner_;    // by entry
  std::vector<std::optional<std::size_t>> entry_of_;  // by NIC
};

}  // namespace

Merged merge(std::vector<PiEntry> entries, const std::vector<Present>& present,
             gio::AbsentOnSave absent_on_save) {
  const Matches matches(entries, present);
  Merged merged;
  std::set<std::pair<DeviceClass, Instance>> taken;
  std::set<std::pair<DeviceClass, MacAddress>> new_macs;

  const auto takes = [&](const PiEntry& entry) {
    return taken.insert({entry.device_class, entry.instance}).second;
  };
  const auto save = [&](PiEntry entry) {
    // Only a reading that breaks I15 lets two present NICs have one instance: the first is saved.
    if (!takes(entry)) {
      merged.dropped.push_back(dropped(entry, EntryFate::contested));
      return;
    }
    merged.saved.push_back({entry.hw_path, entry.device_class, entry.instance, entry.driver,
                            entry.macs.front()});
    merged.entries.push_back(std::move(entry));
  };
  for (std::size_t p = 0; p < present.size(); ++p) {
    // Two new NICs may have one MAC address: the first is saved, or K8 would break.
    const bool double_new =
        matches.unknown(p) &&
        !new_macs.insert({present[p].device_class, present[p].macs.front()}).second;
    if (matches.lost(p) || double_new)
      merged.dropped.push_back(dropped(present[p], EntryFate::contested));
    else if (matches.unknown(p))
      save(present[p]);
  }
  for (std::size_t e = 0; e < entries.size(); ++e)
    if (const auto p = matches.winner(e)) save(brought_up_to_date(entries[e], present[*p]));

  for (std::size_t e = 0; e < entries.size(); ++e) {
    if (matches.winner(e)) continue;
    if (absent_on_save == gio::AbsentOnSave::drop)
      merged.dropped.push_back(dropped(entries[e], EntryFate::absent_dropped));
    else if (!takes(entries[e]))
      merged.dropped.push_back(dropped(entries[e], EntryFate::instance_taken));
    else
      merged.entries.push_back(std::move(entries[e]));
  }
  std::ranges::sort(merged.saved, {}, &EntrySaved::instance);
  return merged;
}

}  // namespace giosim::pi
