// Search: every order of a scenario, each state once.
//
// Depth first by runs (probe.hpp). A state is left by every candidate but those that sleep: a
// candidate that was tried before and is independent of all that happened since would only lead to
// where others have been (sleep sets; a state met again with fewer sleepers is left by those that
// are awake now). So every state is reached, by one step each where steps do not meddle.
//
// Runs go in rounds: a fixed number of them looks at what was known when the round began, then what
// they saw is taken in, one after the other. So the result is the same for any number of threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "explore/probe.hpp"

namespace giosim::explore {

inline constexpr std::size_t kRound = 64;  // runs of a round: whatever the number of threads is

// How much the search leaves out that cannot matter.
enum class Reduction {
  none,    // every order is run: for comparison
  states,  // a state that is known is not left again
  full,    // and sleep sets
};

struct Bounds {
  std::uint64_t runs = 0;               // 0: none, as in all of these
  std::uint64_t depth = 0;              // choices in a run
  std::uint64_t memory = 0;             // bytes
  std::chrono::nanoseconds time{};
};

struct SearchOptions {
  runner::Varied varied{runner::Vary::init, runner::Vary::scan};
  Reduction reduction = Reduction::full;
  Bounds bounds;
  sim::Limits limits;
  std::function<bool()> interrupted;
  // Calls work(0 … count-1), on as many threads as there are.
  std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)> in_parallel;
  std::function<void(std::uint64_t runs, std::size_t states)> progress;
};

enum class Stop { exhausted, runs, depth, memory, time, interrupted };

inline constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

// Where an edge leads.
struct Target {
  enum class To : std::uint8_t { nowhere, state, outcome } to = To::nowhere;
  std::uint32_t index = 0;
};

struct Edge {
  ProcessKey key = 0;
  enum class Kind : std::uint8_t { open, taken, asleep } kind = Kind::open;
  bool variant = false;  // another answer to a choice within the step
  Target target;
  std::vector<ProcessKey> then;
};

struct State {
  std::vector<Edge> edges;           // of the candidates, in their order; then variants
  std::uint32_t candidates = 0;
  std::uint32_t parent = kNowhere;   // from where it was met first
  std::uint32_t parent_edge = 0;
  bool cut = false;                  // by the bound of depth
};

struct OutcomeSeen {
  Outcome outcome;
  sim::ChoiceList choices;  // of the first run that came to it
};

// What a search has found.
struct Found {
  Stop stop = Stop::exhausted;
  std::uint64_t runs = 0;
  std::uint64_t steps = 0;        // of the kernel, over all runs
  std::uint64_t new_steps = 0;    // of those, the ones beyond what was known
  std::uint64_t states = 0;       // in which there was a choice
  std::uint64_t bytes = 0;        // that the states take
  std::chrono::nanoseconds took{};
  std::vector<State> graph;       // graph[0] is where the play begins, before any choice
  std::vector<OutcomeSeen> outcomes;
  std::set<Fingerprint> final_states;
  Target root;
};

Found search(const runner::Scenario& scenario, const SearchOptions& options);

}  // namespace giosim::explore
