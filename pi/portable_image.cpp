#include "pi/portable_image.hpp"

#include <algorithm>

#include "pi/merge.hpp"
#include "pi/software.hpp"

namespace giosim::pi {

std::expected<void, PiError> written(std::expected<void, sim::DiskError> committed) {
  if (!committed) return std::unexpected(error_of(committed.error()));
  return {};
}

PortableImage::PortableImage(krs::Krs& krs, krs::Tunables& tunables, krs::PiConfig& config,
                             dlpi::DlpiProvider& dlpi, sim::Disk& disk, Nettl& nettl,
                             const gio::Policies& policies, sim::Trace& trace)
    : krs_(krs),
      tunables_(tunables),
      config_(config),
      dlpi_(dlpi),
      disk_(disk),
      nettl_(nettl),
      policies_(policies),
      trace_(trace) {}

sim::Task<std::expected<void, PiError>> PortableImage::enable() {
  if (const auto allowed = may_be_enabled(disk_); !allowed) co_return allowed;
  tunables_.set(krs::kPortableImage, 1);
  co_return written(co_await krs_.flush());
}

sim::Task<std::expected<void, PiError>> PortableImage::disable() {
  tunables_.set(krs::kPortableImage, 0);
  co_return written(co_await krs_.flush());
}

void PortableImage::log(LogClass log_class, const Message& message, Ppa about) {
  nettl_.log({.subsystem = std::string(kPiSubsystem),
              .log_class = log_class,
              .device_id = about.number,
              .user_id = 0,  // only root gets here
              .number = message.id.number,
              .text = english(message)});
}

sim::Task<std::expected<Saved, PiError>> PortableImage::save() {
  co_return co_await save_after({});
}

sim::Task<std::expected<Saved, PiError>> PortableImage::save_after(std::vector<Move> done) {
  Saved saved = save_in_krs(done);
  log_warnings(saved);
  const auto flushed = co_await flush();
  if (flushed)
    trace_.record(ConfigurationSaved{saved.entries});
  else
    log_failure(flushed.error());
  const auto logged = co_await nettl_.write();
  saved.warnings_logged = logged.has_value();
  if (!flushed) co_return std::unexpected(flushed.error());
  co_return saved;
}

// In a function of its own: little of this stays while the disk writes.
Saved PortableImage::save_in_krs(const std::vector<Move>& done) {
  NicsPresent nics = nics_present(dlpi_);
  std::vector<krs::PiEntry> entries = config_.entries();
  const PendingMoves pending = read_pending(krs_);
  write_pending(krs_, still_pending(pending, entries, nics.learnt,
                                    without(moves_of(entries, nics.learnt, pending), done)));

  Merged merged = merge(std::move(entries), nics.learnt, policies_);
  nics.learnt = std::vector<Present>();  // the memory of a large machine is fullest here
  if (trace_.listened())
    replace_and_tell(merged);
  else
    config_.replace(merged.entries);
  return {static_cast<std::int64_t>(merged.entries.size()), std::move(nics.not_learnt),
          std::move(merged.dropped), true};
}

void PortableImage::replace_and_tell(const Merged& merged) {
  krs::PiConfig::Replacement replacement(config_, merged.entries);
  for (const EntryDropped& dropped : merged.dropped) {
    replacement.change(dropped.device_class, dropped.instance);
    trace_.record(EntryDropped(dropped));
  }
  for (const std::uint32_t saved : merged.saved) {
    const krs::PiEntry& entry = merged.entries[saved];
    replacement.change(entry.device_class, entry.instance);
    // What no fact names: an entry that goes because its NIC has another number.
    if (saved == merged.saved.back()) replacement.change_the_rest();
    trace_.record(EntrySaved{entry.hw_path, entry.device_class, entry.instance, entry.driver,
                             entry.macs.front()});
  }
  replacement.change_the_rest();
}

void PortableImage::log_warnings(const Saved& saved) {
  for (const NotLearnt& nic : saved.not_learnt)
    log(LogClass::warning, message_of(nic), nic.ppa);
  for (const EntryDropped& dropped : saved.dropped)
    log(LogClass::warning, message_of(dropped), ppa_of(dropped.instance));
}

void PortableImage::log_failure(PiError error) {
  log(LogClass::error, {kNotSaved, {english(message_of(error, {}))}}, Ppa());
}

std::optional<krs::PiEntry> PortableImage::find(MacAddress mac) const {
  for (krs::PiEntry& entry : config_.entries())
    if (entry.has(mac)) return entry;
  return std::nullopt;
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
  config_.replace(entries);
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
      erase_if(entry->macs, [&](MacAddress other) { return other == *mac; });
  } else {
    for (const krs::PiEntry& entry : entries) drop(entry, entry.macs.front());
    entries.clear();
  }

  krs::PiConfig::Replacement replacement(config_, entries);
  for (EntryDropped& fact : dropped) {
    replacement.change(fact.device_class, fact.instance);
    trace_.record(std::move(fact));
  }
  replacement.change_the_rest();
  return {};
}

sim::Task<std::expected<void, PiError>> PortableImage::flush() {
  if (policies_.flush == gio::Flush::krsd) co_return std::expected<void, PiError>{};
  co_return written(co_await krs_.flush());
}

}  // namespace giosim::pi
