// The counters of an interface, as lanadmin -g and nwmgr --st print them.
//
// What is counted is what DLPI sends and receives; the counters of the hardware stay 0.
#pragma once

#include <string>

#include "user/lan_list.hpp"

namespace giosim::user {

// LAN INTERFACE STATUS DISPLAY, with the Ethernet-like group.
std::string lanadmin_statistics(const machine::Os& os, const ListedInterface& one);

// "*** lan0 MIB statistics:" and, of a NIC when `all`, "*** lan0 subsystem-specific statistics:".
std::string nwmgr_statistics(const ListedInterface& one, bool all);

}  // namespace giosim::user
