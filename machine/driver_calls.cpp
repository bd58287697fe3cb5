#include "machine/driver_calls.hpp"

#include "machine/os.hpp"

namespace giosim::machine {
namespace {

dlpi::LinkState link_of(Os& os, HwPath hw_path) {
  const hdm::LanDriver* const driver = os.driver(hw_path);
  if (!driver) return {};
  const hdm::LinkMode mode = hdm::mode_of(driver->link(), driver->profile());
  return {.mtu = driver->link().mtu,
          .bits_per_second = static_cast<std::uint64_t>(mode.mbps) * 1'000'000,
          .up = driver->link().up};
}

sim::Task<> reset(hdm::LanDriver& driver, MacAddress station_address, dlpi::Done done) {
  co_await driver.reset(station_address);
  done(driver.failed() ? std::errc::io_error : std::errc());
}

void start(Os& os, HwPath hw_path, MacAddress station_address, dlpi::Done done) {
  hdm::LanDriver* const driver = os.driver(hw_path);
  if (!driver) return done(std::errc::no_such_device_or_address);
  os.processes.spawn("DLPI", reset(*driver, station_address, std::move(done)));
}

}  // namespace

dlpi::DriverCalls driver_calls(Os& os) {
  return {.link = [&os](HwPath hw_path) { return link_of(os, hw_path); },
          .set_phys_addr = [&os](HwPath hw_path, MacAddress mac,
                                 dlpi::Done done) { start(os, hw_path, mac, std::move(done)); },
          .hw_reset =
              [&os](HwPath hw_path, dlpi::Done done) {
                const hdm::LanDriver* const driver = os.driver(hw_path);
                const bool own = driver && driver->current_mac() != driver->factory_mac();
                start(os, hw_path, own ? driver->current_mac() : MacAddress(), std::move(done));
              }};
}

}  // namespace giosim::machine
