// nwmgr -s: attributes of a NIC are set for now, or saved in the driver's configuration file.
#pragma once

#include "sim/task.hpp"
#include "user/cmd/nwmgr_request.hpp"
#include "user/lan_list.hpp"

namespace giosim::user {

// The user is root, and the NIC is there. Returns the exit code; it has said what was refused.
sim::Task<int> set_attributes(Session& session, NwmgrRequest request, Ppa ppa);

}  // namespace giosim::user
