// Hardware: what is plugged into a machine, slot by slot. Power does not change it.
#pragma once

#include <map>

#include "base/hw_path.hpp"
#include "hdm/card.hpp"

namespace giosim::machine {

using Hardware = std::map<HwPath, hdm::Card>;

}  // namespace giosim::machine
