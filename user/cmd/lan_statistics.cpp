#include "user/cmd/lan_statistics.hpp"

#include <fmt/format.h>

#include "user/clock.hpp"

namespace giosim::user {
namespace {

struct CounterRow {
  std::string_view label;
  std::uint64_t dlpi::Counters::*counter;
};

constexpr CounterRow kCounters[] = {
    {"Inbound Octets", &dlpi::Counters::in_octets},
    {"Inbound Unicast Packets", &dlpi::Counters::in_unicast},
    {"Inbound Non-Unicast Packets", &dlpi::Counters::in_nonunicast},
    {"Inbound Discards", &dlpi::Counters::in_discards},
    {"Inbound Errors", &dlpi::Counters::in_errors},
    {"Inbound Unknown Protocols", &dlpi::Counters::in_unknown_protos},
    {"Outbound Octets", &dlpi::Counters::out_octets},
    {"Outbound Unicast Packets", &dlpi::Counters::out_unicast},
    {"Outbound Non-Unicast Packets", &dlpi::Counters::out_nonunicast},
    {"Outbound Discards", &dlpi::Counters::out_discards},
    {"Outbound Errors", &dlpi::Counters::out_errors},
};

constexpr std::string_view kEthernetLike[] = {
    "Alignment Errors",       "FCS Errors",           "Single Collision Frames",
    "Multiple Collision Frames", "Deferred Transmissions", "Late Collisions",
    "Excessive Collisions",   "Internal MAC Transmit Errors", "Carrier Sense Errors",
    "Frames Too Long",        "Internal MAC Receive Errors",
};

// Assumed: the words of NICs; those of an aggregate are from a manual.
std::string description(const ListedInterface& one) {
  switch (one.kind) {
    case ListedInterface::Kind::nic:
      return fmt::format("{} HP {} {} Release B.11.31", one.name(), one.subsystem, one.type);
    case ListedInterface::Kind::aggregate:
      return fmt::format("{} Hewlett-Packard LinkAggregate Interface", one.name());
    case ListedInterface::Kind::vlan:
      return fmt::format("{} Hewlett-Packard VLAN Interface", one.name());
  }
  return {};
}

// "Mon, May 23,2011  12:01:08"
std::string status_date(const machine::Os& os) {
  const std::string date = date_text(date_of(os));  // "Wed Oct 27 10:12:01 UTC 2010"
  std::string_view day = std::string_view(date).substr(8);
  day = day.substr(0, day.find(' '));
  return fmt::format("{}, {} {},{}  {}", date.substr(0, 3), date.substr(4, 3), day,
                     date.substr(date.size() - 4), date.substr(9 + day.size(), 8));
}

}  // namespace

std::string lanadmin_statistics(const machine::Os& os, const ListedInterface& one) {
  std::string text = fmt::format("{:22}LAN INTERFACE STATUS DISPLAY\n{:23}{}\n\n", "", "",
                                 status_date(os));
  const auto add = [&text](std::string_view label, const auto& value) {
    text += fmt::format("{:<31} = {}\n", label, value);
  };
  add("PPA Number", one.ppa.number);
  add("Description", description(one));
  add("Type (value)", "ethernet-csmacd(6)");
  add("MTU Size", one.mtu);
  add("Speed", std::int64_t{one.mode.mbps} * 1'000'000);
  add("Station Address", fmt::format("{:#x}", one.mac.bits()));  // as a number: no leading zeros
  add("Administration Status (value)", one.ready ? "up(1)" : "down(2)");
  add("Operation Status (value)", one.up ? "up(1)" : "down(2)");
  add("Last Change", 0);  // before the network management began to count
  for (const auto& [label, counter] : kCounters) add(label, one.counters.*counter);
  add("Outbound Queue Length", 0);
  add("Specific", 655367);
  text += "\nEthernet-like Statistics Group\n\n";
  add("Index", one.nm_id);
  for (const std::string_view counter : kEthernetLike) add(counter, 0);
  return text;
}

std::string nwmgr_statistics(const ListedInterface& one, bool all) {
  std::string text = fmt::format("*** {} MIB statistics:\n", one.name());
  const auto add = [&text](std::string_view label, const auto& value) {
    text += fmt::format("{} = {}\n", label, value);
  };
  const bool fast_ethernet = one.is_nic() && hdm::mbps_of(one.type) <= 100;
  if (fast_ethernet)
    add("Network Management ID", one.nm_id);
  else
    add("PPA Number", one.ppa.number);
  add("Description", description(one));
  add("MTU Size", one.mtu);
  const std::string speed = speed_text(one.mode);
  add("Speed", speed.substr(0, speed.find("ps") == std::string::npos ? speed.size()
                                                                     : speed.find("ps") + 2));
  add("Station Address", one.mac.text());
  add("Administration Status", one.ready ? "UP" : "DOWN");
  add("Operation Status", one.up ? "UP" : "DOWN");
  for (const auto& [label, counter] : kCounters) add(label, one.counters.*counter);
  add("Specific", 0);
  if (all && one.is_nic()) {
    text += fmt::format("*** {} subsystem-specific statistics:\n", one.name());
    for (const std::string_view counter :
         {"In Packet Error", "Out Packet Error", "Link Down Events", "Loopback Packets"})
      add(counter, 0);
  }
  return text;
}

}  // namespace giosim::user
