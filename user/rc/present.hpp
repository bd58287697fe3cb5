// The interfaces that scripts can configure at this moment, with their MAC addresses.
#pragma once

#include <map>
#include <set>

#include "machine/os.hpp"

namespace giosim::user {

// NICs that publish a MAC address.
std::map<Ppa, MacAddress> nics_present(const machine::Os& os);

// These without the ports that an aggregate has taken, and the aggregates and VLANs.
// Assumed: a port of an aggregate cannot be configured by itself, as lanscan does not show it.
std::map<Ppa, MacAddress> interfaces_present(const machine::Os& os);

std::set<Ppa> ppas_of(const std::map<Ppa, MacAddress>& interfaces);

}  // namespace giosim::user
