// LinkSettings: what an administrator can set of a NIC's link, and whether there is one.
//
// A NIC begins with what its interface type has by nature: an MTU of 1500 and autonegotiation.
// Settings are of the running driver; what shall hold at the next boot stands in the driver's
// configuration file, which its startup script applies.
//
// The refusals are those of the drivers: an MTU of 256 to 1500, jumbo frames (to 9000) at 1 Gb/s
// and above only, a speed that the port has.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

#include "base/words.hpp"
#include "hdm/catalog.hpp"

namespace giosim::hdm {

inline constexpr int kMinMtu = 256, kNormalMtu = 1500, kMaxMtu = 9000;

struct LinkSettings {
  std::uint16_t mtu = kNormalMtu;
  LinkSpeed speed = LinkSpeed::auto_on;
  bool up = true;  // the port sees a partner
};

// What a setting comes to on a port.
struct LinkMode {
  int mbps = 0;
  bool full_duplex = true;
  bool autonegotiation = true;
};

enum class LinkRefusal {
  mtu_out_of_range,     // below 256 or above 9000
  jumbo_needs_gigabit,  // above 1500 at less than 1 Gb/s
  speed_not_of_port     // the port cannot be set to this speed
};

// The speed of the interface type: 100 for 100Base-TX, 10000 for 10GBASE-KR.
int mbps_of(std::string_view interface_type);

// With autonegotiation the partner has all that the port has.
LinkMode mode_of(const LinkSettings& link, const DriverProfile& profile);

// Nothing is changed by what is refused.
std::expected<void, LinkRefusal> change_mtu(LinkSettings& link, const DriverProfile& profile,
                                            int mtu);
std::expected<void, LinkRefusal> change_speed(LinkSettings& link, const DriverProfile& profile,
                                              LinkSpeed speed);

}  // namespace giosim::hdm
