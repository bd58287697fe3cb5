#include "machine/olar.hpp"

#include <algorithm>

#include "machine/boot.hpp"

namespace giosim::machine {
namespace {

// Whether the driver of the node knows the card that is in its slot now.
bool same_kind(const Os& os, const gio::IoNode& node) {
  const hdm::Card& card = os.hardware.at(node.hw_path);
  return card.driver == node.driver && card.device_class == node.device_class;
}

// A driver that had given its card up begins from scratch.
sim::Task<bool> resume(Os& os, HwPath hw_path) {
  hdm::LanDriver* const driver = os.driver(hw_path);
  if (driver && !driver->suspended()) {
    os.gio.hardware_gone(hw_path);
    co_await add_device(os, hw_path);
    hdm::LanDriver* const anew = os.driver(hw_path);
    co_return anew && !anew->failed();
  }
  os.gio.resumed(hw_path);
  if (!driver) co_return true;
  co_await driver->resume(os.hardware.at(hw_path));
  co_return !driver->failed();
}

}  // namespace

std::vector<HwPath> paths_in_slot(const Os& os, HwPath slot) {
  std::set<HwPath> paths;
  for (const auto& [hw_path, card] : os.hardware)
    if (slot_of(hw_path) == slot) paths.insert(hw_path);
  for (const gio::IoNode& node : os.gio.tree())
    if (slot_of(node.hw_path) == slot) paths.insert(node.hw_path);
  return {paths.begin(), paths.end()};
}

std::vector<HwPath> slots_of(const Os& os) {
  std::set<HwPath> slots = os.slots_off;
  for (const auto& [hw_path, card] : os.hardware) slots.insert(slot_of(hw_path));
  for (const gio::IoNode& node : os.gio.tree()) slots.insert(slot_of(node.hw_path));
  return {slots.begin(), slots.end()};
}

sim::Task<> prepare_to_replace(Os& os, HwPath slot) {
  for (HwPath hw_path : paths_in_slot(os, slot)) {
    const gio::IoNode* const node = os.gio.node(hw_path);
    if (!node || node->state != NodeState::claimed) continue;
    if (hdm::LanDriver* const driver = os.driver(hw_path)) co_await driver->suspend();
    if (node->state == NodeState::claimed) os.gio.suspended(hw_path);
  }
  os.slots_off.insert(slot);
}

sim::Task<> delete_cards(Os& os, HwPath slot) {
  for (HwPath hw_path : paths_in_slot(os, slot)) {
    if (hdm::LanDriver* const driver = os.driver(hw_path)) {
      co_await driver->at_rest();
      driver->delete_instance();
    }
    const gio::IoNode* const node = os.gio.node(hw_path);
    if (node && node->state != NodeState::no_hw) os.gio.hardware_gone(hw_path);
  }
  os.slots_off.insert(slot);
}

sim::Task<std::optional<CannotResume>> replaced(Os& os, HwPath slot) {
  std::vector<HwPath> suspended;
  for (HwPath hw_path : paths_in_slot(os, slot)) {
    const gio::IoNode* const node = os.gio.node(hw_path);
    if (!node || node->state != NodeState::suspended) continue;
    if (!os.hardware.contains(hw_path)) co_return CannotResume::no_card;
    if (!same_kind(os, *node)) co_return CannotResume::other_kind;
    suspended.push_back(hw_path);
  }
  os.slots_off.erase(slot);
  bool all_well = true;
  for (HwPath hw_path : suspended)
    if (!co_await resume(os, hw_path)) all_well = false;
  co_await added(os, slot);  // functions that the new card has more
  if (!all_well) co_return CannotResume::driver_failed;
  co_return std::nullopt;
}

sim::Task<> added(Os& os, HwPath slot) {
  os.slots_off.erase(slot);
  for (HwPath hw_path : paths_in_slot(os, slot)) co_await add_device(os, hw_path);
}

}  // namespace giosim::machine
