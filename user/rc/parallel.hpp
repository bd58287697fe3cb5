// Parallel rc: the scripts of a level, each in a process of its own as soon as those that it
// waits for have ended. Which of the ready ones runs first is the kernel's choice.
#pragma once

#include <functional>
#include <set>
#include <vector>

#include "sim/event.hpp"
#include "sim/process.hpp"

namespace giosim::user {

// A circle must have been ruled out. `runs(i)` makes the task of the i-th script, `name_of(i)`
// names its process; `go_on()` is asked before one is started, and false lets those that run come
// to their end.
struct ParallelRun {
  std::function<sim::Task<>(std::size_t)> runs;
  std::function<std::string(std::size_t)> name_of;
  std::function<bool()> go_on;
};

sim::Task<> run_in_parallel(sim::Kernel& kernel, std::vector<std::set<std::size_t>> waits,
                            ParallelRun run);

}  // namespace giosim::user
