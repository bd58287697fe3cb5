// The dump of hpuxpitool -g: the saved configuration as text that a person reads, that programs read
// back, and of which two compare well with diff(1).
//
//   # hpuxpitool dump 1: saved configuration of Portable Image
//   # Interface  MAC-address     Driver    H/W-path              Equivalent-MAC-addresses
//   lan0         0x00306E00000A  igelan    0/1/1/0               -
//   lan18        0x0017A4770428  iexgbe    0/0/0/3/0/0/1         0x2A2E5A050ABA,0x2A2E5A050ABB
//
// One line for each entry, by class and instance. Nothing in it says when or where it was made, and
// the columns have fixed places: an entry that did not change is the same line in every dump.
//
// Document, "Pre-upgrade procedure": "This will list out each network instance along with its
// pre-upgrade MAC address."
// Assumed: the format, of which no sample is public.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "krs/pi_config.hpp"

namespace giosim::pi {

std::string write_dump(const std::vector<krs::PiEntry>& entries);

// Lines that begin with '#', and empty ones, are remarks; the first line must be the one above. The
// error names the line.
std::expected<std::vector<krs::PiEntry>, std::string> read_dump(std::string_view text);

}  // namespace giosim::pi
