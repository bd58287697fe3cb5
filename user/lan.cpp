#include "user/lan.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace giosim::user {
namespace {

void applied(machine::Os& os, Ppa ppa, std::string_view setting, std::string value) {
  os.trace.record(
      SettingApplied{"lan" + std::to_string(ppa.number), std::string(setting), std::move(value)});
}

sim::Task<std::expected<void, LanError>> reset_to(machine::Os& os, Ppa ppa, MacAddress mac) {
  hdm::LanDriver* const driver = lan_driver(os, ppa);
  if (!driver) co_return std::unexpected(LanError::no_such_interface);
  co_await driver->reset(mac);
  if (driver->failed()) co_return std::unexpected(LanError::hardware_failed);
  // An init that the reset waited for may have moved the interface to another PPA.
  applied(os, driver->ppa(), "station_address", driver->current_mac().text());
  co_return std::expected<void, LanError>{};
}

}  // namespace

std::vector<LanInterface> lan_interfaces(machine::Os& os) {
  std::vector<LanInterface> interfaces;
  for (const dlpi::DlpiInstance& instance : os.dlpi.instances()) {
    const hdm::LanDriver* const driver = os.driver(instance.hw_path);
    MUST(driver != nullptr);
    interfaces.push_back({instance.ppa, instance.hw_path, instance.mac, instance.factory_mac,
                          instance.nm_id, &driver->profile(), driver->link()});
  }
  return interfaces;
}

hdm::LanDriver* lan_driver(machine::Os& os, Ppa ppa) {
  const dlpi::DlpiInstance* const instance = os.dlpi.find(ppa);
  return instance ? os.driver(instance->hw_path) : nullptr;
}

LanError error_of(hdm::LinkRefusal refusal) {
  switch (refusal) {
    case hdm::LinkRefusal::mtu_out_of_range: return LanError::mtu_out_of_range;
    case hdm::LinkRefusal::jumbo_needs_gigabit: return LanError::jumbo_needs_gigabit;
    case hdm::LinkRefusal::speed_not_of_port: return LanError::speed_not_of_port;
  }
  return LanError::hardware_failed;
}

// Assumed: the words.
std::string_view sentence(LanError error) {
  switch (error) {
    case LanError::no_such_interface: return "no such interface";
    case LanError::mtu_out_of_range: return "the MTU is not in the range 256 to 9000";
    case LanError::jumbo_needs_gigabit:
      return "an MTU above 1500 needs a link of 1 Gb/s or faster";
    case LanError::speed_not_of_port: return "the interface does not support this speed";
    case LanError::no_nic_mac: return "no NIC can have this station address";
    case LanError::hardware_failed: return "the hardware failed while the link was reset";
  }
  return {};
}

std::expected<void, LanError> set_mtu(machine::Os& os, Ppa ppa, int mtu) {
  hdm::LanDriver* const driver = lan_driver(os, ppa);
  if (!driver) return std::unexpected(LanError::no_such_interface);
  if (const auto set = driver->set_mtu(mtu); !set) return std::unexpected(error_of(set.error()));
  applied(os, ppa, "mtu", std::to_string(mtu));
  return {};
}

std::expected<void, LanError> set_speed(machine::Os& os, Ppa ppa, LinkSpeed speed) {
  hdm::LanDriver* const driver = lan_driver(os, ppa);
  if (!driver) return std::unexpected(LanError::no_such_interface);
  if (const auto set = driver->set_speed(speed); !set)
    return std::unexpected(error_of(set.error()));
  applied(os, ppa, "speed", std::string(word(speed)));
  return {};
}

sim::Task<std::expected<void, LanError>> set_station_address(machine::Os& os, Ppa ppa,
                                                             MacAddress mac) {
  if (!mac.can_be_a_nic()) co_return std::unexpected(LanError::no_nic_mac);
  co_return co_await reset_to(os, ppa, mac);
}

sim::Task<std::expected<void, LanError>> reset_station_address(machine::Os& os, Ppa ppa) {
  co_return co_await reset_to(os, ppa, MacAddress());
}

sim::Task<std::expected<void, LanError>> reset_link(machine::Os& os, Ppa ppa) {
  hdm::LanDriver* const driver = lan_driver(os, ppa);
  if (!driver) co_return std::unexpected(LanError::no_such_interface);
  const bool factory = driver->current_mac() == driver->factory_mac();
  const MacAddress own = factory ? MacAddress() : driver->current_mac();
  co_await driver->reset(own);
  if (driver->failed()) co_return std::unexpected(LanError::hardware_failed);
  co_return std::expected<void, LanError>{};
}

std::optional<LinkSpeed> parse_link_speed(std::string_view text) {
  const auto same = [](char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(a) == lower(b);
  };
  for (std::size_t i = 0; i < kWords<LinkSpeed>.size(); ++i)
    if (std::ranges::equal(kWords<LinkSpeed>[i], text, same)) return static_cast<LinkSpeed>(i);
  return std::nullopt;
}

}  // namespace giosim::user
