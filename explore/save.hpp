// Save: an order as a scenario of its own, which fails today and shows why when it is run.
//
// It is the text of the scenario with the keys `vary` and `choices` that replay the order, the
// policies that were chosen on the command line, and, where the order breaks nothing that the
// scenario expects, what every other order came to as an expectation: so it fails until the order
// does not matter any more.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "explore/finding.hpp"

namespace giosim::explore {

struct SavedFile {
  std::string path;
  std::string sentence;  // what it shows
};

// One file for each outcome that fails, and for each outcome but the commonest; named
// <scenario>.<letter>.yaml. Each was loaded and run again, and failed. The error is a sentence.
std::expected<std::vector<SavedFile>, std::string> save_counterexamples(
    const std::string& directory, const runner::Scenario& scenario, const Finding& finding,
    runner::Varied varied);

// The text of one such file; `file_directory` is where it will stand, for the paths of include.
std::string counterexample_text(const runner::Scenario& scenario, const OutcomeFinding& shown,
                                const OutcomeFinding* other, runner::Varied varied,
                                const std::string& file_directory);

}  // namespace giosim::explore
