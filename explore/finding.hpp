// Finding: what a search means for people. Outcomes from the commonest to the rarest, each with the
// choices that replay it, the step at which two orders part, the step behind which nothing helps.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "explore/census.hpp"
#include "explore/sample.hpp"
#include "explore/search.hpp"
#include "explore/shortest.hpp"

namespace giosim::explore {

struct OutcomeFinding {
  Outcome outcome;
  ShortList list;
  Count orders;            // exhausted searches only
  double share = 0;        // of all orders with the same faults, the same
  std::uint64_t runs = 0;  // samples only: that came to it
};

// Two orders that begin alike.
struct Parting {
  std::size_t common = 0;  // steps
  std::string first, second;  // who runs next in either; empty: nobody
};

// On the way to an outcome that fails.
struct Critical {
  std::size_t step = 0;  // from 1: behind it every order fails
  std::string what;
  double failing_before = 0;  // the share of orders that fail, as seen just before it
  // The same order up to there, then something else, and it passes; none when even the first
  // choice was too late.
  std::optional<sim::ChoiceList> passes;
  std::string instead;  // what runs there in that one
};

struct Finding {
  Found found;
  bool exhausted = false;
  Count orders, failing;
  std::vector<OutcomeFinding> outcomes;
  std::optional<Parting> parting;    // between the first two outcomes
  std::optional<Sample> sample;      // if it was no search
  std::optional<Critical> critical;  // of the first outcome that fails

  // I13, for each choice of faults.
  bool one_outcome() const { return exhausted && !several_with_the_same_faults(); }
  bool several_with_the_same_faults() const;
  bool all_pass() const;
};

// A sample of orders instead of all: for plays that are too large.
Finding sample(const runner::Scenario& scenario, const SearchOptions& options, Sample how);

Finding find(const runner::Scenario& scenario, const SearchOptions& options);

// A share as people say it, exact where that is short: "1 of 3", "33.333 %".
double share_of(const Count& part, const Count& whole);

}  // namespace giosim::explore
