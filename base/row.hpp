// Rows: the state of a machine as tables that anyone can look at.
//
// A module that changes its state says so with trace.put(Row) or trace.drop(Row) before it
// records the fact. The same rows come out of every module's dump(), so a listener's picture
// can be compared with the truth (a difference without a fact is a silent mutation: a bug).
// Rows describe the running OS; all rows of a machine vanish when its power goes off.
//
// A row has a table name, a key (the fields before the first cell) and cells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include "base/variant.hpp"
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/words.hpp"

namespace giosim {

// A device as GIO sees it (ioscan).
struct NodeRow {
  static constexpr std::string_view table = "node";
  HwPath hw_path;
  DeviceClass device_class;
  DriverName driver;
  NodeState state = NodeState::unclaimed;
  Instance instance;
  void key(auto&& field) const { field("hw_path", hw_path); }
  void cells(auto&& field) const {
    field("class", device_class);
    field("driver", driver);
    field("state", state);
    field("instance", instance);
  }
};

// One line of ioconfig; the listing shows a reservation as a line, too (policy freed_record).
struct IoconfigRow {
  static constexpr std::string_view table = "ioconfig";
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
  void key(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
  }
  void cells(auto&& field) const { field("instance", instance); }
};

// An instance kept for the MAC addresses of a saved entry (rule R1).
struct ReservationRow {
  static constexpr std::string_view table = "reservation";
  DeviceClass device_class;
  Instance instance;
  HwPath hw_path;  // where the NIC sat when the entry was saved
  std::vector<MacAddress> macs;
  NumberState state = NumberState::reserved;  // reserved or reassigned
  HwPath holder;                              // empty while reserved
  void key(auto&& field) const {
    field("class", device_class);
    field("instance", instance);
  }
  void cells(auto&& field) const {
    field("hw_path", hw_path);
    field("macs", macs);
    field("state", state);
    field("holder", holder);
  }
};

// One saved entry in KRS: <H/W path, class, instance, driver, MAC1, MAC2 …>.
struct EntryRow {
  static constexpr std::string_view table = "entry";
  DeviceClass device_class;
  Instance instance;
  HwPath hw_path;
  DriverName driver;
  std::vector<MacAddress> macs;
  void key(auto&& field) const {
    field("class", device_class);
    field("instance", instance);
  }
  void cells(auto&& field) const {
    field("hw_path", hw_path);
    field("driver", driver);
    field("macs", macs);
  }
};

struct TunableRow {
  static constexpr std::string_view table = "tunable";
  std::string name;
  std::int64_t value = 0;
  void key(auto&& field) const { field("name", name); }
  void cells(auto&& field) const { field("value", value); }
};

// What ILAN calls the interface.
struct IlanRow {
  static constexpr std::string_view table = "ilan";
  HwPath hw_path;
  Ppa ppa;
  bool up = false;
  void key(auto&& field) const { field("hw_path", hw_path); }
  void cells(auto&& field) const {
    field("ppa", ppa);
    field("up", up);
  }
};

// What the driver (HDM) calls it, the MAC address it has read, and the settings of its link.
struct HdmRow {
  static constexpr std::string_view table = "hdm";
  HwPath hw_path;
  DriverName driver;
  Ppa ppa;
  MacAddress mac;  // all zero: not known yet
  std::int32_t mtu = 1500;
  LinkSpeed speed = LinkSpeed::auto_on;  // as it was set, not what it comes to
  bool link_up = true;
  void key(auto&& field) const { field("hw_path", hw_path); }
  void cells(auto&& field) const {
    field("driver", driver);
    field("ppa", ppa);
    field("mac", mac);
    field("mtu", mtu);
    field("speed", speed);
    field("link_up", link_up);
  }
};

// What DLPI calls it: the row that lanscan prints.
struct DlpiRow {
  static constexpr std::string_view table = "dlpi";
  HwPath hw_path;
  Ppa ppa;
  MacAddress mac;  // all zero: not published
  std::int32_t nm_id = 0;
  void key(auto&& field) const { field("hw_path", hw_path); }
  void cells(auto&& field) const {
    field("ppa", ppa);
    field("mac", mac);
    field("nm_id", nm_id);
  }
};

// A network interface that net (S340net) or ifconfig was asked to configure.
struct NetRow {
  static constexpr std::string_view table = "net";
  std::string name;  // "lan0"
  std::string address;
  bool up = false;
  std::string netmask{};  // "255.255.255.0"; empty: that of the address's class
  void key(auto&& field) const { field("name", name); }
  void cells(auto&& field) const {
    field("address", address);
    field("up", up);
    field("netmask", netmask);
  }
};

// A VLAN or an aggregate (hp_apa): an interface that has no card of its own. lanscan calls its
// H/W path VLAN5000 or LinkAgg0. Its configuration stands in vlanconf or in hp_apaconf.
struct LogicalRow {
  static constexpr std::string_view table = "logical";
  std::string name;  // "lan5000", "lan900"
  LogicalKind kind = LogicalKind::vlan;
  Ppa ppa;
  std::vector<Ppa> members;  // of a VLAN: the one interface below it, which may be an aggregate
  MacAddress mac;            // that of the first member; all zero without one
  bool up = false;
  std::int32_t nm_id = 0;
  std::int32_t vlan_id = 0;    // VLAN only
  std::string mode;            // aggregate only: "MANUAL", "LAN_MONITOR" …
  std::string load_balancing;  // aggregate only: "LB_PORT" …
  void key(auto&& field) const { field("name", name); }
  void cells(auto&& field) const {
    field("kind", kind);
    field("ppa", ppa);
    field("members", members);
    field("mac", mac);
    field("up", up);
    field("nm_id", nm_id);
    field("vlan_id", vlan_id);
    field("mode", mode);
    field("load_balancing", load_balancing);
  }
};

// Something that user space keeps while the system runs: the run level.
struct SystemRow {
  static constexpr std::string_view table = "system";
  std::string name;
  std::string value;
  void key(auto&& field) const { field("name", name); }
  void cells(auto&& field) const { field("value", value); }
};

using Row = variant<NodeRow, IoconfigRow, ReservationRow, EntryRow, TunableRow, IlanRow,
                         HdmRow, DlpiRow, NetRow, LogicalRow, SystemRow>;

}  // namespace giosim
