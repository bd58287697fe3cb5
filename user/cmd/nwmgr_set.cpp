#include "user/cmd/nwmgr_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/must.hpp"
#include "user/cmd/commands.hpp"
#include "user/cmd/nwmgr_show.hpp"
#include "user/lan_config.hpp"

namespace giosim::user {
namespace {

// What is to be set; a station address of all zeros stands for the factory one.
struct Wanted {
  std::optional<int> mtu;
  std::optional<LinkSpeed> speed;
  std::optional<MacAddress> mac;
};

// False after saying what is wrong with it.
bool read_attribute(Session& session, const std::string& name, const std::string& value,
                    Wanted& wanted) {
  if (name == "mtu") {
    int mtu = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), mtu);
    if (error != std::errc() || end != value.data() + value.size()) {
      fail_nwmgr(session, fmt::format("mtu={}: not a number", value));
      return false;
    }
    wanted.mtu = mtu;
  } else if (name == "speed") {
    wanted.speed = parse_link_speed(value);
    if (!wanted.speed) {
      fail_nwmgr(session, fmt::format("speed={}: no speed; expected 10HD, 10FD, 100HD, 100FD, 1000FD "
                                  "or auto_on", value));
      return false;
    }
  } else if (name == "mac") {
    const auto mac = MacAddress::parse(value);
    if (!mac || !mac->can_be_a_nic()) {
      fail_nwmgr(session, fmt::format("mac={}: {}", value,
                                  mac ? std::string(sentence(LanError::no_nic_mac)) : mac.error()));
      return false;
    }
    wanted.mac = *mac;
  } else {
    fail_nwmgr(session, fmt::format("{}: no attribute that can be set; expected mtu, speed or mac",
                                name));
    return false;
  }
  return true;
}

bool names(const NwmgrRequest& request, std::string_view name) {
  if (request.all_attributes()) return true;
  for (const auto& attribute : request.attributes)
    if (attribute.name == name) return true;
  return false;
}

bool only_known_names(Session& session, const NwmgrRequest& request) {
  for (const auto& attribute : request.attributes)
    if (attribute.name != "mtu" && attribute.name != "speed" && attribute.name != "mac" &&
        !request.all_attributes()) {
      fail_nwmgr(session, fmt::format("{}: no attribute that can be set; expected mtu, speed or mac",
                                  attribute.name));
      return false;
    }
  return true;
}

// The values of --from, for the attributes that are named.
std::optional<Wanted> from_source(Session& session, const NwmgrRequest& request,
                                  const LanInterface& nic) {
  if (!only_known_names(session, request)) return std::nullopt;
  Wanted wanted;
  if (*request.from == NwmgrValues::saved) {
    const auto saved = saved_settings(session.os(), nic);
    if (!saved) {
      fail_nwmgr(session, saved.error());
      return std::nullopt;
    }
    const std::pair<const char*, const std::optional<std::string>*> all[] = {
        {"mtu", &saved->mtu}, {"speed", &saved->speed}, {"mac", &saved->station_address}};
    for (const auto& [name, value] : all)
      if (*value && names(request, name) && !read_attribute(session, name, **value, wanted))
        return std::nullopt;
    return wanted;
  }
  const bool current = *request.from == NwmgrValues::current;
  const hdm::LinkSettings settings = current ? nic.link : hdm::LinkSettings{};
  if (names(request, "mtu")) wanted.mtu = settings.mtu;
  if (names(request, "speed")) wanted.speed = settings.speed;
  if (names(request, "mac"))
    wanted.mac = current && nic.mac != nic.factory_mac ? nic.mac : MacAddress();
  return wanted;
}

std::optional<Wanted> wanted_by(Session& session, const NwmgrRequest& request,
                                const LanInterface& nic) {
  if (request.from) return from_source(session, request, nic);
  Wanted wanted;
  for (const auto& attribute : request.attributes)
    if (!read_attribute(session, attribute.name, attribute.value.value_or(""), wanted))
      return std::nullopt;
  return wanted;
}

