// ioinit -f on a running system: GIO, the drivers, ILAN and DLPI learn the new instances together.
//
// Assumed: a driver that has DRV_INSTANCE_REPLACEABLE can be given another instance while it runs,
// by the same interfaces through which the reassign goes; any other learns it at the next boot.
#pragma once

#include <vector>

#include "machine/os.hpp"

namespace giosim::machine {

// Whether all of them can be renumbered while the system runs.
bool can_force_now(Os& os, const std::vector<gio::WantedInstance>& wanted);

// O1: all or none. Waits until the drivers are at rest; then all happens in one look (D4), in the
// order of D1, the MAC addresses being withdrawn first (D6). Returns what is refused.
sim::Task<std::vector<gio::RefusedInstance>> force_instances(
    Os& os, std::vector<gio::WantedInstance> wanted, gio::ForceFrom from);

}  // namespace giosim::machine
