// Compare: who ends where under different readings of the document, and how sure that is.
#pragma once

#include <string>
#include <vector>

#include "explore/finding.hpp"

namespace giosim::explore {

// One reading, or several at once: a column of the table.
struct Reading {
  std::string name;  // "given_up_number=at_once"
  gio::Policies policies;
  Finding finding;
};

// A row for each NIC, with all that it may end up with; then outcomes, orders that fail, I13.
std::string compare_text(const std::vector<Reading>& readings, const runner::Scenario& scenario,
                         runner::Varied varied);
std::string compare_json(const std::vector<Reading>& readings, const runner::Scenario& scenario,
                         runner::Varied varied);

}  // namespace giosim::explore
