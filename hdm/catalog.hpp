// The catalogue of drivers: ONE TABLE. A new driver is a new row.
//
// Document: "Ethernet drivers": "Different Ethernet drivers (HDM) determine the MAC address at
// different points in the init sequence" ("Flow of operation").
#pragma once

#include <span>
#include <string_view>

#include "base/ids.hpp"
#include "base/words.hpp"
#include "gio/gio.hpp"
#include "sim/time.hpp"

namespace giosim::hdm {

// The point of a driver's life at which it reads its MAC address.
enum class MacKnownAt { attach, early, mid, late, never };

struct DriverProfile {
  std::string_view name;
  std::string_view device_class;
  MacKnownAt mac_known_at;   // never: not a LAN driver
  sim::Duration attach;      // from found to claimed
  sim::Duration init;        // the whole init, without the reading of the MAC address
  sim::Duration mac_read;
  bool instance_replaceable;       // DRV_INSTANCE_REPLACEABLE
  std::string_view configuration;  // file in /etc/rc.config.d; empty: none
  std::string_view interface_type;  // as nwmgr names it
};

std::span<const DriverProfile> driver_catalog();

// Nothing for a driver that is not in the catalogue.
const DriverProfile* find_driver(DriverName name);

// How long the init runs before it asks for the MAC address.
sim::Duration before_mac(const DriverProfile& profile);

gio::DriverInfo info_of(const DriverProfile& profile);

}  // namespace giosim::hdm

namespace giosim {
template <>
inline constexpr auto kWords<hdm::MacKnownAt> =
    WordTable<5>{"attach", "early", "mid", "late", "never"};
}  // namespace giosim
