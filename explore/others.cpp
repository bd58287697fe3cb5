#include "explore/others.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace giosim::explore {
namespace {

using Number = std::int32_t;

// The lowest number that is neither kept nor held.
Number lowest_free(const std::set<Number>& taken) {
  Number number = 0;
  while (taken.contains(number)) ++number;
  return number;
}

// Who sits where a number is kept for gets it; the others get the lowest free one, as they come.
Ends by_location(const Situation& situation, const std::map<HwPath, Number>& kept, NicOrder order) {
  std::set<Number> taken;
  for (const auto& [hw_path, number] : kept) taken.insert(number);
  Ends ends(situation.nics.size());
  for (const std::size_t nic : order) {
    const auto found = kept.find(situation.nics[nic].hw_path);
    ends[nic] = found == kept.end() ? lowest_free(taken) : found->second;
    taken.insert(ends[nic]);
  }
  return ends;
}

// HP-UX without Portable Image: ioconfig's records, in the order of the scan.
Ends path_only(const Situation& situation, NicOrder discovered, NicOrder) {
  return by_location(situation, situation.records, discovered);
}

// Solaris: the same, but drivers attach in parallel, so who is new gets its number in any order.
Ends path_to_inst(const Situation& situation, NicOrder discovered, NicOrder) {
  return by_location(situation, situation.records, discovered);
}

// FreeBSD: hint.lan.0.at names a place, and a unit that is wired to one goes to nobody else. The
// hints are what an administrator would have written down on the source: the saved entries.
Ends wired_units(const Situation& situation, NicOrder discovered, NicOrder) {
  std::map<HwPath, Number> hints;
  for (const Situation::Saved& entry : situation.saved) hints.emplace(entry.hw_path, entry.number);
  return by_location(situation, hints, discovered);
}

// The kernel of Linux counts as devices are found.
Ends as_found(NicOrder discovered) {
  Ends names(discovered.size());
  for (std::size_t i = 0; i < discovered.size(); ++i) names[discovered[i]] = static_cast<Number>(i);
  return names;
}

std::optional<Number> wanted_by(const Situation& situation, std::size_t nic) {
  for (const Situation::Saved& entry : situation.saved)
    if (entry.has(situation.nics[nic].mac)) return entry.number;
  return std::nullopt;
}

// udev: a name that is taken is not to be had (EEXIST), and nobody tries again.
Ends rename_and_fail(const Situation& situation, NicOrder discovered, NicOrder learnt) {
  Ends names = as_found(discovered);
  for (const std::size_t nic : learnt)
    if (const auto wanted = wanted_by(situation, nic))
      if (std::ranges::find(names, *wanted) == names.end()) names[nic] = *wanted;
  return names;
}

bool has_duplicate_mac(const Situation& situation) {
  std::set<MacAddress> seen;
  return std::ranges::any_of(situation.nics, [&](const Situation::Nic& nic) {
    return !nic.mac.is_zero() && !seen.insert(nic.mac).second;
  });
}

// cloud-init: waits for all MAC addresses, then goes through its list; whoever has the wanted name
// moves to a temporary one, and stays there unless it is on the list itself. A duplicate MAC address
// is an exception: nothing is renamed.
Ends evict(const Situation& situation, NicOrder discovered, NicOrder) {
  Ends names = as_found(discovered);
  if (has_duplicate_mac(situation)) return names;
  Number temporary = kTemporary;
  for (const Situation::Saved& entry : situation.saved)
    for (const MacAddress mac : entry.macs) {
      const auto nic = std::ranges::find(situation.nics, mac, &Situation::Nic::mac);
      if (nic == situation.nics.end()) continue;
      Number& name = names[static_cast<std::size_t>(nic - situation.nics.begin())];
      if (name == entry.number) continue;
      const auto occupant = std::ranges::find(names, entry.number);
      if (occupant != names.end()) *occupant = temporary--;
      name = entry.number;
    }
  return names;
}

constexpr Algorithm kAlgorithms[] = {
    {"path_only", "the number belongs to the H/W path; the MAC address does not count",
     "HP-UX without Portable Image: ioconfig", false, false, {}, &path_only},
    {"rename", "whoever learns its MAC address takes the saved name, or fails if it is taken",
     "udev: systemd issues 29073 and 29957, \"not supported\"", true, true, {}, &rename_and_fail},
    {"evict", "whoever has the saved name of another moves to a temporary one",
     "cloud-init: cloudinit/net/__init__.py, _rename_interfaces", true, false, "cirename", &evict},
    {"first_entry", "the first entry of a path wins; who has none gets the lowest free, as it attaches",
     "illumos, Solaris: /etc/path_to_inst, usr/src/uts/common/os/instance.c", true, false, {},
     &path_to_inst},
    {"wired", "an administrator has wired each number to the place where its card was",
     "FreeBSD: device.hints(5)", false, false, {}, &wired_units},
};

std::uint64_t factorial(std::size_t n) {
  std::uint64_t product = 1;
  for (std::size_t i = 2; i <= n && product <= kMostOrders; ++i) product *= i;
  return product;
}

// Each order of the NICs, or only the plain one.
template <class Visitor>
void each_order(std::size_t count, bool any, const Visitor& visit) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  do {
    visit(NicOrder(order));
  } while (any && std::ranges::next_permutation(order).found);
}

}  // namespace

std::span<const Algorithm> algorithms() { return kAlgorithms; }

const Algorithm* find_algorithm(std::string_view name) {
  const auto found = std::ranges::find(kAlgorithms, name, &Algorithm::name);
  return found == std::end(kAlgorithms) ? nullptr : found;
}

std::string name_of(const Algorithm& algorithm, Number end) {
  if (end >= 0) return "lan" + std::to_string(end);
  return std::string(algorithm.temporary) + std::to_string(kTemporary - end);
}

bool fails(const Situation& situation, const Ends& ends) {
  std::set<Number> names;
  for (const Number end : ends)
    if (end < 0 || !names.insert(end).second) return true;
  return std::ranges::any_of(situation.saved, [&](const Situation::Saved& entry) {
    const auto matching = situation.matching(entry);
    return matching.size() == 1 && ends[matching.front()] != entry.number;
  });
}

std::optional<OtherCensus> census_of(const Algorithm& algorithm, const Situation& situation) {
  const std::size_t nics = situation.nics.size();
  const std::uint64_t each = factorial(nics);
  if ((algorithm.any_discovery ? each : 1) * (algorithm.any_arrival ? each : 1) > kMostOrders)
    return std::nullopt;

  OtherCensus census;
  each_order(nics, algorithm.any_discovery, [&](NicOrder discovered) {
    each_order(nics, algorithm.any_arrival, [&](NicOrder learnt) {
      const Ends ends = algorithm.ends(situation, discovered, learnt);
      ++census.orders;
      if (fails(situation, ends)) ++census.failing;
      ++census.outcomes[ends];
    });
  });
  return census;
}

}  // namespace giosim::explore
