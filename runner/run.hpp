// Running a scenario: the play performed once, and what became of it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dlpi/frame.hpp"
#include "runner/scenario.hpp"
#include "sim/limits.hpp"
#include "sim/sqlite_disk.hpp"
#include "sim/steering.hpp"
#include "sim/trace.hpp"

namespace giosim::runner {

class World;
struct GoldenCheck;

struct RunOptions {
  sim::Choices* choices = nullptr;    // by default the scenario's own, else everything in order
  sim::SqliteStore* store = nullptr;  // disks that outlive the program; by default in memory
  std::vector<sim::TraceSink*> sinks;
  sim::Limits limits;
  std::optional<Varied> vary;  // instead of the scenario's own
  // Who steers the kernel then, and who hears of looks (sim/trace.hpp): the explorer.
  std::function<std::unique_ptr<sim::Steering>(World&)> steering;
  sim::TraceSink* looks = nullptr;
  bool keep_facts = false;  // for expectations that come after the scenario's own
  // Asked between steps of the kernel now and then; true ends the run (Ctrl-C).
  std::function<bool()> interrupted;
  // Every frame that is sent into a network, also one that is lost there.
  std::function<void(const std::string& network, sim::Time, const dlpi::Frame&)> on_frame;
  // What became of each golden that the scenario names (runner/golden.hpp).
  std::function<void(const GoldenCheck&)> on_golden;
  // After the last step, before the machines go: for listings of the final state.
  std::function<void(const World&)> at_end;
};

// One thing that is not as the scenario or the rule book says.
struct Failure {
  enum class Kind { expectation, invariant, bug, stuck, choices } kind = Kind::expectation;
  Mark where;             // line 0 where there is no place in the file
  std::string id;         // "I5", or the expectation's key
  std::string sentence;
};

struct Verdict {
  bool passed = false;
  bool interrupted = false;
  bool unexpectedly_passed = false;  // expect_failure, and nothing failed
  std::vector<Failure> failures;     // also those that expect_failure was waiting for
  std::string choices;               // "0.2.1": replays this very run
  std::uint64_t events = 0;          // kernel steps
  std::uint64_t facts = 0;
  sim::Duration virtual_time{};
};

// Never throws but ScenarioError, for a step that makes no sense when its turn comes (a machine
// that runs already is booted again), and std::bad_alloc.
Verdict run(const Scenario& scenario, const RunOptions& options = {});

}  // namespace giosim::runner
