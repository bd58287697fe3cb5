// Machine models: the ports that a computer has when nobody plugs anything in. ONE TABLE.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"

namespace giosim::runner {

// One port of a model. For Virtual Connect: which blade, which physical port of the blade, and
// which FlexNIC (sub-port a, b, c, d as 0 … 3) of that port.
struct ModelPort {
  HwPath hw_path;
  DriverName driver;
  int blade = 0;
  int port = 0;
  int sub_port = 0;
};

struct MachineModel {
  std::string_view name;
  std::string_view sentence;
  std::vector<ModelPort> (*ports)();
};

std::span<const MachineModel> machine_models();
const MachineModel* find_model(std::string_view name);

}  // namespace giosim::runner