// A slower speed may forbid the MTU and a larger MTU the speed, so what makes room goes first.
sim::Task<std::expected<void, LanError>> apply(machine::Os& os, Ppa ppa, Wanted wanted) {
  const bool small_first = wanted.mtu && *wanted.mtu <= hdm::kNormalMtu;
  if (small_first)
    if (const auto done = set_mtu(os, ppa, *wanted.mtu); !done) co_return done;
  if (wanted.speed)
    if (const auto done = set_speed(os, ppa, *wanted.speed); !done) co_return done;
  if (wanted.mtu && !small_first)
    if (const auto done = set_mtu(os, ppa, *wanted.mtu); !done) co_return done;
  if (wanted.mac && wanted.mac->is_zero()) co_return co_await reset_station_address(os, ppa);
  if (wanted.mac) co_return co_await set_station_address(os, ppa, *wanted.mac);
  co_return std::expected<void, LanError>{};
}

// What is as the driver has it by itself is not written down: a factory address in the file would
// follow the image to a NIC with another one.
sim::Task<int> save(Session& session, LanInterface nic, Wanted wanted) {
  auto settings = saved_settings(session.os(), nic);
  if (!settings) co_return fail_nwmgr(session, settings.error());
  const hdm::LinkSettings fresh;
  if (wanted.mtu) {
    settings->mtu.reset();
    if (*wanted.mtu != fresh.mtu) settings->mtu = std::to_string(*wanted.mtu);
  }
  if (wanted.speed) {
    settings->speed.reset();
    if (*wanted.speed != fresh.speed) settings->speed = word(*wanted.speed);
  }
  if (wanted.mac) {
    settings->station_address.reset();
    if (!wanted.mac->is_zero()) settings->station_address = wanted.mac->text();
  }
  const auto saved = co_await save_settings(session.os(), nic, *settings);
  co_return saved ? 0 : fail_nwmgr(session, saved.error());
}

LanInterface nic_of(machine::Os& os, Ppa ppa) {
  const auto nics = lan_interfaces(os);
  const auto found = std::ranges::find(nics, ppa, &LanInterface::ppa);
  MUST(found != nics.end());
  return *found;
}

// What may be saved is what the driver would take.
bool may_be_saved(Session& session, const LanInterface& nic, const Wanted& wanted) {
  hdm::LinkSettings link = nic.link;
  if (wanted.speed && !wanted.mtu) link.mtu = hdm::kNormalMtu;
  if (wanted.mtu && !wanted.speed) link.speed = LinkSpeed::auto_on;
  if (wanted.mtu && wanted.speed) link.mtu = hdm::kNormalMtu;
  std::expected<void, hdm::LinkRefusal> taken;
  if (wanted.speed) taken = hdm::change_speed(link, *nic.profile, *wanted.speed);
  if (taken && wanted.mtu) taken = hdm::change_mtu(link, *nic.profile, *wanted.mtu);
  if (!taken) fail_nwmgr(session, sentence(error_of(taken.error())));
  return taken.has_value();
}

// Assumed: what has been set is shown, as -g would show it.
void show_result(Session& session, const NwmgrRequest& request, Ppa ppa) {
  const auto list = listed_interfaces(session.os());
  const ListedInterface* const one = find_named(list, fmt::format("lan{}", ppa.number));
  if (!one) return;
  const auto all = attributes_of(session.os(), *one, request.values);
  if (!all) return;
  std::vector<NwmgrAttribute> shown;
  for (const NwmgrAttribute& attribute : *all) {
    const bool settable =
        attribute.name == "mtu" || attribute.name == "speed" || attribute.name == "mac";
    if (settable && names(request, attribute.name)) shown.push_back(attribute);
  }
  session.print(request.script ? script_lines(*one, request.values, shown)
                               : attribute_block(*one, request.values, shown));
}

}  // namespace

sim::Task<int> set_attributes(Session& session, NwmgrRequest request, Ppa ppa) {
  const LanInterface nic = nic_of(session.os(), ppa);
  const auto wanted = wanted_by(session, request, nic);
  if (!wanted) co_return 1;

  if (request.values == NwmgrValues::defaults)
    co_return fail_nwmgr(session, "the default values are the driver's: they cannot be set");
  if (request.values == NwmgrValues::saved) {
    if (!may_be_saved(session, nic, *wanted)) co_return 1;
    if (const int status = co_await save(session, nic, *wanted); status != 0) co_return status;
  } else {
    const auto done = co_await apply(session.os(), ppa, *wanted);
    if (!done)
      co_return fail_nwmgr(session, fmt::format("lan{}: {}", ppa.number, sentence(done.error())));
  }
  show_result(session, request, ppa);
  co_return 0;
}

}  // namespace giosim::user
