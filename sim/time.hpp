// Virtual time: integer nanoseconds since the start of the simulation.
//
// VirtualClock has no now(): the time of a simulation is Kernel::now(), and there are as many
// clocks as there are kernels.
#pragma once

#include <chrono>

namespace giosim::sim {

using Duration = std::chrono::nanoseconds;

struct VirtualClock {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<VirtualClock, Duration>;
  static constexpr bool is_steady = true;
};

using Time = std::chrono::time_point<VirtualClock, Duration>;

}  // namespace giosim::sim
