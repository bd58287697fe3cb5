// Census: how many orders there are, and how many of them come to each outcome; counted over the
// graph of all states, never by running them.
//
// A step that the search did not take, because it would have led to a state known otherwise, is
// found by going round the other way: first what slept, then what happened meanwhile.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <vector>

#include "explore/search.hpp"

namespace giosim::explore {

using Count = boost::multiprecision::cpp_int;

class Census {
 public:
  // Of a search that is exhausted; MUST.
  explicit Census(Found& found);

  const Count& orders() const { return orders_; }  // in all
  // By outcome, as in found.outcomes.
  const std::vector<Count>& of_outcome() const { return of_outcome_; }
  Count failing() const;

  // How many orders go on from this state, and how many of these fail.
  const Count& from(Target target) const;
  const Count& failing_from(Target target) const;

  // Where the candidate `edge` of a state leads.
  Target follow(std::uint32_t state, std::uint32_t edge) const {
    return found_.graph[state].edges[edge].target;
  }

 private:
  Target resolve(std::uint32_t state, ProcessKey key);
  void resolve_all();
  void count();

  Found& found_;
  Count orders_ = 0;
  Count zero_ = 0, one_ = 1;
  std::vector<Count> of_outcome_;
  std::vector<Count> from_, failing_from_;  // by state
};

}  // namespace giosim::explore
