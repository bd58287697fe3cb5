// Limits of one simulation, and StuckError, which says that one was reached.
//
// A process that never ends and an endless loop at one instant are errors with a sentence, never
// a hang.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "sim/time.hpp"

namespace giosim::sim {

struct Limits {
  std::uint64_t max_events = 2'000'000'000;
  // At least so many must happen while no time passes; an endless loop is found before twice as
  // many.
  std::uint64_t max_events_at_one_instant = 10'000'000;
  Time until = Time::max();  // an event later than this is an error
};

// The simulation does not end, or cannot go on: the sentence names the processes, what they
// wait for, and the time. The kernel stays destructible and its processes can be looked at.
class StuckError : public std::runtime_error {
 public:
  explicit StuckError(const std::string& sentence) : std::runtime_error(sentence) {}
};

}  // namespace giosim::sim
