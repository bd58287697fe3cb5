// /sbin/init.d/hpapa and /sbin/init.d/vlan: interfaces that stand on others.

#include <fmt/format.h>

#include "dlpi/streams.hpp"
#include "user/netconf.hpp"
#include "user/rc/exit_code.hpp"
#include "user/rc/present.hpp"
#include "user/rc/scripts.hpp"
#include "user/stacked.hpp"

namespace giosim::user {
namespace {

using machine::Os;

std::string name_of(Ppa ppa) { return "lan" + std::to_string(ppa.number); }

// A file that is not there is empty; one that cannot be parsed is an error of the script.
std::optional<pi::RcConfigFile> parsed(Session& session, std::string_view path) {
  auto file = pi::RcConfigFile::parse(session.os().disk.read(path).value_or(""));
  if (file) return std::move(*file);
  session.print(
      fmt::format("ERROR: {}: line {}: {}\n", path, file.error().line, file.error().because));
  return std::nullopt;
}

int say_problems(Session& session, const std::vector<ConfProblem>& problems) {
  for (const ConfProblem& problem : problems)
    session.print(
        fmt::format("ERROR: {}: index {}: {}\n", problem.file, problem.index, problem.because));
  return problems.empty() ? kDone : kError;
}

void say_missing(Session& session, const PpaMissing& missing) {
  session.os().trace.record(InterfaceMissing{name_of(missing.needs)});
  session.print(fmt::format("ERROR: {} interface: {} is missing\n", missing.interface,
                            name_of(missing.needs)));
}

void make(Os& os, LogicalRow row) {
  const auto before = os.logical.find(row.name);
  row.nm_id = before == os.logical.end() ? os.dlpi.take_nm_id() : before->second.nm_id;
  os.logical[row.name] = row;
  os.trace.put(row);
  os.trace.record(InterfaceConfigured{row.name, row.mac});
}

void remove_all(Os& os, LogicalKind kind) {
  std::erase_if(os.logical, [&](const auto& item) {
    if (item.second.kind != kind) return false;
    os.dlpi.streams().remove_vlan(item.second.ppa);
    os.trace.drop(item.second);
    return true;
  });
}

LogicalRow row_of(const Aggregate& aggregate, const std::map<Ppa, MacAddress>& nics) {
  LogicalRow row;
  row.name = name_of(aggregate.ppa);
  row.kind = LogicalKind::aggregate;
  row.ppa = aggregate.ppa;
  row.up = true;
  for (Ppa port : aggregate.ports)
    if (nics.contains(port)) row.members.push_back(port);
  row.mac = nics.at(row.members.front());
  if (const auto own = MacAddress::parse(aggregate.station_address)) row.mac = *own;
  row.mode = aggregate.hot_standby ? "LAN_MONITOR" : "MANUAL";
  row.load_balancing = aggregate.load_balance;
  return row;
}

int start_aggregates(Session& session) {
  const auto apaconf = parsed(session, kApaconf), portconf = parsed(session, kApaportconf);
  if (!apaconf || !portconf) return kError;
  const Aggregates read = read_aggregates(*apaconf, *portconf);
  if (read.aggregates.empty() && read.problems.empty()) return kNotApplicable;

  int exit_code = say_problems(session, read.problems);
  const std::map<Ppa, MacAddress> nics = nics_present(session.os());
  for (const Aggregate& aggregate : read.aggregates) {
    for (const PpaMissing& missing : missing_of(aggregate, ppas_of(nics))) {
      say_missing(session, missing);
      exit_code = kError;
    }
    if (comes_up(aggregate, ppas_of(nics))) make(session.os(), row_of(aggregate, nics));
  }
  return exit_code;
}

int start_vlans(Session& session) {
  const auto vlanconf = parsed(session, kVlanconf);
  if (!vlanconf) return kError;
  const Vlans read = read_vlans(*vlanconf);
  if (read.vlans.empty() && read.problems.empty()) return kNotApplicable;

  int exit_code = say_problems(session, read.problems);
  const std::map<Ppa, MacAddress> present = interfaces_present(session.os());
  for (const Vlan& vlan : read.vlans) {
    if (const auto missing = missing_of(vlan, ppas_of(present))) {
      say_missing(session, *missing);
      exit_code = kError;
      continue;
    }
    const auto below = present.find(ppa_named(vlan.over));
    if (below == present.end()) continue;
    LogicalRow row;
    row.name = name_of(vlan.ppa);
    row.kind = LogicalKind::vlan;
    row.ppa = vlan.ppa;
    row.members = {below->first};
    row.mac = below->second;
    row.up = true;
    row.vlan_id = vlan.id;
    make(session.os(), std::move(row));
    // DLPI knows no aggregates, so nobody attaches to a VLAN on one.
    if (const dlpi::DlpiInstance* const nic = session.os().dlpi.find(below->first))
      session.os().dlpi.streams().make_vlan(
          vlan.ppa, *nic,
          {static_cast<std::uint16_t>(vlan.id), static_cast<std::uint8_t>(vlan.priority)});
  }
  return exit_code;
}

}  // namespace

bool aggregates_there(const Os& os, const Script&) { return os.disk.read(kApaconf).has_value(); }

sim::Task<int> run_aggregates(Session& session, const Script&, Direction direction) {
  if (direction == Direction::start) co_return start_aggregates(session);
  remove_all(session.os(), LogicalKind::aggregate);
  co_return kDone;
}

bool vlans_there(const Os& os, const Script&) { return os.disk.read(kVlanconf).has_value(); }

sim::Task<int> run_vlans(Session& session, const Script&, Direction direction) {
  if (direction == Direction::start) co_return start_vlans(session);
  remove_all(session.os(), LogicalKind::vlan);
  co_return kDone;
}

}  // namespace giosim::user
