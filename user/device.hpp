// Devices as the I/O commands name them: what ioscan says of a card, and its special files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "user/session.hpp"

namespace giosim::user {

// What is public of a driver's cards beyond the catalogue. Assumed: all descriptions but those of
// btlan, fcd, fclp and gvsd, which are from captures.
struct DeviceKind {
  std::string_view driver;
  std::string_view description;
  int character_major;  // -1: none
  bool network_files;   // insf makes /dev/lanN and its kin
};

// A kind without description for a driver that is not known.
const DeviceKind& kind_of(DriverName driver);

// The special files of a device, in the order in which ioscan lists them; most LAN drivers have
// none.
std::vector<std::string> special_files(DriverName driver, Instance instance);
// Those of them that are there.
std::vector<std::string> special_files_on_disk(const Session& session, DriverName driver,
                                               Instance instance);

// "0/4/1" is at or above "0/4/1/0".
bool at_or_below(HwPath hw_path, HwPath above);

}  // namespace giosim::user
