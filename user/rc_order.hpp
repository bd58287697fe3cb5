// RcOrder: parallel rc, the dependencies between startup and shutdown scripts.
//
// The database says of a start script which ones must have ended before it starts, and of a kill
// script which ones it must have ended before: kill dependencies are inverted. A throttle point
// holds up all later start scripts until it has ended; as a kill script it waits for all earlier
// ones. A script that the database does not name keeps its place: all before it have ended when
// it starts, and it has ended when any behind it starts.
//
// Document: "A dependency has been added to all LAN drivers on HP-UX PI in the parallel framework
// database to ensure that this ordering is strictly enforced."
// Assumed: the files and the syntax of the database; HP's are not public.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "user/init.hpp"

namespace giosim::user {

// Parallel rc is enabled by the line PARALLEL_RC=1 of the first file.
inline constexpr std::string_view kParallelRc = "/etc/rc.config.d/parallelrc";
inline constexpr std::string_view kRcDependencies = "/etc/rc.dependencies";

struct RcDependencies {
  using Names = std::vector<std::string>;

  // "start S320hpbtlan: S302hpuxpi"
  std::map<std::string, Names> start;
  // "kill K680hpbtlan: K692hpuxpi": K680hpbtlan has ended before K692hpuxpi starts.
  std::map<std::string, Names> kill;
  std::set<std::string> throttle;  // "throttle S340net"

  // A line for each; a '#' begins a remark. The error is a sentence with the number of the line.
  static std::expected<RcDependencies, std::string> parse(std::string_view text);
  std::string text() const;

  const std::map<std::string, Names>& of(Direction direction) const {
    return direction == Direction::start ? start : kill;
  }
};

// What the letter of a link says ("S302hpuxpi": a letter, three digits, a name); nothing for what is
// no link.
std::optional<Direction> direction_of(std::string_view link);

bool parallel_rc_enabled(const machine::Os& os);

// For each script, by its place in `links` (in their order), the places of those that must have
// ended before it starts. Names that are not in `links` hold up nobody.
std::vector<std::set<std::size_t>> who_waits_for_whom(const std::vector<std::string>& links,
                                                      const RcDependencies& dependencies,
                                                      Direction direction);

// Places that wait for one another, from one to the next and back to the first; empty: none do.
std::vector<std::size_t> circle_in(const std::vector<std::set<std::size_t>>& waits);

}  // namespace giosim::user
