// PiError: why libhpuxpi did not do what it was asked for.
#pragma once

#include <string_view>

#include "sim/disk.hpp"

namespace giosim::pi {

enum class PiError {
  unknown_mac,         // no entry has this MAC address
  mac_in_other_entry,  // it is in another entry already
  no_nic_mac,          // no NIC can have it: all zero, or a group address
  patch_missing,       // an OS of September 2010 or earlier without PHKL_41525
  write_failed,        // the disk did not take it …
  disk_full,
  read_only
};

PiError error_of(sim::DiskError error);

// "no entry has this MAC address": for logs and for who has no message catalogue.
std::string_view sentence(PiError error);

}  // namespace giosim::pi
