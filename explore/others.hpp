// Others: how other systems would number the same cards, beside the mechanism and not in it.
//
// Each is a small pure function of a situation and two orders: that in which the devices are found,
// and that in which their MAC addresses are learnt. A census performs it in all orders.
//
// Assumed: they are models of the rule by which each gives out numbers, not of the whole system;
// what they have in common with HP-UX is called lanN here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "explore/situation.hpp"

namespace giosim::explore {

// NICs of a situation, as indices, the first one first.
using NicOrder = std::span<const std::size_t>;

// What each NIC of the situation ends with: a number, or a name for the time being.
inline constexpr std::int32_t kTemporary = -1;  // -1, -2 …: the first such name, the second …
using Ends = std::vector<std::int32_t>;

struct Algorithm {
  std::string_view name;      // "udev"
  std::string_view sentence;  // its rule
  std::string_view like;      // who does it so
  bool any_discovery = false;  // devices may be found in any order; else in that of their H/W paths
  bool any_arrival = false;    // it matters when which MAC address is learnt
  std::string_view temporary = {};  // of a name for the time being: "cirename"
  Ends (*ends)(const Situation&, NicOrder discovered, NicOrder learnt) = nullptr;
};

std::span<const Algorithm> algorithms();
const Algorithm* find_algorithm(std::string_view name);

// "lan3", "cirename0".
std::string name_of(const Algorithm& algorithm, std::int32_t end);

// A NIC that alone matches an entry is not called as it was saved, two NICs have one name, or one has
// a name for the time being.
bool fails(const Situation& situation, const Ends& ends);

struct OtherCensus {
  std::uint64_t orders = 0, failing = 0;
  std::map<Ends, std::uint64_t> outcomes;  // in how many orders
};

// Nothing when there are more than kMostOrders.
inline constexpr std::uint64_t kMostOrders = 1'000'000;
std::optional<OtherCensus> census_of(const Algorithm& algorithm, const Situation& situation);

}  // namespace giosim::explore
