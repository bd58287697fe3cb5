#include "user/lan_config.hpp"

#include <fmt/format.h>

#include "pi/driver_conf.hpp"
#include "pi/rc_config_file.hpp"

namespace giosim::user {
namespace {

// Every driver of the catalogue has a name that a variable can hold.
std::string path_of(const LanInterface& nic) {
  return pi::driver_conf_path(DriverName(nic.profile->name)).value();
}

std::string prefix_of(const LanInterface& nic) {
  return pi::driver_conf_prefix(DriverName(nic.profile->name)).value();
}

std::expected<pi::RcConfigFile, std::string> file_of(const machine::Os& os,
                                                     const LanInterface& nic) {
  const std::string path = path_of(nic);
  auto file = pi::RcConfigFile::parse(os.disk.read(path).value_or(""));
  if (!file)
    return std::unexpected(
        fmt::format("{}, line {}: {}", path, file.error().line, file.error().because));
  return std::move(*file);
}

std::optional<int> index_of(const pi::RcConfigFile& file, const LanInterface& nic) {
  const std::string variable = prefix_of(nic) + std::string(pi::kInterfaceName);
  for (int index : file.indices(variable))
    if (file.value(variable, index) == nic.name()) return index;
  return std::nullopt;
}

int free_index(const pi::RcConfigFile& file, const LanInterface& nic) {
  const std::vector<int> taken = file.indices(prefix_of(nic) + std::string(pi::kInterfaceName));
  int index = 0;
  for (int one : taken)
    if (one == index) ++index;
  return index;
}

}  // namespace

std::expected<SavedSettings, std::string> saved_settings(const machine::Os& os,
                                                         const LanInterface& nic) {
  const auto file = file_of(os, nic);
  if (!file) return std::unexpected(file.error());
  const std::string prefix = prefix_of(nic);
  // What stands without an index is for all ports, whether or not the file names them.
  const auto value = [&](const char* name) {
    const auto index = index_of(*file, nic);
    return index ? file->value_or_default(prefix + name, *index)
                 : file->value(prefix + name, std::nullopt);
  };
  SavedSettings saved{value("STATION_ADDRESS"), value("SPEED"), value("MTU")};
  for (auto* one : {&saved.station_address, &saved.speed, &saved.mtu})
    if (*one && (*one)->empty()) one->reset();
  return saved;
}

sim::Task<std::expected<void, std::string>> save_settings(machine::Os& os, LanInterface nic,
                                                          SavedSettings settings) {
  auto file = file_of(os, nic);
  if (!file) co_return std::unexpected(file.error());
  const std::string prefix = prefix_of(nic);
  const std::optional<int> had = index_of(*file, nic);
  const int index = had ? *had : free_index(*file, nic);

  file->set(prefix + std::string(pi::kInterfaceName), index, nic.name());
  const std::pair<const char*, const std::optional<std::string>*> all[] = {
      {"STATION_ADDRESS", &settings.station_address},
      {"SPEED", &settings.speed},
      {"MTU", &settings.mtu},
  };
  for (const auto& [name, value] : all) {
    if (*value)
      file->set(prefix + name, index, **value);
    else
      file->remove(prefix + name, index);
  }
  sim::Disk::Changes changes;
  changes[path_of(nic)] = file->text();
  const auto written = co_await os.disk.commit(std::move(changes));
  if (!written)
    co_return std::unexpected(fmt::format("{}: {}", path_of(nic), sim::sentence(written.error())));
  co_return std::expected<void, std::string>{};
}

}  // namespace giosim::user
