// Replay: one order, run again to be looked at: who ran at each step, and what else could have.
#pragma once

#include <string>
#include <vector>

#include "explore/outcome.hpp"
#include "explore/state_watch.hpp"

namespace giosim::explore {

struct ReplayedStep {
  std::string process;
  std::string label;       // what it had waited for
  ProcessKey key = 0;
  std::size_t choice = 0;  // how many choices had been made before it

  // "igelan 0/4/1/0 (reads its MAC address)"
  std::string text() const { return process.empty() ? "a timer" : process + " (" + label + ")"; }
};

struct Replay {
  Outcome outcome;
  std::vector<ReplayedStep> steps;
  std::vector<std::uint32_t> options;  // of each choice
  sim::ChoiceList made;
};

// The list may be any: choices behind its end are 0, and what is too large becomes 0, too.
Replay replay(const runner::Scenario& scenario, runner::Varied varied,
              const sim::ChoiceList& choices, const sim::Limits& limits);

}  // namespace giosim::explore
