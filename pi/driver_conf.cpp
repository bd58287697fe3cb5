#include "pi/driver_conf.hpp"

#include <algorithm>

#include "pi/rc_config_file.hpp"

namespace giosim::pi {
namespace {

bool has_file(DriverName driver) {
  return !driver.view().empty() && std::ranges::all_of(driver.view(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

bool is_common(std::string_view setting) {
  return std::ranges::find(kCommonSettings, setting, &CommonSetting::name) !=
         kCommonSettings.end();
}

std::optional<std::string> driver_conf_path(DriverName driver) {
  if (!has_file(driver)) return std::nullopt;
  return std::string(kRcConfigDirectory) + "hp" + std::string(driver.view()) + "conf";
}

std::optional<std::string> driver_conf_prefix(DriverName driver) {
  if (!has_file(driver)) return std::nullopt;
  std::string prefix = "HP_";
  for (const char c : driver.view())
    prefix += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return prefix + '_';
}

}  // namespace giosim::pi
