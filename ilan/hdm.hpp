// Hdm: what ILAN demands of a driver for one card (a hardware dependent module).
//
// ILAN, the common part of all Ethernet drivers, knows only this; the drivers implement it
// (hdm/lan_driver.hpp). The driver calls Ilan::internal_reset() during its init, when it has
// learnt its MAC address, and again after each later reset of the link.
//
// Document: "Ethernet drivers".
#pragma once

#include <expected>

#include "base/ids.hpp"
#include "base/mac_address.hpp"

namespace giosim::ilan {

enum class HdmError {
  hardware_failed  // the card gave up; the driver's init fails with it
};

class Hdm {
 public:
  virtual ~Hdm() = default;

  // The addresses the driver has read or been given; the zero address when it knows none.
  // The factory address is the one Portable Image goes by; the current one is the station
  // address, which an administrator may have set.
  virtual MacAddress factory_mac() const = 0;
  virtual MacAddress current_mac() const = 0;

  // "ILAN then invokes HDM property interface to reset the PPA in the HDM data structures."
  virtual std::expected<void, HdmError> set_property(Ppa ppa) = 0;
};

}  // namespace giosim::ilan
