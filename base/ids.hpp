// The words for who is who: device classes, drivers, instances, PPAs.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "base/name.hpp"

namespace giosim {

// "lan", "ext_bus", "fc" …: instances are unique within a class.
using DeviceClass = Name<struct DeviceClassTag>;

// "igelan", "iexgbe" …: the HDM that claims a device.
using DriverName = Name<struct DriverNameTag>;

inline constexpr DeviceClass kLan = "lan";

// The number GIO gives a node of a class. -1, as ioscan prints it, means "no instance".
struct Instance {
  std::int32_t number = -1;

  constexpr bool given() const { return number >= 0; }
  friend constexpr auto operator<=>(Instance, Instance) = default;
};

inline constexpr Instance kNoInstance{};

// The largest instance giosim accepts; a bound on input, not a fact about HP-UX.
inline constexpr std::int32_t kMaxInstance = 99'999'999;

// Physical point of attachment: the number by which DLPI users name a NIC.
struct Ppa {
  std::int32_t number = -1;

  constexpr bool given() const { return number >= 0; }
  friend constexpr auto operator<=>(Ppa, Ppa) = default;
};

// Glossary: "The number listed for the PPA is the instance number of the device."
// This is the one place that says so.
constexpr Ppa ppa_of(Instance instance) { return Ppa{instance.number}; }

// "lan0": class and instance, as lanscan's Net-Interface column writes them.
inline std::string interface_name(DeviceClass device_class, Instance instance) {
  return std::string(device_class.view()) + std::to_string(instance.number);
}

}  // namespace giosim
