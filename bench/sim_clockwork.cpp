// The clockwork against its floor.
//
//   sim_clockwork                          the table: every engine and workload, interleaved rounds
//   sim_clockwork ENGINE WORK N EVENTS     one measurement: "ns/event bytes/process hash"
#include <cstdlib>
#include <cstring>
#include <string>

#include "bench/floor.hpp"
#include "bench/sim_workload.hpp"
#include "sim/event.hpp"
#include "sim/kernel.hpp"
#include "sim/mutex.hpp"
#include "sim/process.hpp"
#include "sim/timer.hpp"

namespace giosim::bench {
namespace {

// --- The floor ---

struct FloorWorld {
  Floor engine;
  Delays delays;
  Meter meter;
  FloorMutex mutex{engine};
};

Floor::Bare floor_hold(FloorWorld& world, std::uint32_t id) {
  while (true) {
    co_await world.engine.delay(world.delays.next());
    if (!world.meter.count(id)) world.engine.stop();
  }
}

Floor::Bare floor_mutex(FloorWorld& world, std::uint32_t id) {
  while (true) {
    co_await world.mutex.lock();
    co_await world.engine.delay(world.delays.next());
    if (!world.meter.count(id)) world.engine.stop();
    world.mutex.unlock();
  }
}

void run_floor(const std::string& work, std::uint32_t n, std::uint64_t events) {
  FloorWorld world{{}, {}, Meter(n, events)};
  for (std::uint32_t id = 0; id < n; ++id) {
    world.engine.start(work == "mutex" ? floor_mutex(world, id) : floor_hold(world, id));
  }
  world.engine.run();
  world.meter.report(n);
}

// --- The kernel ---

// Thrown by the process that counts the last event.
struct Done {};

struct World {
  explicit World(Meter m) : meter(m) {}
  sim::InOrder choices;
  sim::Kernel kernel{choices, {.max_events = ~std::uint64_t{0}}};
  Delays delays;
  Meter meter;
  sim::Mutex mutex{kernel};
  sim::ProcessGroup group{kernel};
};

// A plain function that makes the wait: g++ keeps the arguments of a call that stands in a
// co_await in the frame, here they are gone.
sim::Suspension random_delay(World& world, sim::Label label) {
  return world.kernel.delay(sim::Duration(static_cast<std::int64_t>(world.delays.next())), label);
}
sim::Suspension hold_on(World& world) { return random_delay(world, "holds"); }

sim::Task<> hold(World& world, std::uint32_t id) {
  while (true) {
    co_await hold_on(world);
    if (!world.meter.count(id)) throw Done{};
  }
}

// The same under a guard that would fire a thousand times later.
sim::Task<> guarded(World& world, std::uint32_t id) {
  sim::Timer guard(world.kernel);
  while (true) {
    guard.arm(std::chrono::seconds(1), "gives up");
    co_await random_delay(world, "works");
    guard.cancel();
    if (!world.meter.count(id)) throw Done{};
  }
}

sim::Task<> mutex(World& world, std::uint32_t id) {
  while (true) {
    const sim::Mutex::Guard guard = co_await world.mutex.lock("waits for its turn");
    co_await random_delay(world, "holds the mutex");
    if (!world.meter.count(id)) throw Done{};
  }
}

sim::Task<> process(const std::string& work, World& world, std::uint32_t id) {
  if (work == "mutex") return mutex(world, id);
  if (work == "guard") return guarded(world, id);
  return hold(world, id);
}

void run_kernel(const std::string& work, std::uint32_t n, std::uint64_t events) {
  World world(Meter(n, events));
  for (std::uint32_t id = 0; id < n; ++id) {
    world.group.spawn("process", process(work, world, id));
  }
  try {
    world.kernel.run();
  } catch (const Done&) {
    world.meter.report(n);
  }
}

}  // namespace
}  // namespace giosim::bench

int main(int argc, char** argv) {
  using namespace giosim::bench;
  if (argc != 5) return 2;
  const std::string engine = argv[1];
  const auto n = static_cast<std::uint32_t>(std::strtoul(argv[3], nullptr, 10));
  const std::uint64_t events = std::strtoull(argv[4], nullptr, 10);
  (engine == "floor" ? run_floor : run_kernel)(argv[2], n, events);
  return 0;
}
