// Fuzz: random plays with all invariants on, and what is left of one that fails once nothing more can
// be taken out of it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "explore/play.hpp"
#include "runner/run.hpp"

namespace giosim::explore {

// What became of one play.
struct FuzzResult {
  std::uint64_t seed = 0;  // of random_play()
  Play play;               // as it was performed; shrunk, when it failed
  std::optional<runner::Failure> failure;
  std::string size_before;                    // when it failed
  std::map<std::string, std::uint64_t> reached;  // facts, by name
  std::size_t steps_dropped = 0;              // made no sense when their turn came
  bool interrupted = false;
};

struct FuzzOptions {
  gio::Policies policies;
  sim::Limits limits{.max_events = 5'000'000, .max_events_at_one_instant = 1'000'000};
  std::uint64_t shrink_runs = 3'000;  // at most so many to shrink one play
  std::function<bool()> interrupted = [] { return false; };
};

// The seed of play `index` of a session.
std::uint64_t seed_of_play(std::uint64_t seed, std::uint64_t index);

// Draws a play and performs it, in an order that is drawn, too. A step that makes no sense when its
// turn comes (a machine that a fault has switched off is shut down) is dropped, and the play begins
// anew.
FuzzResult fuzz(std::uint64_t seed, const std::string& name, const FuzzOptions& options);

}  // namespace giosim::explore
