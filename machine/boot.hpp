// The boot and shutdown of an OS, top to bottom.
#pragma once

#include "machine/os.hpp"

namespace giosim::machine {

// B1. Ends when user space is up: rc has run its last startup script.
sim::Task<> boot(Os& os);

// O2: one device more while the system runs. Ends when its driver has ended its init.
sim::Task<> add_device(Os& os, HwPath hw_path);

}  // namespace giosim::machine
