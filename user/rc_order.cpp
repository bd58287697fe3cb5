#include "user/rc_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/text.hpp"

namespace giosim::user {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// The colon behind the name may stand alone.
std::expected<void, std::string> read_line(RcDependencies& all, std::string line) {
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  const std::vector<std::string> head = words_of(line.substr(0, colon));
  if (head.empty() && colon == std::string::npos) return {};
  if (head.size() == 2 && head[0] == "throttle" && colon == std::string::npos) {
    all.throttle.insert(head[1]);
    return {};
  }
  const bool dependency = head.size() == 2 && colon != std::string::npos &&
                          (head[0] == "start" || head[0] == "kill");
  if (!dependency)
    return std::unexpected("expected start NAME: NAME…, kill NAME: NAME… or throttle NAME");
  auto& names = (head[0] == "start" ? all.start : all.kill)[head[1]];
  for (std::string& name : words_of(line.substr(colon + 1))) names.push_back(std::move(name));
  return {};
}

std::size_t place_of(const std::vector<std::string>& links, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(links, name) - links.begin());
}

}  // namespace

std::expected<RcDependencies, std::string> RcDependencies::parse(std::string_view text) {
  RcDependencies all;
  std::istringstream stream{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (const auto read = read_line(all, line); !read)
      return std::unexpected(fmt::format("line {}: {}", number, read.error()));
  }
  return all;
}

std::string RcDependencies::text() const {
  std::string text;
  const auto add = [&](std::string_view kind, const std::map<std::string, Names>& all) {
    for (const auto& [name, names] : all)
      text += fmt::format("{} {}:{}{}\n", kind, name, names.empty() ? "" : " ",
                          fmt::join(names, " "));
  };
  add("start", start);
  add("kill", kill);
  for (const std::string& name : throttle) text += fmt::format("throttle {}\n", name);
  return text;
}

std::optional<Direction> direction_of(std::string_view link) {
  const bool digits = link.size() > 4 && std::ranges::all_of(link.substr(1, 3), is_digit);
  if (digits && link[0] == 'S') return Direction::start;
  if (digits && link[0] == 'K') return Direction::stop;
  return std::nullopt;
}

bool parallel_rc_enabled(const machine::Os& os) {
  std::istringstream stream(os.disk.read(kParallelRc).value_or(""));
  bool enabled = false;
  for (std::string line; std::getline(stream, line);)
    if (line.starts_with("PARALLEL_RC=")) enabled = line == "PARALLEL_RC=1";
  return enabled;
}

std::vector<std::set<std::size_t>> who_waits_for_whom(const std::vector<std::string>& links,
                                                      const RcDependencies& dependencies,
                                                      Direction direction) {
  const auto& declared = dependencies.of(direction);
  // In a kill dependency the script that is named by others is known, too.
  std::set<std::string> known;
  for (const auto& [name, names] : declared) {
    known.insert(name);
    if (direction == Direction::stop) known.insert(names.begin(), names.end());
  }

  std::vector<std::set<std::size_t>> waits(links.size());
  for (std::size_t i = 0; i < links.size(); ++i) {
    const bool throttles = dependencies.throttle.contains(links[i]);
    for (std::size_t before = 0; before < i; ++before) {
      const bool keeps_place = !known.contains(links[i]) || !known.contains(links[before]);
      const bool held_up = direction == Direction::start
                               ? dependencies.throttle.contains(links[before])
                               : throttles;
      if (keeps_place || held_up) waits[i].insert(before);
    }
    const auto own = declared.find(links[i]);
    if (own == declared.end()) continue;
    for (const std::string& name : own->second) {
      const std::size_t other = place_of(links, name);
      if (other == links.size()) continue;
      if (direction == Direction::start)
        waits[i].insert(other);
      else
        waits[other].insert(i);
    }
  }
  return waits;
}

namespace {

// Depth first: what is on the way already closes a circle.
bool close_circle(const std::vector<std::set<std::size_t>>& waits, std::size_t at,
                  std::vector<std::size_t>& way, std::set<std::size_t>& seen) {
  const auto met = std::ranges::find(way, at);
  if (met != way.end()) {
    way.erase(way.begin(), met);
    return true;
  }
  if (!seen.insert(at).second) return false;
  way.push_back(at);
  for (std::size_t next : waits[at])
    if (close_circle(waits, next, way, seen)) return true;
  way.pop_back();
  return false;
}

}  // namespace

std::vector<std::size_t> circle_in(const std::vector<std::set<std::size_t>>& waits) {
  std::set<std::size_t> seen;
  for (std::size_t i = 0; i < waits.size(); ++i) {
    std::vector<std::size_t> way;
    if (close_circle(waits, i, way, seen)) return way;
  }
  return {};
}

}  // namespace giosim::user
