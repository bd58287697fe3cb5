// Hardware: what is plugged into a machine, slot by slot. Power does not change it.
#pragma once

#include "base/hw_path.hpp"
#include "base/table_map.hpp"
#include "hdm/card.hpp"

namespace giosim::machine {

using Hardware = TableMap<HwPath, hdm::Card>;

// Assumed: the functions of one slot differ in the last element of their paths.
inline HwPath slot_of(HwPath hw_path) {
  HwPath slot;
  for (std::size_t i = 0; i + 1 < hw_path.size(); ++i) slot = slot.child(hw_path.element(i));
  return slot;
}

}  // namespace giosim::machine
