// "When the target is booted, IOI initially reads KRS and reserves the instance numbers … When
// the devices are scanned and claimed (during attach), it assigns initial instance numbers …
// Later the driver init() entry point is invoked." ("Flow of operation")

#include "machine/boot.hpp"

#include <vector>

#include "machine/warnings.hpp"

namespace giosim::machine {
namespace {

// S1: in H/W path order, or in any order the choices say (policy claim_order).
sim::Task<> scan(Os& os) {
  std::vector<HwPath> to_scan;
  for (const auto& [hw_path, card] : os.hardware) to_scan.push_back(hw_path);
  const bool any_order = os.policies.claim_order == gio::ClaimOrder::any;
  const bool init_on_claim = os.policies.init_start == gio::InitStart::on_claim;

  for (std::size_t i = 0; i < to_scan.size(); ++i) {
    if (any_order) {
      const std::size_t next = os.kernel.choices().pick(
          to_scan.size() - i, sim::ChoiceKind::order, "which device the scan finds next");
      std::swap(to_scan[i], to_scan[i + next]);
    }
    co_await os.find_and_claim(to_scan[i]);
    if (init_on_claim) os.start_init(to_scan[i]);
  }
  os.gio.scan_ended();
  os.last_scan = os.kernel.now();
  os.scan_over.set();

  if (init_on_claim) co_return;
  for (HwPath hw_path : to_scan) os.start_init(hw_path);
}

void say_what_was_read(Os& os) {
  os.messages.say("krs: gio_portable_image is " +
                  std::to_string(os.tunables.value(krs::kPortableImage)));
  os.messages.say("gio: ioconfig has " + std::to_string(os.gio.ioconfig().size()) + " records, " +
                  std::to_string(os.gio.reservations().all().size()) + " instances are reserved");
}

}  // namespace

sim::Task<> boot(Os& os) {
  log_damaged(os, os.krs.load([&os] {       // KRS, from the disk
    os.tunables.show();
    os.pi_config.show();
  }));
  os.tunables.begin_boot();                 // what kctune -h held for this boot
  os.gio.load_ioconfig();                   // the records of the boot before
  os.gio.reserve(os.pi_config);             // R: before any scan
  log_warnings(os);
  say_what_was_read(os);
  co_await scan(os);                        // S: found, claimed, initial instances
  // Assumed: /stand can be written when its devices are known, which is after the scan.
  os.processes.spawn_background("ioconfig writer", os.gio.write_ioconfig_through());
  if (os.krs.dirty()) static_cast<void>(co_await os.krs.flush());  // a held value has taken effect
  co_await os.user_space->start();          // A, D: the inits run; then the startup scripts
  os.trace.record(BootEnded{});
}

sim::Task<> add_device(Os& os, HwPath hw_path) {
  co_await os.scan_over.wait("the boot scan ends");  // S5
  co_await os.find_and_claim(hw_path);
  hdm::LanDriver* const driver = os.driver(hw_path);
  if (driver && driver->awaits_init()) co_await driver->init();
  co_await os.gio.ioconfig_written();
  co_await os.nettl.write();
}

}  // namespace giosim::machine
