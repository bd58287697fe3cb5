// What DLPI asks the drivers of a running system for: the link's state, a station address, a reset.
#pragma once

#include "dlpi/traffic.hpp"

namespace giosim::machine {

class Os;

// The calls must not outlive the OS. A reset runs as a process of its own; its answer comes when
// the interface is up again, or has failed.
dlpi::DriverCalls driver_calls(Os& os);

}  // namespace giosim::machine
