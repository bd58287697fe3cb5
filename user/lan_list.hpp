// What lanscan and nwmgr list: the NICs, and the aggregates and VLANs that stand on them.
//
// NICs and aggregates come in the order of their NM IDs, a VLAN right behind what it stands on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "user/lan.hpp"

namespace giosim::user {

struct ListedInterface {
  enum class Kind { nic, aggregate, vlan };
  Kind kind = Kind::nic;
  Ppa ppa;
  std::string path;       // "0/4/1/0", "LinkAgg0", "VLAN5000"
  std::string subsystem;  // "igelan", "hp_apa", "vlan"
  std::string type;       // "1000Base-T", "hp_apa", "vlan"
  MacAddress mac;         // the station address; all zero: not published
  std::int32_t nm_id = 0;
  bool ready = false;  // the driver has the hardware in hand: lanscan's Hdw State
  bool up = false;     // and it has a link: nwmgr's Interface State
  int mtu = 0;
  hdm::LinkMode mode;  // speed and duplex; 0 Mb/s for an aggregate without a port
  Ppa related;         // the active aggregate that has taken this port, or what the VLAN stands on

  dlpi::Counters counters;          // frames, of a NIC

  std::optional<LanInterface> nic;  // of a NIC
  std::vector<Ppa> members;         // of an aggregate: its ports
  std::string aggregate_mode;       // "MANUAL", "LAN_MONITOR" …
  std::string load_balancing;       // "LB_PORT" …
  std::int32_t vlan_id = 0;

  std::string name() const { return "lan" + std::to_string(ppa.number); }
  bool is_nic() const { return kind == Kind::nic; }
  // lanscan does not list a port that an active aggregate has taken.
  bool in_lanscan() const { return !is_nic() || !related.given(); }
};

std::vector<ListedInterface> listed_interfaces(machine::Os& os);

// "lan3" among them; nullptr when it is not there.
const ListedInterface* find_named(const std::vector<ListedInterface>& list, std::string_view name);

// "1 Gbps Full Duplex", as nwmgr writes it; "-" for no speed.
std::string speed_text(const hdm::LinkMode& mode);

}  // namespace giosim::user
