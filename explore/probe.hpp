// Probe: one run of a search, from the beginning of the play through choices that are known to
// those that are not, and what was seen on the way.
//
// A run costs less than a copy of the world would (docs/PERFORMANCE.md), so every branch is run
// anew from its beginning. A probe only reads what the search knows; so many of them run at once.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "explore/outcome.hpp"
#include "explore/state_watch.hpp"
#include "runner/scenario.hpp"

namespace giosim::explore {

// A process that need not run next: what follows would have been seen before.
struct Sleeper {
  ProcessKey key;
  Footprint footprint;
};
using Asleep = std::vector<Sleeper>;

// A choice made within a step: the disk's faults, the order of a scan.
struct InnerChoice {
  std::size_t at;  // which choice of the run it is, from 0
  std::uint32_t options;
  bool behind;  // the step that was chosen: in a later one, or between two
};

// One step taken from a state, up to the next state.
struct Taken {
  ProcessKey key = 0;
  Footprint footprint;
  std::vector<InnerChoice> inner;
  std::vector<ProcessKey> then;  // steps behind it to which there was no alternative
};

// A state met beyond the known choices.
struct Met {
  Fingerprint state;
  std::vector<ProcessKey> candidates;
  Asleep asleep;                // on arrival
  std::size_t made = 0;         // how many choices led to it
  std::size_t chosen = kNone;   // which candidate ran; none: the run ends here
  Taken taken;

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

enum class RunEnd {
  outcome,  // the play is over
  known,    // in a state that was known
  asleep,   // where whatever could run has been seen elsewhere
  depth,    // at the bound
  stopped,  // from outside
};

struct Trail {
  Taken first;             // the step that the known choices end with
  std::vector<Met> met;    // in order
  RunEnd end = RunEnd::outcome;
  Outcome outcome;         // RunEnd::outcome only
  Fingerprint final_state;
  sim::ChoiceList made;    // every choice of the run
  std::uint64_t steps = 0;     // of the kernel, those of the known choices too
  std::uint64_t new_steps = 0;
};

struct ProbeOptions {
  runner::Varied varied;
  sim::Limits limits;
  std::size_t depth = 0;    // the most choices of a run; 0: any number
  bool merges = true;       // states that are known end a run
  bool sleeps = true;       // sleep sets
  std::function<bool(Fingerprint)> known;  // of the search, as it stood when the round began
  std::function<bool()> stopped;
};

// `asleep` is of the state in which the last choice of `prefix` is made.
Trail probe(const runner::Scenario& scenario, const Watched& watched, const ProbeOptions& options,
            const sim::ChoiceList& prefix, const Asleep& asleep);

}  // namespace giosim::explore
