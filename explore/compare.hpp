// Compare: who ends where under different readings of the document and under the algorithms of others,
// and how sure that is.
#pragma once

#include <string>
#include <vector>

#include "explore/finding.hpp"
#include "explore/others.hpp"

namespace giosim::explore {

// One reading, or several at once.
struct Reading {
  std::string name;  // "given_up_number=at_once"
  gio::Policies policies;
  Finding finding;
};

struct Comparison {
  std::vector<Reading> readings;
  std::vector<const Algorithm*> others;
  std::vector<Situation> situations;  // for the others
};

// For each reading and algorithm, and each NIC, all that it may end up with; then outcomes, orders
// that fail, invariants. Readings alone are columns; with the algorithms of others each is a row.
std::string compare_text(const Comparison& comparison, const runner::Scenario& scenario,
                         runner::Varied varied);
std::string compare_json(const Comparison& comparison, const runner::Scenario& scenario,
                         runner::Varied varied);

}  // namespace giosim::explore
