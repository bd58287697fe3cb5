// Shortest: for each outcome the list of choices that a person can read: the fewest that are not
// the plain ones, then those that come first.
//
// Orders are tried by the number of choices that differ from the plain run: none, one, two … Where
// that would take too many runs, the list that the search came upon is made simpler as long as it
// comes to the same outcome, and is said to be short, not the shortest.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "explore/search.hpp"

namespace giosim::explore {

struct ShortList {
  sim::ChoiceList choices;  // zeros at its end dropped
  bool shortest = false;    // proven: all with fewer choices come to other outcomes
};

// One for each of found.outcomes; `runs` bounds the effort.
std::vector<ShortList> shortest_lists(const runner::Scenario& scenario,
                                      const SearchOptions& options, const Found& found,
                                      std::uint64_t runs = 4'000);

}  // namespace giosim::explore
