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
  std::size_t unknown() const {
    return static_cast<std::size_t>(std::ranges::count(entry_of_, kNone));
  }
  bool lost(std::size_t nic) const { return !unknown(nic) && winner_[entry_of_[nic]] != nic; }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::vector<std::uint32_t> winner_;    // by entry
  std::vector<std::uint32_t> entry_of_;  // by NIC
};

// Settles entry by entry which of them are to be, where they stand: for a million NICs there is no
// room for them twice. What was settled first has the better right to a MAC address.
class Result {
 public:
  Result(gio::TwoEntriesOneMac two_entries_one_mac, std::vector<PiEntry> entries)
      : one_entry_each_(two_entries_one_mac == gio::TwoEntriesOneMac::refused),
        entries_(std::move(entries)),
        fates_(entries_.size(), Fate::dropped) {}

  const PiEntry& operator[](std::size_t entry) const { return entries_[entry]; }
  bool has_mac(const PiEntry& entry) const {
    return has_mac(entry.device_class, entry.macs.front());
  }
  bool has_instance(const PiEntry& entry) const {
    const auto of_class = instances_.find(entry.device_class);
    return of_class != instances_.end() && of_class->second.contains(entry.instance.number);
  }

  // An entry whose NIC is present.
  void save(std::size_t entry, const Present& nic) {
    entries_[entry] = brought_up_to_date(entries_[entry], nic);
    settle(entry, Fate::saved);
  }
  void expect_new(std::size_t nics) {
    entries_.reserve(entries_.size() + nics);
    fates_.reserve(fates_.size() + nics);
  }
  void save_new(const Present& nic) {
    entries_.push_back(nic);
    fates_.push_back(Fate::dropped);
    settle(entries_.size() - 1, Fate::saved);
  }
  // An entry whose NIC is absent.
  void keep(std::size_t entry) { settle(entry, Fate::kept); }
  void drop(const PiEntry& entry, EntryFate fate) { drop(entry, entry.macs.front(), fate); }

  Merged take() {
    merged_.saved.reserve(static_cast<std::size_t>(std::ranges::count(fates_, Fate::saved)));
    std::uint32_t kept = 0;
    for (std::size_t e = 0; e < entries_.size(); ++e) {
      if (fates_[e] == Fate::dropped) continue;
      if (fates_[e] == Fate::saved) merged_.saved.push_back(kept);
      if (kept != e) entries_[kept] = std::move(entries_[e]);
      ++kept;
    }
    entries_.erase(entries_.begin() + kept, entries_.end());
    std::ranges::sort(merged_.saved, {},
                      [this](std::uint32_t saved) { return entries_[saved].instance; });
    merged_.entries = std::move(entries_);
    return std::move(merged_);
  }

 private:
  enum class Fate : std::uint8_t { dropped, kept, saved };

  bool has_mac(DeviceClass device_class, MacAddress mac) const {
    const auto of_class = macs_.find(device_class);
    return of_class != macs_.end() && of_class->second.contains(mac);
  }
  // Drops an entry whose MAC addresses all have another entry by now. The instance can be taken
  // only under a reading that lets two present NICs have one PPA (I15).
  void settle(std::size_t at, Fate fate) {
    PiEntry& entry = entries_[at];
    const MacAddress own = entry.macs.front();
    if (one_entry_each_)
      erase_if(entry.macs, [&](MacAddress mac) { return has_mac(entry.device_class, mac); });
    if (entry.macs.empty() || has_instance(entry)) return drop(entry, own, EntryFate::contested);
    for (MacAddress mac : entry.macs) macs_[entry.device_class].add(mac, mac);
    instances_[entry.device_class].insert(entry.instance.number);
    fates_[at] = fate;
  }
  void drop(const PiEntry& entry, MacAddress mac, EntryFate fate) {
    merged_.dropped.push_back({entry.hw_path, entry.device_class, entry.instance, mac, fate});
  }

  bool one_entry_each_;
  std::vector<PiEntry> entries_;
  std::vector<Fate> fates_;  // by entry
  std::map<DeviceClass, Table<MacAddress, Itself>> macs_;
  std::map<DeviceClass, gio::NumberSet> instances_;
  Merged merged_;
};

}  // namespace

Merged merge(std::vector<PiEntry> entries, const std::vector<Present>& present,
             const gio::Policies& policies) {
  const Matches matches(entries, present);
  const std::size_t known = entries.size();
  Result result(policies.two_entries_one_mac, std::move(entries));

  // What is present comes first, and its own MAC address belongs to it. Of two new NICs with one
  // MAC address the first is saved.
  for (std::size_t e = 0; e < known; ++e)
    if (const auto p = matches.winner(e)) result.save(e, present[*p]);
  result.expect_new(matches.unknown());
  for (std::size_t p = 0; p < present.size(); ++p) {
    if (matches.lost(p) || (matches.unknown(p) && result.has_mac(present[p])))
      result.drop(present[p], EntryFate::contested);
    else if (matches.unknown(p))
      result.save_new(present[p]);
  }

  for (std::size_t e = 0; e < known; ++e) {
    if (matches.winner(e)) continue;
    if (policies.absent_on_save == gio::AbsentOnSave::drop)
      result.drop(result[e], EntryFate::absent_dropped);
    else if (result.has_instance(result[e]))
      result.drop(result[e], EntryFate::instance_taken);
    else
      result.keep(e);
  }
  return result.take();
}

}  // namespace giosim::pi
