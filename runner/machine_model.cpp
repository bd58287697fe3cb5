#include "runner/machine_model.hpp"

#include <algorithm>

namespace giosim::runner {
namespace {

// A blade of the BL8x0c i2 family: two LOM chips with two 10 Gb ports of four FlexNICs each;
// the functions of a chip alternate between its ports: 1a 2a 1b 2b 1c 2c 1d 2d. The i-th blade
// of a Blade Link Domain has its root at i/….
// Assumed: the H/W paths of the chips, <blade>/0/0/3/0/0 and <blade>/0/0/4/0/0. The FC mezzanine
// card sits at <blade>/0/0/7/0/0, as on a BL870c i2.
std::vector<ModelPort> blades(int count) {
  std::vector<ModelPort> ports;
  for (int blade = 0; blade < count; ++blade) {
    const HwPath root = HwPath().child(blade).child(0).child(0);
    for (int chip = 0; chip < 2; ++chip)
      for (int function = 0; function < 8; ++function)
        ports.push_back({root.child(3 + chip).child(0).child(0).child(function), "iexgbe", blade,
                         2 * chip + function % 2, function / 2});
    for (int function = 0; function < 2; ++function)
      ports.push_back({root.child(7).child(0).child(0).child(function), "fclp", blade, 0, 0});
  }
  return ports;
}

std::vector<ModelPort> bl860c_i2() { return blades(1); }
std::vector<ModelPort> bl870c_i2() { return blades(2); }
std::vector<ModelPort> bl890c_i2() { return blades(4); }

// Assumed: core LAN at 0/1/2/0 and 0/1/2/1 with iether, core SAS at 0/4/1/0.
std::vector<ModelPort> rx2660() {
  return {{"0/1/2/0", "iether", 0, 0, 0},
          {"0/1/2/1", "iether", 0, 1, 0},
          {"0/4/1/0", "sasd", 0, 0, 0}};
}

// An AVIO guest: storage at 0/0/0/0, as captured from a guest; NICs at 0/0/1/0 and 0/0/2/0.
std::vector<ModelPort> integrity_vm() {
  return {{"0/0/0/0", "gvsd", 0, 0, 0},
          {"0/0/1/0", "igssn", 0, 0, 0},
          {"0/0/2/0", "igssn", 0, 1, 0}};
}

constexpr MachineModel kMachineModels[] = {
    {"BL860c i2", "one blade: 16 FlexNICs (iexgbe) on four 10 Gb ports, two FC ports", bl860c_i2},
    {"BL870c i2", "two blades linked: 32 FlexNICs (iexgbe), four FC ports", bl870c_i2},
    {"BL890c i2", "four blades linked: 64 FlexNICs (iexgbe), eight FC ports", bl890c_i2},
    {"rx2660", "a rack server: two core LAN ports (iether), core SAS", rx2660},
    {"Integrity VM", "a guest of Integrity VM: two AVIO NICs (igssn), AVIO storage",
     integrity_vm},
};

}  // namespace

std::span<const MachineModel> machine_models() { return kMachineModels; }

const MachineModel* find_model(std::string_view name) {
  const auto found = std::ranges::find(kMachineModels, name, &MachineModel::name);
  return found == std::end(kMachineModels) ? nullptr : found;
}

}  // namespace giosim::runner
