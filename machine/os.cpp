#include "machine/os.hpp"

#include <algorithm>

#include "base/must.hpp"
#include "dlpi/streams.hpp"
#include "machine/driver_calls.hpp"

namespace giosim::machine {

Os::Os(sim::Kernel& the_kernel, sim::Trace& the_trace, sim::Disk& the_disk,
       const Hardware& the_hardware, const gio::Policies& the_policies,
       const NotReplaceable& not_replaceable)
    : kernel(the_kernel),
      trace(the_trace),
      disk(the_disk),
      hardware(the_hardware),
      policies(the_policies),
      krs(kernel, disk, trace),
      tunables(krs, trace),
      pi_config(krs, trace),
      gio(kernel, disk, trace, tunables, policies),
      dlpi(trace),
      ilan(gio, dlpi, trace),
      nettl(kernel, disk, trace),
      portable_image(krs, tunables, pi_config, dlpi, disk, nettl, policies, trace),
      scan_over(kernel),
      claiming_(kernel),
      inits(kernel),
      processes(kernel) {
  dlpi.streams().driven_by(driver_calls(*this));
  for (const hdm::DriverProfile& profile : hdm::driver_catalog()) {
    gio::DriverInfo info = info_of(profile);
    if (std::ranges::find(not_replaceable, info.name) != not_replaceable.end())
      info.instance_replaceable = false;
    gio.install_driver(info);
  }
}

sim::Task<> Os::find_and_claim(HwPath hw_path) {
  const sim::Mutex::Guard one_at_a_time = co_await claiming_.lock("another device is claimed");
  if (hdm::LanDriver* const before = driver(hw_path)) co_await before->at_rest();

  const hdm::Card* const plugged_in = hardware.value(hw_path);
  if (!plugged_in || !has_power(hw_path)) co_return;
  const hdm::Card card = *plugged_in;  // it may be pulled out while the driver attaches
  if (const gio::IoNode* const before = gio.node(hw_path)) {
    if (before->state == NodeState::claimed) co_return;
    // Assumed: OL* replaces a card by one of its class only; any other waits for the next boot.
    if (before->device_class != card.device_class) {
      trace.record(NodeNotClaimed{hw_path, card.device_class, card.driver});
      co_return;
    }
  }

  gio::IoNode& node = gio.found(hw_path, card.device_class, card.driver);
  const hdm::DriverProfile* profile = hdm::find_driver(card.driver);
  if (!profile || profile->device_class != card.device_class.view()) {
    gio.claim_failed(node);
    messages.say(hw_path.text() + " no driver");
    co_return;
  }
  co_await kernel.delay(profile->attach, "attaches to its device");
  if (node.state == NodeState::no_hw) co_return;
  if (card.fails_at == InitStage::attach) {
    gio.claim_failed(node);
    messages.say(hw_path.text() + ' ' + std::string(card.driver.view()) + " failed to attach");
    co_return;
  }
  if (!gio.claim(node)) co_return;
  messages.say(hw_path.text() + ' ' + std::string(card.driver.view()));
  if (card.device_class != kLan) co_return;

  drivers_.erase(hw_path);  // of a card that was here before
  drivers_.add(hw_path, world_of_drivers_, node, hardware.at(hw_path), *profile).first->attach();
}

void Os::start_init(HwPath hw_path) {
  hdm::LanDriver* const starting = driver(hw_path);
  if (!starting || !starting->awaits_init()) return;
  inits.spawn(std::string(hardware.at(hw_path).driver.view()) + ' ' + hw_path.text(),
              starting->init());
}

void Os::say_how_it_ended(const hdm::LanDriver& driver) {
  const gio::IoNode& node = *gio.node(driver.hw_path());
  const std::string name(node.driver.view());
  const std::string hw_path = node.hw_path.text();
  if (driver.failed()) {
    messages.say(name + ": the card at hardware path " + hw_path + " failed its initialization");
    return;
  }
  if (node.instance != node.initial)
    messages.say(name + ": hardware path " + hw_path + ": instance " +
                 std::to_string(node.initial.number) + " reassigned to " +
                 std::to_string(node.instance.number));
  messages.say(name + ": lan" + std::to_string(node.instance.number) + " at hardware path " +
               hw_path + " initialized, MAC address " + driver.factory_mac().text());
}

hdm::LanDriver* Os::driver(HwPath hw_path) {
  return drivers_.find(hw_path);
}

void Os::card_gone(HwPath hw_path) {
  if (hdm::LanDriver* const its_driver = driver(hw_path)) its_driver->card_gone();
  const gio::IoNode* const node = gio.node(hw_path);
  const bool expected = node && (node->state == NodeState::suspended || node->state == NodeState::no_hw);
  if (node && !expected) gio.hardware_gone(hw_path);
}

sim::Task<bool> Os::remove_stale(IoconfigRow record) {
  const sim::Mutex::Guard one_at_a_time = co_await claiming_.lock("another device is claimed");
  if (hdm::LanDriver* const before = driver(record.hw_path)) co_await before->at_rest();
  const bool stale = std::ranges::any_of(gio.stale(), [&](const IoconfigRow& one) {
    return one.hw_path == record.hw_path && one.device_class == record.device_class &&
           one.instance == record.instance;
  });
  if (!stale) co_return false;
  if (gio.keeps_number(record)) co_return false;
  // Before the node, which knows the H/W path of the driver.
  const gio::IoNode* const node = gio.node(record.hw_path);
  if (node && node->device_class == record.device_class) drivers_.erase(record.hw_path);
  gio.remove_stale(record);
  co_return true;
}

void Os::dump(Dump& dump) const {
  if (!krs.loaded()) return;  // the boot has not begun: there is nothing yet
  tunables.dump(dump);
  for (const krs::PiEntry& entry : pi_config.entries()) dump.row(row_of(entry));
  gio.dump(dump);
  ilan.dump(dump);
  for (const hdm::LanDriver& driver : drivers_) driver.dump(dump);
  dlpi.dump(dump);
  for (const auto& [name, row] : net) dump.row(row);
  for (const auto& [name, row] : logical) dump.row(row);
  if (user_space) user_space->dump(dump);
}

}  // namespace giosim::machine
