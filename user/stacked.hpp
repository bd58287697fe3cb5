// Interfaces that stand on others: aggregates (lan900 …) on ports, VLANs (lan5000 …) on ports and
// on aggregates. What their configuration files say, and which PPAs are not there for it.
//
// The files are those of /etc/rc.config.d, parsed; what in them makes no sense is a problem with
// the index it is about, and the rest holds.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "pi/rc_config_file.hpp"

namespace giosim::user {

inline constexpr std::string_view kVlanconf = "/etc/rc.config.d/vlanconf";
inline constexpr std::string_view kApaconf = "/etc/rc.config.d/hp_apaconf";
inline constexpr std::string_view kApaportconf = "/etc/rc.config.d/hp_apaportconf";

inline constexpr Ppa kFirstVlan{5000}, kLastVlan{8999};
inline constexpr Ppa kFirstAggregate{900}, kLastAggregate{949};

struct ConfProblem {
  std::string file;
  int index = 0;
  std::string because;

  friend bool operator==(const ConfProblem&, const ConfProblem&) = default;
};

struct Vlan {
  Ppa ppa = {};           // VLAN_VPPA, or the first free one
  std::string over = {};  // VLAN_PHY_INTERFACE: "lan1", "lan900"
  int id = 0;             // VLAN_ID
  int priority = 0;       // VLAN_PRIORITY
  std::string name = {};  // VLAN_NAME; "UNNAMED" when it has none
  int index = 0;

  friend bool operator==(const Vlan&, const Vlan&) = default;
};

struct Vlans {
  std::vector<Vlan> vlans;  // by index
  std::vector<ConfProblem> problems;
};
Vlans read_vlans(const pi::RcConfigFile& vlanconf);

struct Aggregate {
  Ppa ppa = {};
  std::vector<Ppa> ports = {};    // in the order in which they are named
  std::string load_balance = {};  // HP_APA_LOAD_BALANCE_MODE: "LB_PORT"
  bool hot_standby = false;
  std::string station_address = {};
  int index = 0;

  friend bool operator==(const Aggregate&, const Aggregate&) = default;
};

struct Aggregates {
  std::vector<Aggregate> aggregates;  // by index
  std::vector<ConfProblem> problems;
};
// HP_APA_MANUAL_LA names ports by their PPAs alone: "2,3,4". A port of hp_apaportconf in an
// automatic mode joins the aggregate that has its HP_APA_KEY or HP_APA_GROUP_CAPABILITY.
Aggregates read_aggregates(const pi::RcConfigFile& apaconf, const pi::RcConfigFile& apaportconf);

// `needs` is not there, and so `interface` comes up without it, or not at all.
struct PpaMissing {
  std::string interface;  // "lan900", "lan5000"
  Ppa needs;

  friend bool operator==(const PpaMissing&, const PpaMissing&) = default;
};

std::vector<PpaMissing> missing_of(const Aggregate& aggregate, const std::set<Ppa>& present);
std::optional<PpaMissing> missing_of(const Vlan& vlan, const std::set<Ppa>& present);

// An aggregate comes up with the ports that are there, and not without any.
bool comes_up(const Aggregate& aggregate, const std::set<Ppa>& present);
bool comes_up(const Vlan& vlan, const std::set<Ppa>& present);

}  // namespace giosim::user
