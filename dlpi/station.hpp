// What every LLC station answers by itself (IEEE 802.2, class I): TEST and XID commands to the null
// SAP. That is what linkloop asks for.
#pragma once

#include <optional>

#include "dlpi/frame.hpp"

namespace giosim::dlpi {

// The answer of the station `own` to a frame that has reached it, in the same VLAN; nothing when it
// is none of these.
std::optional<Frame> station_answer(const Parsed& frame, MacAddress own);

}  // namespace giosim::dlpi
