// Traffic: what DLPI and the cards hand to each other, and what is counted of it.
#pragma once

#include <cstdint>
#include <functional>
#include <system_error>

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

// Takes a frame that the interface there sends.
using Transmit = std::function<void(HwPath, Frame)>;

// What DLPI must know of a link, or ask its driver for.
struct LinkState {
  std::uint32_t mtu = 1500;
  std::uint64_t bits_per_second = 1'000'000'000;
  bool up = true;
};

// Called once, at once or later; std::errc() is success.
using Done = std::function<void(std::errc)>;

// What is not given: every link is as LinkState begins, a station address is set in DLPI's table
// alone, a reset succeeds and does nothing.
struct DriverCalls {
  std::function<LinkState(HwPath)> link{};
  std::function<void(HwPath, MacAddress, Done)> set_phys_addr{};
  std::function<void(HwPath, Done)> hw_reset{};
};

}  // namespace giosim::dlpi
