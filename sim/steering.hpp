// Steering: how an explorer lets processes run in any order.
//
// A kernel that is steered takes every wait for a time as an order left open: whoever only waits
// for time may be next, and the clock goes to the later of now and the time it was due. A process
// that is not free keeps to its place: it runs when no free one could, the earliest first. So one
// chooses orders, never milliseconds, and the first candidate is always the one that time would
// take.
#pragma once

#include <cstddef>

namespace giosim::sim {

class Process;

class Steering {
 public:
  virtual ~Steering() = default;

  // Whether its turn may come at any time.
  virtual bool is_free(const Process& process) const = 0;

  // The kernel is about to choose one of Kernel::ready() entries, by Choices; also of a single one.
  virtual void about_to_choose() {}
  // This process (nullptr: a timer) is about to run; it has run until it waits again, or has ended.
  virtual void about_to_run(const Process* process) { static_cast<void>(process); }
  virtual void has_run() {}
};

}  // namespace giosim::sim
