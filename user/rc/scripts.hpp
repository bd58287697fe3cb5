// What the scripts of the table do; each pair stands in a file of its own.
#pragma once

#include "user/rc/script.hpp"

namespace giosim::user {

// hpuxpi.cpp: hpuxpitool -u at start, hpuxpitool -s at stop, nothing with the tunable at 0 (T2).
bool hpuxpi_there(const machine::Os& os, const Script&);
sim::Task<int> run_hpuxpi(Session& session, const Script&, Direction direction);

// net.cpp: ifconfig for what netconf names (B3).
bool net_there(const machine::Os& os, const Script&);
sim::Task<int> run_net(Session& session, const Script&, Direction direction);

// lan_driver.cpp: the settings of the driver's file go to the NICs that it drives (F1).
bool lan_driver_there(const machine::Os& os, const Script& script);
sim::Task<int> run_lan_driver(Session& session, const Script& script, Direction direction);

// stacked_scripts.cpp: the aggregates of hp_apaconf, the VLANs of vlanconf.
bool aggregates_there(const machine::Os& os, const Script&);
sim::Task<int> run_aggregates(Session& session, const Script&, Direction direction);
bool vlans_there(const machine::Os& os, const Script&);
sim::Task<int> run_vlans(Session& session, const Script&, Direction direction);

// cmcluster.cpp: the interfaces of this node in a Serviceguard cluster.
bool cmcluster_there(const machine::Os& os, const Script&);
sim::Task<int> run_cmcluster(Session& session, const Script&, Direction direction);

}  // namespace giosim::user
