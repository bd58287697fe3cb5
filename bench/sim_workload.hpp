// The work that every engine does, written once: the delays, the hash of the order, the meter.
//
// Hold: N processes, each waits a random time, for ever. Ping: one process. Mutex: 1,000
// processes hold one FIFO mutex for a random time in turn. The delays come from one generator,
// so the whole course depends on the order of events, and equal hashes mean equal courses.
#pragma once

#include <time.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>

namespace giosim::bench {

// Exponential, mean 1e6 ns: 4,096 quantiles and 8 random low bits.
class Delays {
 public:
  Delays() {
    for (std::size_t i = 0; i < quantiles_.size(); ++i) {
      const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(quantiles_.size());
      quantiles_[i] = (static_cast<std::uint64_t>(-std::log1p(-u) * 1e6) & ~std::uint64_t{255}) + 1;
    }
  }
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    const std::uint64_t bits = state_ >> 40;
    return quantiles_[bits >> 12] + (bits & 255);
  }

 private:
  std::uint64_t state_ = 1;
  std::array<std::uint64_t, 4096> quantiles_;
};

inline double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0;
  double resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

// Counts events; the first `warm_up` are not timed. The clock starts and stops within the bodies of
// the processes, so that setting up and tearing down are outside.
class Meter {
 public:
  Meter(std::uint64_t warm_up, std::uint64_t events)
      : next_(warm_up), last_(warm_up + events), events_(events) {}

  // Once per event, by the process `id`. False: the work is done.
  bool count(std::uint32_t id) {
    hash_ = (hash_ * 0x9E3779B97F4A7C15u) ^ (id + 1);
    return ++counted_ < next_ || milestone();
  }

  void report(std::uint32_t processes) const {
    const double ns = std::chrono::duration<double, std::nano>(stop_ - start_).count();
    std::printf("%.3f %.1f %016llx\n", ns / static_cast<double>(events_),
                (resident_ - resident_before_) / processes, static_cast<unsigned long long>(hash_));
  }

 private:
  // Time of the processor, not of the wall: others may be using the machine.
  struct Clock {
    using duration = std::chrono::nanoseconds;
    using time_point = std::chrono::time_point<Clock, duration>;
    static time_point now() {
      timespec time;
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
      return time_point(std::chrono::seconds(time.tv_sec) + duration(time.tv_nsec));
    }
  };

  bool milestone() {
    if (next_ == last_) {
      stop_ = Clock::now();
      return false;
    }
    next_ = last_;
    resident_ = resident_bytes();
    start_ = Clock::now();
    return true;
  }

  std::uint64_t counted_ = 0;
  std::uint64_t hash_ = 0;
  std::uint64_t next_;
  std::uint64_t last_;
  std::uint64_t events_;
  double resident_before_ = resident_bytes();
  double resident_ = 0;
  Clock::time_point start_;
  Clock::time_point stop_;
};

}  // namespace giosim::bench
