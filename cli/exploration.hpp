// What explore and compare are told alike: what varies, how far, on how many threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "explore/search.hpp"

namespace giosim::cli {

struct ExplorationSettings {
  std::optional<std::string> vary;
  std::optional<std::uint64_t> runs, depth, time, memory, jobs;
  std::vector<std::string> policies;
  bool timings = false;
};

void declare(Arguments& arguments, ExplorationSettings& settings);

// --vary, else what the scenario says, else init and scan. Throws UsageError.
runner::Varied varied_of(const ExplorationSettings& settings, const runner::Scenario& scenario);

// `progress` outlives the search.
explore::SearchOptions search_options(const ExplorationSettings& settings,
                                      const runner::Scenario& scenario, Progress& progress);

}  // namespace giosim::cli
