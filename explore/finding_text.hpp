// A finding in words, and as JSON.
#pragma once

#include <string>

#include "explore/finding.hpp"

namespace giosim::explore {

// `file` as the user named it; the policies that he gave on the command line, for the commands that
// replay an order.
struct Asked {
  std::string file;
  runner::Varied varied;
  std::vector<std::string> policies;
  bool timings = true;  // how long it took is not the same twice
};

// The command that replays an order.
std::string replay_command(const Asked& asked, const sim::ChoiceList& choices);

// "12,345,678"; beyond a quadrillion "1.4e18".
std::string number_text(const Count& number);
std::string percent_text(double share);
std::string letter_of(std::size_t outcome);  // A, B, … Z, AA
// Why a search stopped, for "stopped at …".
std::string_view word_of(Stop stop);

std::string to_text(const Finding& finding, const runner::Scenario& scenario, const Asked& asked);
std::string to_json(const Finding& finding, const runner::Scenario& scenario, const Asked& asked);

}  // namespace giosim::explore
