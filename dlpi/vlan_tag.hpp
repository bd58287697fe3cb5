// VlanTag: what puts a frame into a VLAN (IEEE 802.1Q): four bytes behind its addresses.
#pragma once

#include <cstdint>

#include "dlpi/frame.hpp"

namespace giosim::dlpi {

struct VlanTag {
  std::uint16_t id = 0;       // 0: a priority, and no VLAN
  std::uint8_t priority = 0;  // 0 to 7, the most urgent
};

// The frame with the tag; one that had a tag has this one.
Frame tagged(Bytes frame, VlanTag tag);
// The frame as it is within its VLAN: without a tag.
Frame untagged(Bytes frame);

// The VLAN that the frame is in; 0: in none.
inline std::uint16_t vlan_id(const Parsed& frame) { return frame.vlan.value_or(0); }

}  // namespace giosim::dlpi
