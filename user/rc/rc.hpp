// rc: the startup and shutdown scripts that matter to Portable Image, in their order.
//
//   up:   /sbin/rc2.d/S302hpuxpi start   before any LAN interface is configured
//         /sbin/rc2.d/S340net start
//   down: /sbin/rc1.d/K660net stop
//         /sbin/rc1.d/K692hpuxpi stop    while the DLPI instances are still there (B2)
//
// Document: "High-level architecture", startup and shutdown script.
#pragma once

#include "machine/user_land.hpp"

namespace giosim::user {

const machine::UserLand& user_land();

}  // namespace giosim::user
