// Outcome: what one order of events came to: who ends where, and what failed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/hw_path.hpp"
#include "base/mac_address.hpp"
#include "explore/fingerprint.hpp"
#include "runner/run.hpp"

namespace giosim::explore {

// One NIC at the end: what GIO calls it and what DLPI shows of it.
struct NicEnd {
  std::string machine;
  HwPath hw_path;
  MacAddress mac;        // all zero: its driver knows none
  std::string instance;  // "lan0", "-" for none
  std::string shown;     // "lan0 0x00306E00000A", "lan0" without a MAC address, "-" not at all

  friend bool operator==(const NicEnd&, const NicEnd&) = default;
};

struct Outcome {
  std::vector<NicEnd> nics;            // by machine and H/W path
  std::vector<std::string> saved;      // "lan0 0x00306E00000A" of machines that are off
  std::vector<runner::Failure> failures;
  std::string faults;                  // which faults were chosen; empty for none
  bool passed = true;                  // as giosim test would say

  // Two orders have one outcome when this is the same.
  std::string text() const;
  Fingerprint fingerprint() const;
};

// Performs the scenario and says what it came to. A step that makes no sense in this order is a
// failure of it. `at_end` is called when the last step is over; `steps` counts the kernel's.
Outcome outcome_of(const runner::Scenario& scenario, runner::RunOptions options,
                   const std::function<void(const runner::World&)>& at_end, std::uint64_t& steps);

}  // namespace giosim::explore
