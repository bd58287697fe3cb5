#include "hdm/link_settings.hpp"

namespace giosim::hdm {
namespace {

LinkMode hard_set(LinkSpeed speed) {
  switch (speed) {
    case LinkSpeed::auto_on: break;
    case LinkSpeed::hd10: return {10, false, false};
    case LinkSpeed::fd10: return {10, true, false};
    case LinkSpeed::hd100: return {100, false, false};
    case LinkSpeed::fd100: return {100, true, false};
    case LinkSpeed::fd1000: return {1000, true, false};
  }
  return {};
}

// Assumed: copper ports up to 1 Gb/s can be set to each slower speed, fibre ports only to their
// own, and 10 Gb ports to nothing but what they are.
bool has_speed(const DriverProfile& profile, LinkSpeed speed) {
  if (speed == LinkSpeed::auto_on) return true;
  const int fastest = mbps_of(profile.interface_type);
  if (fastest > 1000) return false;
  const int wanted = hard_set(speed).mbps;
  const bool copper = profile.interface_type.find("Base-T") != std::string_view::npos;
  return copper ? wanted <= fastest : wanted == fastest;
}

}  // namespace

int mbps_of(std::string_view interface_type) {
  int number = 0;
  std::size_t at = 0;
  for (; at < interface_type.size() && interface_type[at] >= '0' && interface_type[at] <= '9'; ++at)
    number = 10 * number + (interface_type[at] - '0');
  return interface_type.substr(at).starts_with('G') ? 1000 * number : number;
}

LinkMode mode_of(const LinkSettings& link, const DriverProfile& profile) {
  if (link.speed != LinkSpeed::auto_on) return hard_set(link.speed);
  return {mbps_of(profile.interface_type), true, true};
}

std::expected<void, LinkRefusal> change_mtu(LinkSettings& link, const DriverProfile& profile,
                                            int mtu) {
  if (mtu < kMinMtu || mtu > kMaxMtu) return std::unexpected(LinkRefusal::mtu_out_of_range);
  if (mtu > kNormalMtu && mode_of(link, profile).mbps < 1000)
    return std::unexpected(LinkRefusal::jumbo_needs_gigabit);
  link.mtu = static_cast<std::uint16_t>(mtu);
  return {};
}

std::expected<void, LinkRefusal> change_speed(LinkSettings& link, const DriverProfile& profile,
                                              LinkSpeed speed) {
  if (!has_speed(profile, speed)) return std::unexpected(LinkRefusal::speed_not_of_port);
  LinkSettings wanted = link;
  wanted.speed = speed;
  if (wanted.mtu > kNormalMtu && mode_of(wanted, profile).mbps < 1000)
    return std::unexpected(LinkRefusal::jumbo_needs_gigabit);
  link = wanted;
  return {};
}

}  // namespace giosim::hdm
