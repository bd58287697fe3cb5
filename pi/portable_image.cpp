#include "pi/portable_image.hpp"

#include <algorithm>

namespace giosim::pi {

// K1, K2: the physical NICs, by the PPA and the factory MAC address that DLPI tells. One that
// has told no MAC address cannot be found again, so it has no entry.
std::vector<Present> PortableImage::nics_present() const {
  std::vector<Present> present;
  for (const dlpi::DlpiInstance& nic : dlpi_.instances())
    if (nic.factory_mac.can_be_a_nic())
      present.push_back({nic.hw_path, kLan, Instance{nic.ppa.number}, nic.driver,
                         {nic.factory_mac}});
  return present;
}

PortableImage::PortableImage(krs::Krs& krs, krs::Tunables& tunables, krs::PiConfig& config,
                             const dlpi::DlpiProvider& dlpi, sim::Disk& disk,
                             const gio::Policies& policies, sim::Trace& trace)
    : krs_(krs),
      tunables_(tunables),
      config_(config),
      dlpi_(dlpi),
      disk_(disk),
      policies_(policies),
      trace_(trace) {}

sim::Task<std::expected<void, sim::DiskError>> PortableImage::enable() {
  tunables_.set(krs::kPortableImage, 1);
  co_return co_await krs_.flush();
}

sim::Task<std::expected<void, sim::DiskError>> PortableImage::disable() {
  tunables_.set(krs::kPortableImage, 0);
  co_return co_await krs_.flush();
}

sim::Task<std::expected<void, sim::DiskError>> PortableImage::save() {
  co_return co_await save_after({});
}

sim::Task<std::expected<void, sim::DiskError>> PortableImage::save_after(std::vector<Move> done) {
  std::vector<krs::PiEntry> entries = config_.entries();
  const std::vector<Present> present = nics_present();
  const PendingMoves pending = read_pending(krs_);
  write_pending(krs_, still_pending(pending, entries, present,
                                    without(moves_of(entries, present, pending), done)));

  Merged merged = merge(std::move(entries), present, policies_);
  const auto count = static_cast<std::int64_t>(merged.entries.size());
  config_.replace(std::move(merged.entries));
  for (EntryDropped& dropped : merged.dropped) trace_.record(std::move(dropped));
  for (EntrySaved& saved : merged.saved) trace_.record(std::move(saved));

  const auto written = co_await flush();
  if (written) trace_.record(ConfigurationSaved{count});
  co_return written;
}

std::expected<void, PiError> PortableImage::add(MacAddress mac, MacAddress equivalent) {
  if (!equivalent.can_be_a_nic()) return std::unexpected(PiError::no_nic_mac);
  std::vector<krs::PiEntry> entries = config_.entries();

  const auto has = [](MacAddress wanted) {
    return [wanted](const krs::PiEntry& entry) { return entry.has(wanted); };
  };
  const auto entry = std::ranges::find_if(entries, has(mac));
  if (entry == entries.end()) return std::unexpected(PiError::unknown_mac);
  const auto other = std::ranges::find_if(entries, has(equivalent));
  if (other == entry) return {};
  if (other != entries.end() &&
      policies_.two_entries_one_mac == gio::TwoEntriesOneMac::refused)
    return std::unexpected(PiError::mac_in_other_entry);

  entry->macs.push_back(equivalent);
  const EquivalentAdded added{entry->device_class, entry->instance, mac, equivalent};
  config_.replace(std::move(entries));
  trace_.record(added);
  return {};
}

std::expected<void, PiError> PortableImage::remove(std::optional<MacAddress> mac) {
  std::vector<krs::PiEntry> entries = config_.entries();
  std::vector<EntryDropped> dropped;
  const auto drop = [&](const krs::PiEntry& entry, MacAddress its_mac) {
    dropped.push_back({entry.hw_path, entry.device_class, entry.instance, its_mac,
                       EntryFate::removed});
  };

  if (mac) {
    const auto entry = std::ranges::find_if(
        entries, [mac](const krs::PiEntry& candidate) { return candidate.has(*mac); });
    if (entry == entries.end()) return std::unexpected(PiError::unknown_mac);
    drop(*entry, *mac);
    // The NIC's own address is what the entry is about; an equivalent only widens it.
    if (entry->macs.front() == *mac)
      entries.erase(entry);
    else
      std::erase(entry->macs, *mac);
  } else {
    for (const krs::PiEntry& entry : entries) drop(entry, entry.macs.front());
    entries.clear();
  }

  config_.replace(std::move(entries));
  for (EntryDropped& fact : dropped) trace_.record(std::move(fact));
  return {};
}

sim::Task<std::expected<void, sim::DiskError>> PortableImage::flush() {
  if (policies_.flush == gio::Flush::krsd) co_return std::expected<void, sim::DiskError>{};
  co_return co_await krs_.flush();
}

}  // namespace giosim::pi
