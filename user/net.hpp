// IP on LAN interfaces, as far as ifconfig and netstat show it: addresses, masks, up and down.
//
// What is configured stands in Os::net, by name ("lan0", or "lan0:1" for a second address). A row
// there whose NIC is gone is no interface.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "user/lan_list.hpp"

namespace giosim::user {

struct Ipv4 {
  std::uint32_t bits = 0;

  static std::optional<Ipv4> parse(std::string_view text);  // "192.0.2.10"
  std::string text() const;

  // The mask of its class, A, B or C, as before there were sub-nets.
  Ipv4 class_mask() const;

  friend constexpr auto operator<=>(Ipv4, Ipv4) = default;
};

// A netmask as ifconfig takes it: dotted, or "0xffffff00".
std::optional<Ipv4> parse_netmask(std::string_view text);

// The interface that "lan3" and "lan3:1" stand for: it is there, has told its MAC address, and no
// aggregate has taken it. nullptr else.
const ListedInterface* interface_below(const std::vector<ListedInterface>& list,
                                       std::string_view name);

struct ConfiguredAddress {
  Ipv4 address, netmask;

  Ipv4 network() const { return {address.bits & netmask.bits}; }
  Ipv4 broadcast() const { return {address.bits | ~netmask.bits}; }
};

// Nothing for an interface without (a readable) address.
std::optional<ConfiguredAddress> address_of(const NetRow& row);

}  // namespace giosim::user
