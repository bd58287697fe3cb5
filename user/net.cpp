#include "user/net.hpp"

#include <fmt/format.h>

#include <charconv>

namespace giosim::user {

std::optional<Ipv4> Ipv4::parse(std::string_view text) {
  Ipv4 address;
  for (int part = 0; part < 4; ++part) {
    std::uint8_t byte = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), byte);
    if (error != std::errc()) return std::nullopt;
    address.bits = address.bits << 8 | byte;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (part == 3) break;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
  return text.empty() ? std::optional(address) : std::nullopt;
}

std::string Ipv4::text() const {
  return fmt::format("{}.{}.{}.{}", bits >> 24, bits >> 16 & 255, bits >> 8 & 255, bits & 255);
}

Ipv4 Ipv4::class_mask() const {
  const std::uint32_t first = bits >> 24;
  return {first < 128 ? 0xff000000 : first < 192 ? 0xffff0000 : 0xffffff00};
}

std::optional<Ipv4> parse_netmask(std::string_view text) {
  if (!text.starts_with("0x")) return Ipv4::parse(text);
  text.remove_prefix(2);
  Ipv4 mask;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mask.bits, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return mask;
}

const ListedInterface* interface_below(const std::vector<ListedInterface>& list,
                                       std::string_view name) {
  const ListedInterface* const below = find_named(list, name.substr(0, name.find(':')));
  return below && below->mac.can_be_a_nic() && below->in_lanscan() ? below : nullptr;
}

std::optional<ConfiguredAddress> address_of(const NetRow& row) {
  const auto address = Ipv4::parse(row.address);
  if (!address) return std::nullopt;
  return ConfiguredAddress{*address, parse_netmask(row.netmask).value_or(address->class_mask())};
}

}  // namespace giosim::user
