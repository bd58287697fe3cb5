#include "pi/error.hpp"

namespace giosim::pi {

PiError error_of(sim::DiskError error) {
  switch (error) {
    case sim::DiskError::write_failed: return PiError::write_failed;
    case sim::DiskError::full: return PiError::disk_full;
    case sim::DiskError::read_only: return PiError::read_only;
  }
  return PiError::write_failed;
}

std::string_view sentence(PiError error) {
  switch (error) {
    case PiError::unknown_mac: return "no entry has this MAC address";
    case PiError::mac_in_other_entry: return "the equivalent is in another entry already";
    case PiError::no_nic_mac: return "no NIC can have this MAC address";
    case PiError::patch_missing:
      return "HP-UX 11i v3 of September 2010 or earlier needs patch PHKL_41525 before Portable "
             "Image can be enabled";
    case PiError::write_failed: return sentence(sim::DiskError::write_failed);
    case PiError::disk_full: return sentence(sim::DiskError::full);
    case PiError::read_only: return sentence(sim::DiskError::read_only);
  }
  return {};
}

}  // namespace giosim::pi
