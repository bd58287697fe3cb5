// Traffic: the frames that DLPI hands to the cards and gets from them, and what they count.
//
// Only interfaces that were used have a line here: a million NICs that nobody talks to cost nothing.
// An interface answers TEST and XID commands to the null SAP by itself, as every LLC station does;
// that is what linkloop asks for. All other frames are the streams' (dlpi/streams.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <map>

#include "base/hw_path.hpp"
#include "dlpi/frame.hpp"

namespace giosim::dlpi {

// In MIB-II's words; octets without FCS.
struct Counters {
  std::uint64_t in_octets = 0;
  std::uint64_t in_unicast = 0;
  std::uint64_t in_nonunicast = 0;
  std::uint64_t in_discards = 0;        // good frames that nobody could take
  std::uint64_t in_errors = 0;          // frames that are none
  std::uint64_t in_unknown_protos = 0;  // for this interface, but no stream asked for them
  std::uint64_t out_octets = 0;
  std::uint64_t out_unicast = 0;
  std::uint64_t out_nonunicast = 0;
  std::uint64_t out_discards = 0;
  std::uint64_t out_errors = 0;

  friend bool operator==(const Counters&, const Counters&) = default;
};

using Transmit = std::function<void(HwPath, Frame)>;

}  // namespace giosim::dlpi
