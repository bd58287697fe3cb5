// Comparison: two runs, A and B: what each NIC ended up with, the fact at which they part, and the
// facts that only one of them has, device by device.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runner/report/story_diff.hpp"

namespace giosim::report {

struct Comparison {
  struct Nic {
    std::string machine;
    std::string hw_path;
    std::optional<NicEnd> a, b;  // nothing: it is not there
  };
  struct Parting {
    std::size_t behind = 0;        // facts that are the same
    std::optional<StoryFact> a, b;  // nothing: it has ended
  };

  std::vector<Nic> nics;  // that ended up otherwise
  std::size_t nics_alike = 0;
  std::optional<Parting> parting;
  std::vector<DeviceDiff> devices;
  std::size_t facts = 0;        // of A
  std::size_t other_times = 0;  // facts that are the same, but not their time; when they do not part

  bool same() const { return nics.empty() && !parting; }
};

// Of facts, those of the selection.
Comparison compare(const Story& a, const Story& b, const Selection& selection);

std::string to_text(const Comparison& comparison, std::string_view a, std::string_view b,
                    Color color);
std::string to_json(const Comparison& comparison, std::string_view a, std::string_view b);

}  // namespace giosim::report
