#include "pi/merge.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "base/table.hpp"
#include "base/table_map.hpp"
#include "gio/number_set.hpp"

namespace giosim::pi {
namespace {

using krs::PiEntry;

using ClassAndMac = std::pair<DeviceClass, MacAddress>;

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
      : winner_(entries.size(), kNone), entry_of_(present.size(), kNone) {
    TableMap<ClassAndMac, std::uint32_t> entry_with;
    for (std::uint32_t e = 0; e < entries.size(); ++e)
      for (MacAddress mac : entries[e].macs)
        entry_with.emplace(ClassAndMac(entries[e].device_class, mac), e);

    for (std::uint32_t p = 0; p < present.size(); ++p) {
      const std::uint32_t* const found =
          entry_with.value(ClassAndMac(present[p].device_class, present[p].macs.front()));
      if (!found) continue;
      const std::uint32_t e = *found;
      entry_of_[p] = e;
      const bool holds_it = present[p].instance == entries[e].instance;
      if (winner_[e] == kNone || holds_it) winner_[e] = p;
    }
  }

  std::optional<std::size_t> winner(std::size_t entry) const {
    return winner_[entry] == kNone ? std::nullopt : std::optional<std::size_t>(winner_[entry]);
  }
  bool unknown(std::size_t nic) const { return entry_of_[nic] == kNone; }
  bool lost(std::size_t nic) const { return !unknown(nic) && winner_[entry_of_[nic]] != nic; }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::vector<std::uint32_t> winner_;    // by entry
  std::vector<std::uint32_t> entry_of_;  // by NIC
};

// Builds the result entry by entry; what was added first has the better right to a MAC address.
class Result {
 public:
  Result(gio::TwoEntriesOneMac two_entries_one_mac, std::size_t old_entries, std::size_t present)
      : one_entry_each_(two_entries_one_mac == gio::TwoEntriesOneMac::refused) {
    merged_.entries.reserve(std::max(old_entries, present));
    merged_.saved.reserve(present);
  }

  bool has_mac(const PiEntry& entry) const {
    return has_mac(entry.device_class, entry.macs.front());
  }
  bool has_instance(const PiEntry& entry) const {
    const auto of_class = instances_.find(entry.device_class);
    return of_class != instances_.end() && of_class->second.contains(entry.instance.number);
  }

  void save(PiEntry entry) {
    if (keep(std::move(entry)))
      merged_.saved.push_back(static_cast<std::uint32_t>(merged_.entries.size() - 1));
  }
  // Drops an entry whose MAC addresses all have another entry by now. The instance can be taken
  // only under a reading that lets two present NICs have one PPA (I15).
  bool keep(PiEntry entry) {
    const MacAddress own = entry.macs.front();
    if (one_entry_each_)
      erase_if(entry.macs, [&](MacAddress mac) {
        return has_mac(entry.device_class, mac);
      });
    if (entry.macs.empty() || has_instance(entry)) {
      drop(entry, own, EntryFate::contested);
      return false;
    }
    for (MacAddress mac : entry.macs) macs_[entry.device_class].add(mac, mac);
    instances_[entry.device_class].insert(entry.instance.number);
    merged_.entries.push_back(std::move(entry));
    return true;
  }
  void drop(const PiEntry& entry, EntryFate fate) { drop(entry, entry.macs.front(), fate); }

  Merged take() {
    std::ranges::sort(merged_.saved, {}, [this](std::uint32_t saved) {
      return merged_.entries[saved].instance;
    });
    return std::move(merged_);
  }

 private:
  bool has_mac(DeviceClass device_class, MacAddress mac) const {
    const auto of_class = macs_.find(device_class);
    return of_class != macs_.end() && of_class->second.contains(mac);
  }
  void drop(const PiEntry& entry, MacAddress mac, EntryFate fate) {
    merged_.dropped.push_back({entry.hw_path, entry.device_class, entry.instance, mac, fate});
  }

  bool one_entry_each_;
  std::map<DeviceClass, Table<MacAddress, Itself>> macs_;
  std::map<DeviceClass, gio::NumberSet> instances_;
  Merged merged_;
};

}  // namespace

Merged merge(std::vector<PiEntry> entries, const std::vector<Present>& present,
             const gio::Policies& policies) {
  const Matches matches(entries, present);
  Result result(policies.two_entries_one_mac, entries.size(), present.size());

  // What is present comes first, and its own MAC address belongs to it. Of two new NICs with one
  // MAC address the first is saved.
  for (std::size_t e = 0; e < entries.size(); ++e)
    if (const auto p = matches.winner(e)) result.save(brought_up_to_date(entries[e], present[*p]));
  for (std::size_t p = 0; p < present.size(); ++p) {
    if (matches.lost(p) || (matches.unknown(p) && result.has_mac(present[p])))
      result.drop(present[p], EntryFate::contested);
    else if (matches.unknown(p))
      result.save(present[p]);
  }

  for (std::size_t e = 0; e < entries.size(); ++e) {
    if (matches.winner(e)) continue;
    if (policies.absent_on_save == gio::AbsentOnSave::drop)
      result.drop(entries[e], EntryFate::absent_dropped);
    else if (result.has_instance(entries[e]))
      result.drop(entries[e], EntryFate::instance_taken);
    else
      result.keep(std::move(entries[e]));
  }
  return result.take();
}

}  // namespace giosim::pi
