// Goldens on the disk of this computer: what a run leaves pending, and what lies about unnamed.
#pragma once

#include <string>
#include <vector>

#include "cli/selection.hpp"
#include "runner/golden.hpp"
#include "runner/run.hpp"

namespace giosim::cli {

// The goldens of a run, for RunOptions::on_golden.
class GoldenLog {
 public:
  void listen_to(runner::RunOptions& options);
  const std::vector<runner::GoldenCheck>& checks() const { return checks_; }

  // A golden that does not fit leaves a pending one; a pending one of a golden that fits is gone.
  // What the user should know, in lines; empty: nothing. To be called when the run is the
  // scenario's own and its verdict counts.
  std::string leave_pending() const;

 private:
  std::vector<runner::GoldenCheck> checks_;
};

// A file that should not be there, or not so.
struct StrayGolden {
  std::string file;
  std::string sentence;
};

// In the folders among `paths`, and below them: goldens, and pending ones, that none of the
// scenarios names, and goldens that two of them do. Where a scenario could not be loaded nobody
// knows what it names, and its folder is passed over.
std::vector<StrayGolden> stray_goldens(const std::vector<std::string>& paths,
                                       const std::vector<Candidate>& scenarios);

bool is_golden(const std::string& file);
bool is_pending(const std::string& file);

}  // namespace giosim::cli
