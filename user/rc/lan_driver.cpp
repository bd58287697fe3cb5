// /sbin/init.d/hpigelan and its like: one for each LAN driver that has a configuration file.

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "pi/driver_conf.hpp"
#include "pi/rc_config_file.hpp"
#include "user/lan.hpp"
#include "user/netconf.hpp"
#include "user/rc/exit_code.hpp"
#include "user/rc/scripts.hpp"

namespace giosim::user {
namespace {

using machine::Os;

std::string conf_path(const Script& script) {
  return std::string(pi::kRcConfigDirectory) + std::string(script.driver->configuration);
}

// What the file says for one interface; empty: nothing.
struct Wanted {
  std::string name;  // "lan0"
  std::string mtu, speed, duplex, station_address;
};

std::vector<Wanted> read_wanted(const pi::RcConfigFile& file, const std::string& prefix) {
  std::vector<Wanted> all;
  for (int index : file.indices(prefix + "INTERFACE_NAME")) {
    const auto setting = [&](std::string_view name) {
      return file.value_or_default(prefix + std::string(name), index).value_or("");
    };
    Wanted wanted{*file.value(prefix + "INTERFACE_NAME", index), setting("MTU"), setting("SPEED"),
                  setting("DUPLEX"), file.value(prefix + "STATION_ADDRESS", index).value_or("")};
    // What the fix-up leaves of an interface that has another driver now is nobody's error.
    const bool anything =
        !wanted.mtu.empty() || !wanted.speed.empty() || !wanted.station_address.empty();
    if (!wanted.name.empty() && anything) all.push_back(std::move(wanted));
  }
  return all;
}

// "100FD"; a bare "100" takes FULL or HALF of the older variable DUPLEX along.
std::optional<LinkSpeed> speed_of(std::string speed, std::string_view duplex) {
  if (const auto known = parse_word<LinkSpeed>(speed)) return known;
  if (duplex == "FULL") speed += "FD";
  if (duplex == "HALF") speed += "HD";
  return parse_word<LinkSpeed>(speed);
}

std::optional<int> number_of(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Prints what is refused and goes on.
class Applying {
 public:
  Applying(Session& session, const Script& script) : session_(session), script_(script) {}

  sim::Task<> apply(Wanted wanted);
  int exit_code() const { return failed_ ? kError : kDone; }

 private:
  void error(const Wanted& wanted, std::string_view sentence) {
    session_.print(fmt::format("ERROR: {} interface: {}\n", wanted.name, sentence));
    failed_ = true;
  }
  void refused(const Wanted& wanted, std::string_view setting, const std::string& value,
               std::string_view because) {
    error(wanted, fmt::format("{} {}: {}", setting, value, because));
  }

  Session& session_;
  const Script& script_;
  bool failed_ = false;
};

sim::Task<> Applying::apply(Wanted wanted) {
  Os& os = session_.os();
  const Ppa ppa = ppa_named(wanted.name);
  const hdm::LanDriver* const driver = lan_driver(os, ppa);
  if (!driver) {
    os.trace.record(InterfaceMissing{wanted.name});
    co_return error(wanted, "no such interface");
  }
  if (&driver->profile() != script_.driver)
    co_return error(wanted, fmt::format("its driver is {}, not {}", driver->profile().name,
                                        script_.driver->name));
  if (!wanted.speed.empty()) {
    const auto speed = speed_of(wanted.speed, wanted.duplex);
    const auto set = speed ? set_speed(os, ppa, *speed)
                           : std::unexpected(LanError::speed_not_of_port);
    if (!set) refused(wanted, "SPEED", wanted.speed, sentence(set.error()));
  }
  if (!wanted.mtu.empty()) {
    const auto mtu = number_of(wanted.mtu);
    const auto set = mtu ? set_mtu(os, ppa, *mtu) : std::unexpected(LanError::mtu_out_of_range);
    if (!set) refused(wanted, "MTU", wanted.mtu, sentence(set.error()));
  }
  if (!wanted.station_address.empty()) {
    const auto mac = MacAddress::parse(wanted.station_address);
    if (!mac)
      co_return refused(wanted, "STATION_ADDRESS", wanted.station_address, mac.error());
    const auto set = co_await set_station_address(os, ppa, *mac);
    if (!set) refused(wanted, "STATION_ADDRESS", wanted.station_address, sentence(set.error()));
  }
}

}  // namespace

bool lan_driver_there(const Os& os, const Script& script) {
  return os.disk.read(conf_path(script)).has_value();
}

sim::Task<int> run_lan_driver(Session& session, const Script& script, Direction direction) {
  if (direction == Direction::stop) co_return kNotApplicable;
  const std::string path = conf_path(script);
  const auto file = pi::RcConfigFile::parse(session.os().disk.read(path).value_or(""));
  if (!file) {
    session.print(
        fmt::format("ERROR: {}: line {}: {}\n", path, file.error().line, file.error().because));
    co_return kError;
  }
  const auto prefix = pi::driver_conf_prefix(DriverName(script.driver->name));
  const std::vector<Wanted> all = read_wanted(*file, prefix.value_or(""));
  if (all.empty()) co_return kNotApplicable;
  Applying applying(session, script);
  for (const Wanted& wanted : all) co_await applying.apply(wanted);
  co_return applying.exit_code();
}

}  // namespace giosim::user
