// Situation: what there is before the boot whose numbers are compared: the cards, and what the disk
// knows of the boots before.
//
// It is taken from a run of the scenario: of each machine that is on at the end, its last boot.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/hw_path.hpp"
#include "base/mac_address.hpp"
#include "runner/scenario.hpp"

namespace giosim::explore {

struct Situation {
  struct Nic {
    HwPath hw_path;
    MacAddress mac;  // all zero: its driver never learns one
  };
  struct Saved {
    std::int32_t number = 0;
    HwPath hw_path;
    std::vector<MacAddress> macs;

    bool has(MacAddress mac) const;
  };

  std::string machine;
  std::vector<Nic> nics;                   // found by the boot scan; by H/W path
  std::map<HwPath, std::int32_t> records;  // ioconfig's, of class lan
  std::vector<Saved> saved;                // the entries of Portable Image; by number

  // The NICs that match an entry, as indices.
  std::vector<std::size_t> matching(const Saved& entry) const;
};

std::vector<Situation> situations_of(const runner::Scenario& scenario);

}  // namespace giosim::explore
