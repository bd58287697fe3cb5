// rc: the startup and shutdown scripts that matter to Portable Image, in their order.
//
//   up:   /sbin/rc2.d/S302hpuxpi start   before any LAN interface is configured
//         /sbin/rc2.d/S340net start
//   down: /sbin/rc1.d/K660net stop
//         /sbin/rc1.d/K692hpuxpi stop    while the DLPI instances are still there (B2)
//
// Document: "High-level architecture", startup and shutdown script.
#pragma once

#include "machine/os.hpp"

namespace giosim::machine {

sim::Task<> rc_start(Os& os);
sim::Task<> rc_stop(Os& os);

// The daemon that writes KRS every 300 s; it matters only under policy flush: krsd.
sim::Task<> krsd(Os& os);

}  // namespace giosim::machine
