// StoryDiff: what differs between two stories, device by device.
//
// Lines are compared within one device, never across: what happens to lan0 has no place among the
// lines of lan1, whichever of the two was first. A NIC that sits elsewhere is found again by its
// MAC address.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runner/report/plain_text.hpp"
#include "runner/report/story.hpp"
#include "runner/report/text_report.hpp"

namespace giosim::report {

// The lines of each device by machine and device: "boot 1  dlpi.ppa_set  lan1 -> lan0". The machine
// itself comes first, then H/W paths, then interfaces, as people sort them.
using DeviceLines =
    std::map<std::pair<std::string, std::string>, std::vector<std::string>, NaturalLess>;

// Which facts are looked at; empty: all.
struct Selection {
  std::vector<Topic> about;
  std::vector<std::string> machines;

  bool takes(const StoryFact& fact) const;
};

void add_lines(DeviceLines& lines, const StoryFact& fact);
DeviceLines device_lines(const Story& story, const Selection& selection);

// "target 0/4/1/0", or "target" for the machine itself.
std::string heading(const std::pair<std::string, std::string>& device);

struct DiffLine {
  enum class In { both, before, after } in = In::both;
  std::string text;
};

// One device that differs. Where only one of the two has it the other's name is nothing.
struct DeviceDiff {
  std::optional<std::pair<std::string, std::string>> before, after;
  std::vector<DiffLine> lines;
};
std::vector<DeviceDiff> differences(const DeviceLines& before, const DeviceLines& after);

// For people: the lines that differ behind - and +, and a few around them.
struct SideNames {
  std::string_view before = "as it was", after = "now";
};
std::string text_of(const std::vector<DeviceDiff>& differences, std::string_view indent,
                    Color color = Color::off, SideNames names = {});

}  // namespace giosim::report
