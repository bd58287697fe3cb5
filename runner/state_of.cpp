#include "runner/state_of.hpp"

#include <algorithm>

#include "user/rc/rc.hpp"

namespace giosim::runner {
namespace {

std::string body_on_disk(const machine::Machine& machine, std::string_view path) {
  if (!machine.disk()) return {};
  return std::string(sim::DurableFile(std::string(path)).load(*machine.disk()).body);
}

}  // namespace

std::vector<IoconfigRow> ioconfig_of(const machine::Machine& machine) {
  if (machine.running()) return machine.os()->gio.listing();
  auto records = gio::Ioconfig::decode(body_on_disk(machine, gio::kStandIoconfig));
  if (!records) return {};
  std::ranges::sort(*records, {}, [](const IoconfigRow& row) {
    return std::pair(row.device_class, row.instance);
  });
  return *records;
}

std::vector<krs::PiEntry> saved_entries_of(const machine::Machine& machine) {
  if (machine.running()) return machine.os()->pi_config.entries();
  std::vector<krs::PiEntry> entries;
  const auto tree = krs::Krs::decode(body_on_disk(machine, krs::kSystemKrs));
  if (!tree) return entries;
  for (const auto& [path, value] : *tree) {
    if (!path.starts_with(krs::kEntries) || !std::holds_alternative<std::string>(value)) continue;
    if (auto entry = krs::PiEntry::parse(std::get<std::string>(value)))
      entries.push_back(std::move(*entry));
  }
  return entries;
}

std::string rc_log_of(const machine::Machine& machine) {
  if (machine.running()) return user::init_of(*machine.os()).log();
  if (!machine.disk()) return {};
  return machine.disk()->read(user::kRcLog).value_or("");
}

}  // namespace giosim::runner
