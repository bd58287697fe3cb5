// The configuration file of a LAN driver: its name, its variables, what of it any driver has.
//
//   /etc/rc.config.d/hpigelanconf     HP_IGELAN_INTERFACE_NAME[0]=lan1
//                                     HP_IGELAN_MTU[0]=9000
//
// "… updates the appropriate driver configuration file on the target with any non-driver specific
// configuration (e.g., MTU, station address, etc.). Driver specific information (e.g., CKO, TSO,
// etc.) are ignored." ("Flow of operation")
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace giosim::pi {

// A setting that every driver has (F1); all others are a driver's own (F2).
struct CommonSetting {
  std::string_view name;        // what follows HP_IGELAN_
  bool may_be_for_all = false;  // a value without index means every port
};

// Assumed: the same names for every driver; public are those of btlan. Two ports never want one
// station address, so that one without index is nobody's.
inline constexpr std::array kCommonSettings = {
    CommonSetting{"STATION_ADDRESS", false},
    CommonSetting{"MTU", true},
    CommonSetting{"SPEED", true},
    CommonSetting{"DUPLEX", true},
};

bool is_common(std::string_view setting);

inline constexpr std::string_view kInterfaceName = "INTERFACE_NAME";
inline constexpr std::string_view kInitArgs = "INIT_ARGS";  // "reserved by HP": no setting

// Nothing for a name that no variable can hold; such a driver has no file.
std::optional<std::string> driver_conf_path(DriverName driver);  // "/etc/rc.config.d/hpigelanconf"
std::optional<std::string> driver_conf_prefix(DriverName driver);  // "HP_IGELAN_"

}  // namespace giosim::pi
