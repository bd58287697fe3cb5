// Phase: where in its life a machine is, read off the kinds of its facts.
//
// Within a boot the phase only moves forward; a card added while the machine runs does not
// bring back the scan. One step back there is: a machine that went down to a run level without
// networking runs its startup scripts again.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "sim/trace.hpp"

namespace giosim::report {

enum class Phase { off, power_on, krs, reserve, scan, init, rc, running, shutdown };

struct PhaseRow {
  Phase phase;
  std::string_view id;
  std::string_view title;
};
std::span<const PhaseRow> phases();
const PhaseRow& row_of(Phase phase);

class PhaseTracker {
 public:
  // The phase this fact belongs to: the one it opens, or the one that is on.
  Phase follow(const sim::Stamped& stamped);

 private:
  std::map<std::string, Phase, std::less<>> now_;
};

}  // namespace giosim::report
