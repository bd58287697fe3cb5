#include "user/netconf.hpp"

#include <charconv>
#include <optional>

namespace giosim::user {
namespace {

// Digits, and nothing else.
std::optional<int> index_of(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 0)
    return std::nullopt;
  return digits.starts_with('-') ? std::nullopt : std::optional(number);
}

}  // namespace

std::vector<NetconfInterface> netconf_interfaces(const pi::RcConfigFile& netconf) {
  std::vector<NetconfInterface> interfaces;
  for (const int index : netconf.indices("INTERFACE_NAME")) {
    const auto of = [&](std::string_view variable) {
      return netconf.value(variable, index).value_or("");
    };
    if (of("INTERFACE_NAME").empty()) continue;
    interfaces.push_back({.name = of("INTERFACE_NAME"),
                          .address = of("IP_ADDRESS"),
                          .subnet_mask = of("SUBNET_MASK"),
                          .broadcast_address = of("BROADCAST_ADDRESS"),
                          .is_down = of("INTERFACE_STATE") == "down",
                          .asks_dhcp = of("DHCP_ENABLE") == "1",
                          .modules = of("INTERFACE_MODULES"),
                          .index = index});
  }
  return interfaces;
}

std::expected<std::vector<NetconfInterface>, pi::Unreadable> parse_netconf(std::string_view text) {
  const auto file = pi::RcConfigFile::parse(text);
  if (!file) return std::unexpected(file.error());
  return netconf_interfaces(*file);
}

std::string write_netconf(const std::vector<NetconfInterface>& interfaces) {
  std::string text;
  for (std::size_t i = 0; i < interfaces.size(); ++i) {
    const NetconfInterface& one = interfaces[i];
    const auto put = [&](std::string_view variable, const std::string& value) {
      text += std::string(variable) + '[' + std::to_string(i) + "]=" + pi::quoted(value, "\"") + '\n';
    };
    put("INTERFACE_NAME", one.name);
    put("IP_ADDRESS", one.address);
    if (!one.subnet_mask.empty()) put("SUBNET_MASK", one.subnet_mask);
    if (!one.broadcast_address.empty()) put("BROADCAST_ADDRESS", one.broadcast_address);
    if (one.is_down) put("INTERFACE_STATE", "down");
    if (one.asks_dhcp) put("DHCP_ENABLE", "1");
    if (!one.modules.empty()) put("INTERFACE_MODULES", one.modules);
  }
  return text;
}

Ppa ppa_named(std::string_view interface_name) {
  if (!interface_name.starts_with("lan")) return {};
  return Ppa{index_of(interface_name.substr(3)).value_or(-1)};
}

std::string_view primary_of(std::string_view interface_name) {
  const std::size_t colon = interface_name.find(':');
  if (colon == std::string_view::npos || !index_of(interface_name.substr(colon + 1)))
    return interface_name;
  return interface_name.substr(0, colon);
}

}  // namespace giosim::user
