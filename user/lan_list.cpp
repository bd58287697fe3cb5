#include "user/lan_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "user/stacked.hpp"

namespace giosim::user {
namespace {

using Kind = ListedInterface::Kind;

ListedInterface listed(const LanInterface& nic) {
  ListedInterface one;
  one.ppa = nic.ppa;
  one.path = nic.hw_path.text();
  one.subsystem = nic.profile->name;
  one.type = nic.profile->interface_type;
  one.mac = nic.mac;
  one.nm_id = nic.nm_id;
  one.ready = nic.has_mac();
  one.up = one.ready && nic.link.up;
  one.mtu = nic.link.mtu;
  one.mode = hdm::mode_of(nic.link, *nic.profile);
  one.nic = nic;
  return one;
}

// Assumed: a hot standby has the speed of one port, any other aggregate that of all its ports
// that are up.
hdm::LinkMode mode_of(const ListedInterface& aggregate,
                      const std::map<Ppa, const ListedInterface*>& by_ppa) {
  hdm::LinkMode mode{0, true, false};
  const bool standby = aggregate.load_balancing == "LB_HOT_STANDBY" ||
                       aggregate.load_balancing == "LB_HS" ||
                       aggregate.aggregate_mode == "LAN_MONITOR";
  for (Ppa member : aggregate.members) {
    const auto port = by_ppa.find(member);
    if (port == by_ppa.end() || !port->second->up) continue;
    mode.full_duplex = port->second->mode.full_duplex;
    mode.mbps = standby ? std::max(mode.mbps, port->second->mode.mbps)
                        : mode.mbps + port->second->mode.mbps;
  }
  return mode;
}

// What stands on ports takes its MTU and its speed from them.
void inherit(std::vector<ListedInterface>& list) {
  std::map<Ppa, const ListedInterface*> by_ppa;
  for (const ListedInterface& one : list) by_ppa.emplace(one.ppa, &one);
  for (const Kind kind : {Kind::aggregate, Kind::vlan}) {
    for (ListedInterface& one : list) {
      if (one.kind != kind) continue;
      const Ppa below = kind == Kind::vlan         ? one.related
                        : one.members.empty() ? Ppa{}
                                              : one.members.front();
      const auto port = by_ppa.find(below);
      one.mtu = port == by_ppa.end() ? hdm::kNormalMtu : port->second->mtu;
      if (kind == Kind::aggregate)
        one.mode = mode_of(one, by_ppa);
      else if (port != by_ppa.end())
        one.mode = port->second->mode;
      if (port == by_ppa.end() && kind == Kind::vlan) one.mode.mbps = 0;
      one.mode.autonegotiation = false;
    }
  }
}

// VLANs move right behind what they stand on; those without it are last.
std::vector<ListedInterface> in_order(std::vector<ListedInterface> list) {
  std::ranges::stable_sort(list, {}, &ListedInterface::nm_id);
  std::multimap<Ppa, ListedInterface> vlans;
  std::vector<ListedInterface> ordered;
  for (ListedInterface& one : list)
    if (one.kind == Kind::vlan) vlans.emplace(one.related, std::move(one));
  for (ListedInterface& one : list) {
    if (one.kind == Kind::vlan) continue;
    const auto [first, last] = vlans.equal_range(one.ppa);
    ordered.push_back(std::move(one));
    for (auto vlan = first; vlan != last; ++vlan) ordered.push_back(std::move(vlan->second));
    vlans.erase(first, last);
  }
  for (auto& [ppa, vlan] : vlans) ordered.push_back(std::move(vlan));
  return ordered;
}

ListedInterface listed(const LogicalRow& row) {
  ListedInterface one;
  one.ppa = row.ppa;
  one.mac = row.mac;
  one.nm_id = row.nm_id;
  one.ready = one.up = row.up;
  if (row.kind == LogicalKind::vlan) {
    one.kind = Kind::vlan;
    one.path = fmt::format("VLAN{}", row.ppa.number);
    one.subsystem = one.type = "vlan";
    if (!row.members.empty()) one.related = row.members.front();
    one.vlan_id = row.vlan_id;
  } else {
    one.kind = Kind::aggregate;
    one.path = fmt::format("LinkAgg{}", row.ppa.number - kFirstAggregate.number);
    one.subsystem = one.type = "hp_apa";
    one.members = row.members;
    one.aggregate_mode = row.mode;
    one.load_balancing = row.load_balancing;
  }
  return one;
}

// An active aggregate has its ports to itself.
void take_ports(std::vector<ListedInterface>& list) {
  std::map<Ppa, Ppa> taken;
  for (const ListedInterface& one : list)
    if (one.kind == Kind::aggregate && one.up)
      for (Ppa member : one.members) taken.emplace(member, one.ppa);
  for (ListedInterface& one : list)
    if (const auto by = taken.find(one.ppa); one.is_nic() && by != taken.end())
      one.related = by->second;
}

}  // namespace

std::vector<ListedInterface> listed_interfaces(machine::Os& os) {
  std::vector<ListedInterface> list;
  for (const LanInterface& nic : lan_interfaces(os)) {
    list.push_back(listed(nic));
    list.back().counters = os.dlpi.counters(nic.hw_path);
  }
  for (const auto& [name, row] : os.logical) list.push_back(listed(row));
  take_ports(list);
  inherit(list);
  return in_order(std::move(list));
}

const ListedInterface* find_named(const std::vector<ListedInterface>& list,
                                  std::string_view name) {
  const auto found = std::ranges::find_if(
      list, [name](const ListedInterface& one) { return one.name() == name; });
  return found == list.end() ? nullptr : &*found;
}

std::string speed_text(const hdm::LinkMode& mode) {
  if (mode.mbps == 0) return "-";
  const std::string_view duplex = mode.full_duplex ? "Full Duplex" : "Half Duplex";
  return mode.mbps % 1000 == 0 ? fmt::format("{} Gbps {}", mode.mbps / 1000, duplex)
                               : fmt::format("{} Mbps {}", mode.mbps, duplex);
}

}  // namespace giosim::user
