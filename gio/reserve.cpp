// Reserve: rules R1-R5, before any scan.
//
// "When the system is booted up, GIO reserves the instance numbers specified in the PI KRS."
// ("HP-UX IO Infrastructure (IOI)")

#include <algorithm>

#include "base/must.hpp"
#include "gio/gio.hpp"

namespace giosim::gio {

void Gio::reserve(const krs::PiConfig& saved) {
  MUST(tree_.empty());
  if (!tunables_.portable_image()) return;

  MacsByClass honoured;
  const auto entries = saved.read();
  reservations_.expect(entries.size());
  for (const auto& entry : entries) {
    if (!entry) {
      skip({{}, {}, {}, entry.error()});
      continue;
    }
    if (const auto reason = why_skip(*entry, honoured)) {
      skip({entry->device_class, entry->instance, entry->hw_path, *reason});
      continue;
    }
    honour(*entry);
    for (MacAddress mac : entry->macs) {
      const ClassAndMac key(entry->device_class, mac);
      honoured.add(key, key);
    }
  }
  reservations_.all_added();
}

// R4 is nobody's mistake, and comes at every boot.
void Gio::skip(const EntrySkipped& entry) {
  trace_.record(entry);
  if (entry.because != SkipReason::not_replaceable) warnings_.emplace_back(entry);
}

std::optional<SkipReason> Gio::why_skip(const krs::PiEntry& entry,
                                        const MacsByClass& honoured) const {
  const bool class_known = std::ranges::any_of(
      drivers_, [&](const auto& driver) {
        return driver.second.device_class == entry.device_class;
      });
  if (!class_known) return SkipReason::unknown_class;

  const auto driver = drivers_.find(entry.driver);
  if (driver != drivers_.end() && !driver->second.instance_replaceable &&
      policies_.unreplaceable_entry == UnreplaceableEntry::reserves_nothing)
    return SkipReason::not_replaceable;

  const auto numbers = numbers_.find(entry.device_class);
  if (numbers != numbers_.end() &&
      numbers->second.state(entry.instance) == NumberState::reserved)
    return SkipReason::duplicate_instance;

  if (policies_.two_entries_one_mac == TwoEntriesOneMac::refused)
    for (MacAddress mac : entry.macs)
      if (honoured.contains(ClassAndMac(entry.device_class, mac))) return SkipReason::duplicate_mac;
  return std::nullopt;
}

void Gio::honour(const krs::PiEntry& entry) {
  const auto record_at = ioconfig_.path_of(entry.device_class, entry.instance);
  numbers_[entry.device_class].reserve(entry.instance, entry.hw_path);
  const Reservation& reservation = reservations_.add(entry.device_class, entry.instance,
                                                     entry.hw_path, entry.macs);
  if (trace_.listened()) trace_.put(reservations_.row_of(reservation));
  trace_.record(
      InstanceReserved{entry.device_class, entry.instance, entry.hw_path, entry.macs});
  if (record_at && policies_.freed_record == FreedRecord::reservation_listed) {
    ioconfig_.erase(*record_at, entry.device_class);
    trace_.record(RecordFreed{*record_at, entry.device_class, entry.instance});
  }
}

}  // namespace giosim::gio
