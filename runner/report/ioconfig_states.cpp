#include "runner/report/ioconfig_states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/lines.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/text_report.hpp"

namespace giosim::report {
namespace {

constexpr std::string_view kIndent = "   ";

}  // namespace

IoconfigStates::Boot& IoconfigStates::boot_of(const sim::Life& life) {
  auto boot = std::ranges::find(boots_, life.machine, &Boot::machine);
  if (boot == boots_.end()) boot = boots_.insert(boot, Boot{.machine = life.machine});
  if (boot->number != life.boot) *boot = Boot{.machine = life.machine, .number = life.boot};
  return *boot;
}

void IoconfigStates::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  if (const auto* record = get_if<IoconfigRow>(&row)) {
    Boot& boot = boot_of(life);
    const std::pair key(record->hw_path, record->device_class);
    if (change == sim::RowChange::drop)
      boot.records.erase(key);
    else
      boot.records[key] = record->instance;
  } else if (const auto* reservation = get_if<ReservationRow>(&row)) {
    Boot& boot = boot_of(life);
    const std::pair key(reservation->device_class, reservation->instance);
    if (change == sim::RowChange::drop || reservation->state != NumberState::reserved)
      boot.reservations.erase(key);
    else
      boot.reservations[key] = reservation->hw_path;
  }
}

void IoconfigStates::fact(const sim::Stamped& stamped) {
  const giosim::Fact& fact = *stamped.fact;
  const bool finds = holds_alternative<NodeFound>(fact);
  const bool ends_scan = holds_alternative<ScanEnded>(fact);
  if (holds_alternative<MachinePoweredOn>(fact)) {
    boot_of(*stamped.life).running = true;
  } else if (finds || ends_scan) {
    Boot& boot = boot_of(*stamped.life);
    if (!boot.before_scan.taken) boot.before_scan = listing(boot);
    if (ends_scan) boot.after_scan = listing(boot);
  } else if (holds_alternative<MachinePoweredOff>(fact)) {
    Boot& boot = boot_of(*stamped.life);
    boot.at_end = listing(boot);
    boot.running = false;
  }
}

IoconfigStates::Listing IoconfigStates::listing(const Boot& boot) const {
  std::vector<IoconfigRow> all;
  all.reserve(boot.records.size());
  for (const auto& [key, instance] : boot.records) all.push_back({key.first, key.second, instance});
  if (lines_ == ReservationLines::shown)
    for (const auto& [key, hw_path] : boot.reservations)
      all.push_back({hw_path, key.first, key.second});

  std::ranges::stable_sort(
      all, {}, [](const IoconfigRow& row) { return std::pair(row.device_class, row.instance); });
  Listing listing{.taken = true, .records = all.size(), .first = std::move(all)};
  listing.first.resize(std::min(listing.records, kMostRecords));
  return listing;
}

void IoconfigStates::print(std::ostream& out) const {
  const auto print_one = [&](std::string_view when, const Listing& listing) {
    if (!listing.taken) return;
    std::string left = fmt::format("{}{:<17}", kIndent, when);
    const std::string text = ioconfig_listing(listing.first);
    for (const std::string_view line : lines_of(text)) {
      out << left << line << '\n';
      left.assign(left.size(), ' ');
    }
    if (listing.records == 0) out << left << "(no record)\n";
    if (listing.records > kMostRecords)
      out << left << fmt::format("… and {} more\n", listing.records - kMostRecords);
  };

  for (const Boot& boot : boots_) {
    if (boot.number == 0) continue;
    out << fmt::format("\nioconfig of {}, boot {}\n", one_line(boot.machine), boot.number);
    print_one("before the scan", boot.before_scan);
    print_one("after the scan", boot.after_scan);
    print_one("at the end", boot.running ? listing(boot) : boot.at_end);
  }
}

}  // namespace giosim::report
