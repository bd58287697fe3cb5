// What GIO looked at while it decided: every candidate number, and why it lost; and one number that
// GIO need not look at, but a reader may think of. By number, each once.
//
// Made only when somebody listens. At most kMaxLooks numbers are named one by one (as runs of
// numbers with the same fate); what lies beyond is summed up in one run, so that a decision
// among a million numbers stays one line long.
#pragma once

#include <vector>

#include "base/fact.hpp"
#include "gio/instance_map.hpp"
#include "gio/reservation.hpp"

namespace giosim::gio {

inline constexpr int kMaxLooks = 64;

// A node without record gets `chosen`: `by` says which of the free numbers that is.
std::vector<Candidate> considered_for_scan(const InstanceMap& numbers, Instance chosen,
                                           AssignedBy by);

// A node with a record keeps its number.
std::vector<Candidate> considered_with_record(const InstanceMap& numbers, Instance chosen);

// The reserved number `to` replaces the initial one.
std::vector<Candidate> considered_for_match(Instance from, Instance to);

// The initial instance stays; `reservation` is the one that matched in vain, if any did.
std::vector<Candidate> considered_for_keep(DeviceClass device_class, const InstanceMap& numbers,
                                           const Reservations& reservations, Instance kept,
                                           const Reservation* reservation);

}  // namespace giosim::gio
