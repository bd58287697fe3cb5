#include "runner/report/story_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace giosim::report {
namespace {

using Device = std::pair<std::string, std::string>;
using In = DiffLine::In;

constexpr std::size_t kAround = 2;              // lines that are the same, around one that differs
constexpr std::size_t kMostCells = 16'000'000;  // of the table below: 4,000 lines against 4,000

// The longest common subsequence of what stands between the first and the last difference. Where
// that is too long to be looked at, everything there counts as replaced.
std::vector<DiffLine> diff_of(const std::vector<std::string>& before,
                              const std::vector<std::string>& after) {
  std::size_t begin = 0;
  while (begin < before.size() && begin < after.size() && before[begin] == after[begin]) ++begin;
  std::size_t end = 0;
  while (end < before.size() - begin && end < after.size() - begin &&
         before[before.size() - 1 - end] == after[after.size() - 1 - end])
    ++end;
  const std::size_t n = before.size() - begin - end, m = after.size() - begin - end;

  // common[i][j]: how many lines the rests from i and from j have in common.
  const bool too_long = n > 0 && m > kMostCells / n;
  std::vector<std::uint32_t> common(too_long ? 0 : (n + 1) * (m + 1));
  const auto cell = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
    return common[i * (m + 1) + j];
  };
  if (!too_long)
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t j = m; j-- > 0;)
        cell(i, j) = before[begin + i] == after[begin + j]
                         ? cell(i + 1, j + 1) + 1
                         : std::max(cell(i + 1, j), cell(i, j + 1));

  std::vector<DiffLine> lines;
  for (std::size_t i = 0; i < begin; ++i) lines.push_back({In::both, before[i]});
  std::size_t i = 0, j = 0;
  while (i < n || j < m) {
    const bool same = i < n && j < m && !too_long && before[begin + i] == after[begin + j];
    if (same) {
      lines.push_back({In::both, before[begin + i]});
      ++i, ++j;
    } else if (i < n && (j == m || too_long || cell(i + 1, j) >= cell(i, j + 1))) {
      lines.push_back({In::before, before[begin + i++]});
    } else {
      lines.push_back({In::after, after[begin + j++]});
    }
  }
  for (std::size_t k = before.size() - end; k < before.size(); ++k)
    lines.push_back({In::both, before[k]});
  return lines;
}

std::set<std::string> macs_in(const std::vector<std::string>& lines) {
  constexpr std::size_t kLength = 14;
  std::set<std::string> macs;
  for (const std::string& line : lines)
    for (std::size_t at = 0; (at = line.find("mac 0x", at)) != std::string::npos; ++at)
      macs.insert(line.substr(at + 4, kLength));
  return macs;
}

bool is_path(const Device& device) { return device.second.find('/') != std::string::npos; }

// For the paths that only one of the two has: the other's path on the same machine with the same
// MAC addresses, when there is exactly one on either side.
std::map<Device, Device> moved(const DeviceLines& before, const DeviceLines& after) {
  using Nic = std::pair<std::string, std::set<std::string>>;  // machine and MAC addresses
  std::map<Nic, std::array<std::vector<Device>, 2>> lonely;
  const auto add = [&](const DeviceLines& from, const DeviceLines& other, std::size_t side) {
    for (const auto& [device, lines] : from)
      if (is_path(device) && !other.contains(device))
        if (std::set<std::string> macs = macs_in(lines); !macs.empty())
          lonely[{device.first, std::move(macs)}][side].push_back(device);
  };
  add(before, after, 0);
  add(after, before, 1);
  std::map<Device, Device> pairs;
  for (const auto& [nic, sides] : lonely)
    if (sides[0].size() == 1 && sides[1].size() == 1) pairs[sides[0][0]] = sides[1][0];
  return pairs;
}

std::string title(const DeviceDiff& diff, SideNames names) {
  if (!diff.after) return fmt::format("{}  (only {})", heading(*diff.before), names.before);
  if (!diff.before) return fmt::format("{}  (only {})", heading(*diff.after), names.after);
  if (diff.before == diff.after) return heading(*diff.before);
  return fmt::format("{} -> {}  (the same MAC address)", heading(*diff.before),
                     diff.after->second);
}

}  // namespace

bool Selection::takes(const StoryFact& fact) const {
  const bool machine = machines.empty() || std::ranges::find(machines, fact.machine) != machines.end();
  return machine &&
         (about.empty() || std::ranges::find(about, topic_of(fact.kind)) != about.end());
}

void add_lines(DeviceLines& lines, const StoryFact& fact) {
  std::vector<std::string>& of_device = lines[{fact.machine, fact.device}];
  for (const std::string& line : fact.lines)
    of_device.push_back(fmt::format("boot {}  {}", fact.boot, line));
}

DeviceLines device_lines(const Story& story, const Selection& selection) {
  DeviceLines lines;
  for (const StoryFact& fact : story.facts)
    if (selection.takes(fact)) add_lines(lines, fact);
  return lines;
}

std::string heading(const Device& device) {
  return device.second.empty() ? device.first : device.first + " " + device.second;
}

std::vector<DeviceDiff> differences(const DeviceLines& before, const DeviceLines& after) {
  const std::map<Device, Device> pairs = moved(before, after);
  std::set<Device> found_again;
  for (const auto& [from, to] : pairs) found_again.insert(to);

  std::map<Device, DeviceDiff, NaturalLess> all;
  for (const auto& [device, lines] : before) {
    if (const auto pair = pairs.find(device); pair != pairs.end())
      all[device] = {device, pair->second, diff_of(lines, after.at(pair->second))};
    else if (const auto same = after.find(device); same == after.end())
      all[device] = {device, std::nullopt, diff_of(lines, {})};
    else if (same->second != lines)
      all[device] = {device, device, diff_of(lines, same->second)};
  }
  for (const auto& [device, lines] : after)
    if (!before.contains(device) && !found_again.contains(device))
      all[device] = {std::nullopt, device, diff_of({}, lines)};

  std::vector<DeviceDiff> differing;
  for (auto& [device, diff] : all) differing.push_back(std::move(diff));
  return differing;
}

std::string text_of(const std::vector<DeviceDiff>& differences, std::string_view indent,
                    Color color, SideNames names) {
  std::string text;
  for (const DeviceDiff& diff : differences) {
    text += fmt::format("{}{}\n", indent, title(diff, names));
    std::size_t shown_to = 0;  // up to here the lines are told, or left out
    for (std::size_t i = 0; i < diff.lines.size(); ++i) {
      if (diff.lines[i].in == In::both) continue;
      const std::size_t from = std::max(shown_to, i - std::min(i, kAround));
      if (from > shown_to) text += fmt::format("{}    …\n", indent);
      std::size_t to = i + 1;
      for (std::size_t k = i; k < diff.lines.size() && k <= to + kAround; ++k)
        if (diff.lines[k].in != In::both) to = k + 1;
      to = std::min(to + kAround, diff.lines.size());
      for (std::size_t k = from; k < to; ++k) {
        const DiffLine& line = diff.lines[k];
        const char sign = line.in == In::both ? ' ' : line.in == In::before ? '-' : '+';
        const bool painted = color == Color::on && line.in != In::both;
        text += fmt::format("{}  {}{} {}{}\n", indent,
                            !painted ? "" : line.in == In::before ? "\033[31m" : "\033[32m", sign,
                            line.text, painted ? "\033[0m" : "");
      }
      shown_to = to;
      i = to - 1;
    }
    if (shown_to < diff.lines.size()) text += fmt::format("{}    …\n", indent);
  }
  return text;
}

}  // namespace giosim::report
