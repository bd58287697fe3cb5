// Move: an interface whose settings are to follow it from one driver's file into another's.
//
// It is asked for by an entry that says another driver than the NIC has now. When a save writes
// the new driver into the entry before the files are fixed up (a file was refused, the disk was
// full, the card changed while the system ran), the driver before is kept as pending, in KRS beside
// the entries: one value for each interface, "<MAC> <driver>[,<driver> …]", the newest driver last.
// So nothing is lost, and a later boot does what this one could not.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "krs/krs.hpp"
#include "krs/pi_config.hpp"
#include "pi/merge.hpp"

namespace giosim::pi {

struct Move {
  Instance instance;             // of class lan: the name that the interface kept
  MacAddress mac;                // of the NIC that is there now
  std::vector<DriverName> from;  // the newest last: what it says counts
  DriverName to;

  friend bool operator==(const Move&, const Move&) = default;
};

struct PendingMove {
  MacAddress mac;
  std::vector<DriverName> from;

  friend bool operator==(const PendingMove&, const PendingMove&) = default;
};
using PendingMoves = std::map<Instance, PendingMove>;

// Moves are of NICs that are known from an entry and hold its instance. A NIC without its old
// instance has another name, so that nothing under the old name is its own. O(n log n).
std::vector<Move> moves_of(const std::vector<krs::PiEntry>& entries,
                           const std::vector<Present>& present, const PendingMoves& pending);

// The moves without the drivers from which `done` has moved the settings.
std::vector<Move> without(std::vector<Move> moves, const std::vector<Move>& done);

// What is pending after `left` could not be done: that, and what was pending for NICs that are not
// present now. It counts as long as the entry of the interface has the MAC address.
PendingMoves still_pending(const PendingMoves& pending, const std::vector<krs::PiEntry>& entries,
                           const std::vector<Present>& present, const std::vector<Move>& left);

inline constexpr std::string_view kPendingMoves = "gio/pi/move/";

PendingMoves read_pending(const krs::Krs& krs);             // values that make no sense are skipped
void write_pending(krs::Krs& krs, const PendingMoves& now);  // the caller flushes KRS

}  // namespace giosim::pi
