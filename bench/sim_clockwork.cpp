// The clockwork against its floor, and against the peers that are installed.
//
//   sim_clockwork [--rounds=5] [--events=2000000] [--check]
//       the table; with --check the exit code is 1 when a bar is missed
//   sim_clockwork one ENGINE WORK N EVENTS
//       one measurement: "ns/event bytes/process hash"
//
// Each measurement is a process of its own; in each round every engine has its turn, and every
// other round goes backwards. The ratios are medians of the ratios within a round.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/floor.hpp"
#include "bench/sim_workload.hpp"
#include "sim/asio.hpp"
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
  sim::AsioContext asio{kernel};
  sim::ProcessGroup group{kernel};
};

sim::Duration random_duration(World& world) {
  return sim::Duration(static_cast<std::int64_t>(world.delays.next()));
}

// A plain function that makes the wait: g++ keeps the arguments of a call that stands in a
// co_await in the frame, here they are gone.
sim::Suspension random_delay(World& world, sim::Label label) {
  return world.kernel.delay(random_duration(world), label);
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

// A child task for every wait.
sim::Task<> child(World& world) { co_await hold_on(world); }
sim::Task<> nested(World& world, std::uint32_t id) {
  while (true) {
    co_await child(world);
    if (!world.meter.count(id)) throw Done{};
  }
}

// Asio's shape of a timer, awaited by a process.
sim::Task<> asio_timer(World& world, std::uint32_t id) {
  sim::SteadyTimer timer(world.asio);
  while (true) {
    timer.expires_after(random_duration(world));
    static_cast<void>(co_await timer.async_wait(sim::as_wait("waits for Asio's timer")));
    if (!world.meter.count(id)) throw Done{};
  }
}

sim::Task<> process(const std::string& work, World& world, std::uint32_t id) {
  if (work == "mutex") return mutex(world, id);
  if (work == "guard") return guarded(world, id);
  if (work == "nested") return nested(world, id);
  if (work == "asio") return asio_timer(world, id);
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

// --- The table ---

struct Measured {
  double ns = 0;
  double bytes = 0;
  std::string hash;
};

struct Row {
  std::string engine;
  std::string work;
  std::uint32_t n;
  // ns of this row divided by ns of that one, or the other way round, and what it must keep to.
  std::string against;
  double at_most = 0;
  double at_least = 0;
  std::vector<Measured> rounds = {};

  std::string name() const { return engine + " " + work + " " + std::to_string(n); }
};

class Table {
 public:
  Table(std::string self, std::uint64_t events) : self_(std::move(self)), events_(events) {
    const std::string peers = std::filesystem::path(self_).parent_path() / "peers";
    // Slower engines have less to do.
    add_engine("floor", self_ + " one floor", 1);
    add_engine("kernel", self_ + " one kernel", 1);
    add_engine("simpy", "/usr/bin/python3 " + peers + "/simpy_peer.py", 20,
               std::system("/usr/bin/python3 -c 'import simpy' 2>/dev/null") == 0);
    for (const char* scheduler : {"Map", "Heap", "PriorityQueue"}) {
      add_engine(std::string("ns3-") + scheduler, peers + "/ns3_peer " + scheduler, 4,
                 std::filesystem::exists(peers + "/ns3_peer"));
    }
    add_engine("systemc", "SYSTEMC_DISABLE_COPYRIGHT_MESSAGE=1 " + peers + "/systemc_peer", 4,
               std::filesystem::exists(peers + "/systemc_peer"));

    const std::vector<std::pair<std::string, std::uint32_t>> works = {
        {"hold", 10},        {"hold", 1000}, {"hold", 100'000},
        {"hold", 1'000'000}, {"ping", 1},    {"mutex", 1000}};
    const auto to_floor = [](const std::string& work, std::uint32_t n) {
      if (work != "hold" || n == 1'000'000) return 1.4;
      return n == 100'000 ? 1.3 : 1.25;
    };
    for (const auto& [work, n] : works) {
      add({"floor", work, n, ""});
      add({"kernel", work, n, "floor " + work + " " + std::to_string(n), to_floor(work, n)});
      if (n == 1'000'000) continue;
      const std::string kernel = "kernel " + work + " " + std::to_string(n);
      add({"simpy", work, n, kernel, 0, 30});
      for (const char* scheduler : {"Map", "Heap", "PriorityQueue"}) {
        const double bar = work != "hold" ? 0 : n == 10 ? 3 : n == 100'000 ? 7 : 0;
        add({std::string("ns3-") + scheduler, work, n, kernel, 0, bar});
      }
      add({"systemc", work, n, kernel, 0, 3});
    }
    for (const std::uint32_t n : {10u, 1000u}) {
      const std::string plain = "kernel hold " + std::to_string(n);
      add({"kernel", "guard", n, plain, 1.4});
      add({"kernel", "nested", n, plain});
      add({"kernel", "asio", n, plain});
    }
  }

  void measure(int rounds) {
    for (int round = 0; round < rounds; ++round) {
      std::fprintf(stderr, "round %d of %d\n", round + 1, rounds);
      for (Row& row : rows_) row.rounds.emplace_back();
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        Row& row = rows_[round % 2 == 0 ? i : rows_.size() - 1 - i];
        row.rounds.back() = run(row);
      }
    }
  }

  // True when every bar is kept.
  bool print() const {
    bool kept = true;
    std::printf("| engine | work | N | ns/event | bytes/process | ratio | of | bar | order |\n");
    std::printf("|---|---|--:|--:|--:|--:|---|---|---|\n");
    for (const Row& row : rows_) {
      std::vector<double> ns;
      std::vector<double> bytes;
      for (const Measured& m : row.rounds) ns.push_back(m.ns), bytes.push_back(m.bytes);
      std::printf("| %s | %s | %u | %.1f | ", row.engine.c_str(), row.work.c_str(), row.n,
                  median(ns));
      std::printf(row.n >= 100'000 ? "%.0f | " : "| ", median(bytes));
      const auto base = index_.find(row.against);
      if (base == index_.end()) {
        std::printf("| | | |\n");
        continue;
      }
      const Row& other = rows_[base->second];
      std::vector<double> ratios;
      for (std::size_t i = 0; i < ns.size(); ++i) ratios.push_back(ns[i] / other.rounds[i].ns);
      const double ratio = median(ratios);
      std::string bar;
      bool good = true;
      if (row.at_most > 0) {
        good = ratio <= row.at_most;
        bar = "at most " + std::to_string(row.at_most).substr(0, 4);
      } else if (row.at_least > 0) {
        // Of ns-3's schedulers the best one counts.
        good = ratio >= row.at_least;
        bar = "at least " + std::to_string(row.at_least).substr(0, 2);
      }
      if (row.engine == "kernel" && row.work == "hold" && row.n == 100'000) {
        good = good && median(bytes) <= 160;
        bar += ", 160 bytes";
      }
      if (!good) bar += " MISSED";
      kept = kept && good;
      // SystemC promises no order among events of the same time.
      const bool same = row.rounds.back().hash == other.rounds.back().hash;
      const bool comparable = row.rounds.back().hash != "-" && events(row) == events(other);
      std::printf("%.2f | %s | %s | %s |\n", ratio, other.name().c_str(), bar.c_str(),
                  !comparable ? ""
                  : same      ? "same"
                              : "other");
    }
    return kept;
  }

 private:
  struct Engine {
    std::string command;
    std::uint64_t share;  // it gets one in so many events
  };

  void add_engine(const std::string& name, const std::string& command, std::uint64_t share,
                  bool installed = true) {
    if (installed) {
      engines_[name] = {command, share};
    } else {
      std::fprintf(stderr, "%s is not installed: left out\n", name.c_str());
    }
  }
  void add(Row row) {
    if (!engines_.contains(row.engine)) return;
    index_[row.name()] = rows_.size();
    rows_.push_back(std::move(row));
  }
  std::uint64_t events(const Row& row) const { return events_ / engines_.at(row.engine).share; }

  Measured run(const Row& row) const {
    const std::string command = engines_.at(row.engine).command + " " + row.work + " " +
                                std::to_string(row.n) + " " + std::to_string(events(row));
    Measured measured;
    char hash[64] = "-";
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (!pipe || std::fscanf(pipe, "%lf %lf %63s", &measured.ns, &measured.bytes, hash) < 1) {
      std::fprintf(stderr, "this gave no measurement: %s\n", command.c_str());
      std::exit(1);
    }
    pclose(pipe);
    measured.hash = hash;
    return measured;
  }

  static double median(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  std::string self_;
  std::uint64_t events_;
  std::map<std::string, Engine> engines_;
  std::vector<Row> rows_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace
}  // namespace giosim::bench

int main(int argc, char** argv) {
  using namespace giosim::bench;
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() == 5 && args[0] == "one") {
    const auto n = static_cast<std::uint32_t>(std::stoul(args[3]));
    (args[1] == "floor" ? run_floor : run_kernel)(args[2], n, std::stoull(args[4]));
    return 0;
  }
  int rounds = 5;
  std::uint64_t events = 2'000'000;
  bool check = false;
  for (const std::string& arg : args) {  // others are meant for Google Benchmark
    if (arg.starts_with("--rounds=")) rounds = std::max(1, std::stoi(arg.substr(9)));
    if (arg.starts_with("--events=")) events = std::stoull(arg.substr(9));
    if (arg == "--check") check = true;
  }
  Table table(argv[0], events);
  table.measure(rounds);
  const bool kept = table.print();
  return check && !kept ? 1 : 0;
}
