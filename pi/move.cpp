#include "pi/move.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

namespace giosim::pi {
namespace {

using EntryOf = std::map<Instance, const krs::PiEntry*>;

EntryOf by_instance(const std::vector<krs::PiEntry>& entries) {
  EntryOf entry_of;
  for (const krs::PiEntry& entry : entries)
    if (entry.device_class == kLan) entry_of.emplace(entry.instance, &entry);
  return entry_of;
}

// The entry of this instance, if it is about a NIC with this MAC address.
const krs::PiEntry* entry_with(const EntryOf& entry_of, Instance instance, MacAddress mac) {
  const auto found = entry_of.find(instance);
  return found != entry_of.end() && found->second->has(mac) ? found->second : nullptr;
}

// A driver counts by when it was the newest.
void add_newest(std::vector<DriverName>& drivers, DriverName driver) {
  std::erase(drivers, driver);
  drivers.push_back(driver);
}

std::optional<PendingMove> parse(std::string_view text) {
  PendingMove pending;
  const std::size_t blank = text.find(' ');
  const auto mac = MacAddress::parse(text.substr(0, blank));
  if (blank == std::string_view::npos || !mac || !mac->can_be_a_nic()) return std::nullopt;
  pending.mac = *mac;
  for (text.remove_prefix(blank + 1); !text.empty();) {
    const std::size_t end = std::min(text.find(','), text.size());
    const auto driver = DriverName::parse(text.substr(0, end));
    if (!driver) return std::nullopt;
    add_newest(pending.from, *driver);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (pending.from.empty()) return std::nullopt;
  return pending;
}

std::string text_of(const PendingMove& pending) {
  std::string text = pending.mac.text();
  for (std::size_t i = 0; i < pending.from.size(); ++i)
    text += (i == 0 ? ' ' : ',') + std::string(pending.from[i].view());
  return text;
}

}  // namespace

std::vector<Move> moves_of(const std::vector<krs::PiEntry>& entries,
                           const std::vector<Present>& present, const PendingMoves& pending) {
  const EntryOf entry_of = by_instance(entries);
  std::vector<Move> moves;
  for (const Present& nic : present) {
    const MacAddress mac = nic.macs.front();
    const krs::PiEntry* entry =
        nic.device_class == kLan ? entry_with(entry_of, nic.instance, mac) : nullptr;
    if (!entry) continue;

    Move move{nic.instance, mac, {}, nic.driver};
    const auto waiting = pending.find(nic.instance);
    if (waiting != pending.end() && entry->has(waiting->second.mac))
      move.from = waiting->second.from;
    add_newest(move.from, entry->driver);
    std::erase(move.from, nic.driver);
    if (!move.from.empty()) moves.push_back(std::move(move));
  }
  return moves;
}

std::vector<Move> without(std::vector<Move> moves, const std::vector<Move>& done) {
  std::map<std::pair<Instance, DriverName>, const Move*> done_to;
  for (const Move& move : done) done_to.emplace(std::pair(move.instance, move.to), &move);
  for (Move& move : moves) {
    const auto found = done_to.find({move.instance, move.to});
    if (found == done_to.end()) continue;
    for (const DriverName from : found->second->from) std::erase(move.from, from);
  }
  std::erase_if(moves, [](const Move& move) { return move.from.empty(); });
  return moves;
}

PendingMoves still_pending(const PendingMoves& pending, const std::vector<krs::PiEntry>& entries,
                           const std::vector<Present>& present, const std::vector<Move>& left) {
  const EntryOf entry_of = by_instance(entries);
  std::set<Instance> here;
  for (const Present& nic : present)
    if (nic.device_class == kLan && entry_with(entry_of, nic.instance, nic.macs.front()))
      here.insert(nic.instance);

  PendingMoves now;
  for (const auto& [instance, move] : pending)
    if (!here.contains(instance) && entry_with(entry_of, instance, move.mac))
      now.emplace(instance, move);
  for (const Move& move : left) now.insert_or_assign(move.instance, PendingMove{move.mac, move.from});
  return now;
}

PendingMoves read_pending(const krs::Krs& krs) {
  PendingMoves moves;
  for (const auto& [path, value] : krs.below(kPendingMoves)) {
    const std::string_view number = std::string_view(path).substr(kPendingMoves.size());
    Instance instance;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), instance.number);
    const auto* text = std::get_if<std::string>(&value);
    if (error != std::errc() || end != number.data() + number.size() || !text) continue;
    if (auto move = parse(*text)) moves.emplace(instance, std::move(*move));
  }
  return moves;
}

void write_pending(krs::Krs& krs, const PendingMoves& now) {
  if (read_pending(krs) == now) return;
  krs.erase_below(kPendingMoves);
  for (const auto& [instance, move] : now)
    krs.set(std::string(kPendingMoves) + std::to_string(instance.number), text_of(move),
            krs::Half::persistent_half);
}

}  // namespace giosim::pi
