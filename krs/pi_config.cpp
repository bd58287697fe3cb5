#include "krs/pi_config.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/must.hpp"

namespace giosim::krs {
namespace {

// The next word of `text`, which is shortened by it.
std::string_view next_word(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

bool by_instance(const PiEntry& a, const PiEntry& b) {
  return std::pair(a.device_class, a.instance) < std::pair(b.device_class, b.instance);
}

bool same_instance(const PiEntry& a, const PiEntry& b) {
  return std::pair(a.device_class, a.instance) == std::pair(b.device_class, b.instance);
}

std::expected<PiEntry, SkipReason> entry_in(const ValueView& value) {
  const auto* text = std::get_if<std::string_view>(&value);
  if (!text) return std::unexpected(SkipReason::unreadable);
  return PiEntry::parse(*text);
}

}  // namespace

bool PiEntry::has(MacAddress mac) const { return std::ranges::find(macs, mac) != macs.end(); }

std::string PiEntry::text() const {
  std::string text = hw_path.text() + ' ' + std::string(device_class.view()) + ' ' +
                     std::to_string(instance.number) + ' ' + std::string(driver.view()) + ' ';
  for (MacAddress mac : macs) text += mac.text() + ',';
  text.pop_back();
  return text;
}

std::expected<PiEntry, SkipReason> PiEntry::parse(std::string_view text) {
  PiEntry entry;

  const auto hw_path = HwPath::parse(next_word(text, ' '));
  if (!hw_path) return std::unexpected(SkipReason::bad_path);
  entry.hw_path = *hw_path;

  const auto device_class = DeviceClass::parse(next_word(text, ' '));
  if (!device_class) return std::unexpected(SkipReason::unknown_class);
  entry.device_class = *device_class;

  const std::string_view number = next_word(text, ' ');
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), entry.instance.number);
  if (error != std::errc() || end != number.data() + number.size() || !entry.instance.given() ||
      entry.instance.number > kMaxInstance)
    return std::unexpected(SkipReason::bad_instance);

  const auto driver = DriverName::parse(next_word(text, ' '));
  if (!driver) return std::unexpected(SkipReason::unreadable);
  entry.driver = *driver;

  while (!text.empty()) {
    const auto mac = MacAddress::parse(next_word(text, ','));
    if (!mac || !mac->can_be_a_nic()) return std::unexpected(SkipReason::bad_mac);
    entry.macs.push_back(*mac);
  }
  if (entry.macs.empty()) return std::unexpected(SkipReason::bad_mac);
  return entry;
}

EntryRow row_of(const PiEntry& entry) {
  return {entry.device_class, entry.instance, entry.hw_path, entry.driver, entry.macs};
}

std::vector<std::expected<PiEntry, SkipReason>> PiConfig::read() const {
  std::vector<std::expected<PiEntry, SkipReason>> entries;
  entries.reserve(stored());
  krs_.for_each_below(kEntries, [&](std::string_view, const ValueView& value) {
    entries.push_back(entry_in(value));
  });
  return entries;
}

std::vector<PiEntry> PiConfig::entries() const {
  std::vector<PiEntry> entries;
  entries.reserve(stored());
  krs_.for_each_below(kEntries, [&](std::string_view, const ValueView& value) {
    if (auto entry = entry_in(value)) entries.push_back(std::move(*entry));
  });
  // They mostly are in this order; a stable sort would copy them all.
  if (!std::ranges::is_sorted(entries, by_instance)) std::ranges::stable_sort(entries, by_instance);
  const auto doubles = std::ranges::unique(entries, same_instance);
  entries.erase(doubles.begin(), doubles.end());
  return entries;
}

std::size_t PiConfig::stored() const {
  std::size_t count = 0;
  krs_.for_each_below(kEntries, [&](std::string_view, const ValueView&) { ++count; });
  return count;
}

void PiConfig::show() const {
  if (!trace_.listened()) return;
  for (const PiEntry& entry : entries()) trace_.put(row_of(entry));
}

void PiConfig::replace(const std::vector<PiEntry>& entries) {
  for (const auto& [key, path] : stale_beside(entries)) {
    krs_.erase(path);
    erased(key);
  }
  for (const PiEntry& entry : entries) set(entry);
}

// The KRS paths that must go when these are all entries.
std::vector<std::pair<PiConfig::Key, std::string>> PiConfig::stale_beside(
    const std::vector<PiEntry>& entries) const {
  std::vector<const PiEntry*> now;
  now.reserve(entries.size());
  for (const PiEntry& entry : entries) now.push_back(&entry);
  const auto entry_at = [](const PiEntry* entry) -> const PiEntry& { return *entry; };
  std::ranges::sort(now, by_instance, entry_at);
  MUST(std::ranges::adjacent_find(now, same_instance, entry_at) == now.end());

  // An entry that cannot be read is not ours to delete; it stays and is skipped at each boot.
  // One that stands at the path of another instance goes, as set() would never put it there.
  std::vector<std::pair<Key, std::string>> stale;
  krs_.for_each_below(kEntries, [&](std::string_view path, const ValueView& value) {
    const auto before = entry_in(value);
    if (!before) return;
    const bool stays = std::ranges::binary_search(now, *before, by_instance, entry_at);
    if (!stays || path != krs_path(*before))
      stale.emplace_back(Key(before->device_class, before->instance), path);
  });
  return stale;
}

void PiConfig::set(const PiEntry& entry) {
  krs_.set(krs_path(entry), entry.text(), Half::persistent_half);
  if (trace_.listened()) trace_.put(row_of(entry));
}

void PiConfig::erased(const Key& key) {
  EntryRow gone;
  std::tie(gone.device_class, gone.instance) = key;
  trace_.drop(gone);
}

PiConfig::Replacement::Replacement(PiConfig& config, const std::vector<PiEntry>& entries)
    : config_(config) {
  for (auto& [key, path] : config_.stale_beside(entries))
    waiting_[key].stale.push_back(std::move(path));
  for (const PiEntry& entry : entries)
    waiting_[Key(entry.device_class, entry.instance)].entry = entry;
}

void PiConfig::Replacement::change(DeviceClass device_class, Instance instance) {
  const auto found = waiting_.find(Key(device_class, instance));
  if (found == waiting_.end()) return;
  perform(found->first, found->second);
  waiting_.erase(found);
}

void PiConfig::Replacement::change_the_rest() {
  for (const auto& [key, change] : std::exchange(waiting_, {})) perform(key, change);
}

void PiConfig::Replacement::perform(const Key& key, const Change& change) {
  for (const std::string& path : change.stale) config_.krs_.erase(path);
  if (change.entry)
    config_.set(*change.entry);
  else
    config_.erased(key);
}

// Zero-padded, so that KRS holds the entries in the order of their instances.
std::string PiConfig::krs_path(const PiEntry& entry) {
  std::string number = std::to_string(entry.instance.number);
  number.insert(0, 8 - std::min<std::size_t>(8, number.size()), '0');
  return std::string(kEntries) + std::string(entry.device_class.view()) + '/' + number;
}

}  // namespace giosim::krs
