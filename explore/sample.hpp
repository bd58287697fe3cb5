// Sample: some orders, drawn at random, where all are too many.
//
// PCT (Burckhardt et al., "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs")
// gives each process a random priority and lowers that of the one that runs at d-1 random places. An
// outcome that takes d orderings between steps is met by a run with a probability of at least
// 1/(n k^(d-1)), n being the processes and k the choices of a run.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "explore/search.hpp"

namespace giosim::explore {

enum class Strategy { all, random, pct };

struct Sample {
  Strategy strategy = Strategy::random;
  std::uint64_t seed = 1;
  std::uint64_t runs = 1000;
  std::uint64_t depth = 3;  // PCT: d

  // Measured in the plain run.
  std::uint64_t processes = 0, choices = 0;

  double bound_of_run() const {
    if (processes == 0) return 1;
    return 1 / (static_cast<double>(processes) *
                std::pow(static_cast<double>(choices), static_cast<double>(depth) - 1));
  }
  double bound_of_all(std::uint64_t drawn) const {
    return 1 - std::pow(1 - bound_of_run(), static_cast<double>(drawn));
  }
};

struct Sampled {
  Found found;                         // no graph
  Sample how;
  std::vector<std::uint64_t> runs_of;  // by outcome
};

Sampled draw(const runner::Scenario& scenario, const SearchOptions& options, Sample how);

}  // namespace giosim::explore
