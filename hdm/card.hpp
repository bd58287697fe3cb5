// Card: a piece of hardware in a slot. What a driver finds when it asks.
//
// A fault is a property of the card, plain data: the driver cannot tell a fault from a bad card.
#pragma once

#include <optional>

#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/words.hpp"
#include "sim/time.hpp"

namespace giosim::hdm {

struct Card {
  DeviceClass device_class = kLan;
  DriverName driver{};  // the one that knows this hardware; empty: none does

  // Of a NIC: the address it answers with, burnt in or assigned by Virtual Connect. All zero:
  // it answers that it has none.
  MacAddress mac{};
  std::optional<InitStage> fails_at{};  // the driver's attach or init fails there
  sim::Duration answers_after{};        // on top of what the driver's reading of the MAC takes
  bool linked = true;  // something is at the other end of the cable, or of the FlexNIC
};

}  // namespace giosim::hdm
