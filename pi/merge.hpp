// The merge of a save: what KRS knows, and what is present now (K3, K8).
#pragma once

#include <cstdint>
#include <vector>

#include "base/fact.hpp"
#include "gio/policy.hpp"
#include "krs/pi_config.hpp"

namespace giosim::pi {

// A NIC as DLPI shows it, or the entry that a save made of it.
using Present = krs::PiEntry;  // one MAC address: the factory one

struct Merged {
  std::vector<krs::PiEntry> entries;  // what KRS is to hold
  std::vector<std::uint32_t> saved;   // which of `entries` are of present NICs; by instance
  std::vector<EntryDropped> dropped;  // each is a warning for the log
};

// O(n log n). No two present NICs have one instance; several may have one MAC address. A MAC
// address that stands in two entries stays in one of them (policy two_entries_one_mac).
Merged merge(std::vector<krs::PiEntry> entries, const std::vector<Present>& present,
             const gio::Policies& policies);

}  // namespace giosim::pi
