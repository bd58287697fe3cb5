// The LAN interfaces of the running system, as its tools find and set them.
//
// lanscan, nwmgr, lanadmin, ifconfig and the startup scripts of the drivers all come through
// here. An interface is copied in one look (D4): no caller waits while he reads it.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "machine/os.hpp"

namespace giosim::user {

// A NIC that DLPI knows, and what its driver says of it.
struct LanInterface {
  Ppa ppa;
  HwPath hw_path;
  MacAddress mac;          // the station address; all zero: not published (yet)
  MacAddress factory_mac;  // all zero: not told (yet)
  std::int32_t nm_id = 0;
  const hdm::DriverProfile* profile = nullptr;  // never nullptr
  hdm::LinkSettings link;

  std::string name() const { return "lan" + std::to_string(ppa.number); }
  bool has_mac() const { return mac.can_be_a_nic(); }
};

// All NICs in the order of their NM IDs, as every tool lists them.
std::vector<LanInterface> lan_interfaces(machine::Os& os);

// The driver of "lan3" is that of PPA 3; nullptr when DLPI has no such interface.
hdm::LanDriver* lan_driver(machine::Os& os, Ppa ppa);

enum class LanError {
  no_such_interface,
  mtu_out_of_range,
  jumbo_needs_gigabit,
  speed_not_of_port,
  no_nic_mac,       // no NIC can have this address: all zero, or a group address
  hardware_failed   // the card gave up while the driver reset it
};
std::string_view sentence(LanError error);  // without a full stop
LanError error_of(hdm::LinkRefusal refusal);

// Each records SettingApplied when it was done; nothing is changed by what is refused.
std::expected<void, LanError> set_mtu(machine::Os& os, Ppa ppa, int mtu);
std::expected<void, LanError> set_speed(machine::Os& os, Ppa ppa, LinkSpeed speed);
// Resets the link, and waits until the interface has the address.
sim::Task<std::expected<void, LanError>> set_station_address(machine::Os& os, Ppa ppa,
                                                             MacAddress mac);
// The factory address again.
sim::Task<std::expected<void, LanError>> reset_station_address(machine::Os& os, Ppa ppa);
// The address stays what it is; no setting is applied.
sim::Task<std::expected<void, LanError>> reset_link(machine::Os& os, Ppa ppa);

// "100FD", in either case.
std::optional<LinkSpeed> parse_link_speed(std::string_view text);

}  // namespace giosim::user
