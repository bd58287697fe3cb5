#include "machine/force_instances.hpp"

#include <algorithm>

namespace giosim::machine {

bool can_force_now(Os& os, const std::vector<gio::WantedInstance>& wanted) {
  return std::ranges::all_of(wanted, [&](const gio::WantedInstance& one) {
    const gio::IoNode* const node = os.gio.node(one.hw_path);
    return !node || node->instance_replaceable;  // one that is not there is refused anyhow
  });
}

sim::Task<std::vector<gio::RefusedInstance>> force_instances(
    Os& os, std::vector<gio::WantedInstance> wanted, gio::ForceFrom from) {
  std::vector<ilan::IlanInterface*> interfaces;
  if (from == gio::ForceFrom::now) {
    // A reset may begin at one while another is waited for: until all rest in one look.
    const auto busy = [&os, &wanted]() -> hdm::LanDriver* {
      for (const gio::WantedInstance& one : wanted)
        if (hdm::LanDriver* const driver = os.driver(one.hw_path); driver && !driver->rests())
          return driver;
      return nullptr;
    };
    while (hdm::LanDriver* const driver = busy()) co_await driver->at_rest();

    if (os.gio.why_not_force(wanted, os.pi_config).empty())
      for (const gio::WantedInstance& one : wanted) {
        hdm::LanDriver* const driver = os.driver(one.hw_path);
        const bool changes = os.gio.node(one.hw_path)->instance != one.instance;
        if (changes && driver && driver->interface()) interfaces.push_back(driver->interface());
      }
    for (ilan::IlanInterface* interface : interfaces) os.ilan.take_down(*interface);
  }
  std::vector<gio::RefusedInstance> refused = os.gio.force(wanted, from, os.pi_config);
  os.ilan.instances_forced(interfaces);
  co_return refused;
}

}  // namespace giosim::machine
