// The saved settings of a NIC: what the configuration file of its driver says of its interface.
//
//   HP_IGELAN_INTERFACE_NAME[0]=lan1
//   HP_IGELAN_STATION_ADDRESS[0]=0x080009C4686E
//   HP_IGELAN_SPEED[0]=100FD
//   HP_IGELAN_MTU[0]=1500
//
// The startup script of the driver applies them; nwmgr reads and writes them.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "user/lan.hpp"

namespace giosim::user {

// As they are written; nothing for what the file does not say of this interface.
struct SavedSettings {
  std::optional<std::string> station_address, speed, mtu;
};

// An error is a sentence: the file cannot be read. A file that is not there says nothing.
std::expected<SavedSettings, std::string> saved_settings(const machine::Os& os,
                                                         const LanInterface& nic);

// The file with exactly these settings of the interface, at the index it has or at a free one;
// all other lines stay as they are. Replaced in one commit.
sim::Task<std::expected<void, std::string>> save_settings(machine::Os& os, LanInterface nic,
                                                          SavedSettings settings);

}  // namespace giosim::user
