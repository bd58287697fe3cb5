// netstat(1)

#include <fmt/format.h>

#include <algorithm>

#include "user/cmd/commands.hpp"
#include "user/net.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

void print_row(Session& session, std::string_view name, const std::string& mtu,
               std::string_view network, std::string_view address, std::string_view in,
               std::string_view in_errors, std::string_view out, std::string_view out_errors,
               std::string_view collisions) {
  session.print(fmt::format("{:<9} {:<4} {:<15} {:<15} {:<7} {:<5} {:<7} {:<5} {}\n", name, mtu,
                            network, address, in, in_errors, out, out_errors, collisions));
}

void print_interface(Session& session, const ListedInterface& one, const NetRow& row) {
  const auto address = address_of(row);
  const dlpi::Counters& counters = one.counters;
  print_row(session, row.up ? row.name : row.name + '*', std::to_string(one.mtu),
            address ? address->network().text() : "none",
            address ? address->address.text() : "none",
            std::to_string(counters.in_unicast + counters.in_nonunicast),
            std::to_string(counters.in_errors),
            std::to_string(counters.out_unicast + counters.out_nonunicast),
            std::to_string(counters.out_errors), "0");
}

// "lan2" before "lan10", "lan2" before "lan2:1".
std::pair<std::int32_t, std::string_view> order(const ListedInterface& one, const NetRow& row) {
  return {one.ppa.number, row.name};
}

int netstat(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kNetstat, arguments, "inI:");
  if (!options) return 1;
  const std::string* const only = options->value('I');
  if (!options->operands().empty() || (!options->has('i') && !only)) {
    complain_of_usage(session, kNetstat);
    return 1;
  }
  machine::Os& os = session.os();
  const auto list = listed_interfaces(os);
  std::vector<std::pair<const ListedInterface*, const NetRow*>> rows;
  for (const auto& [name, row] : os.net)
    if (const ListedInterface* const one = interface_below(list, name))
      if (!only || *only == name) rows.emplace_back(one, &row);
  std::ranges::sort(rows, {}, [](const auto& pair) { return order(*pair.first, *pair.second); });

  const bool loopback = !only || *only == "lo0";
  if (rows.empty() && !loopback) return fail(session, kNetstat, *only + ": no such interface");

  print_row(session, "Name", "Mtu", "Network", "Address", "Ipkts", "Ierrs", "Opkts", "Oerrs",
            "Coll");
  for (const auto& [one, row] : rows) print_interface(session, *one, *row);
  if (loopback) {
    const bool numeric = options->has('n');
    print_row(session, "lo0", "32808", numeric ? "127.0.0.0" : "loopback",
              numeric ? "127.0.0.1" : "localhost", "0", "0", "0", "0", "0");
  }
  return 0;
}

}  // namespace

constinit const Command kNetstat{
    "netstat", "/usr/bin/netstat", "show network status",
    "netstat [-n] -i\nnetstat [-n] -I interface",
    "-i  the interfaces that IP knows: name (* when it is down), MTU, network,\n"
    "    address (none none without one), and counters\n"
    "-I  only this one\n"
    "-n  numbers for lo0, too\n"
    "\n"
    "Exit code 0, or 1 for a wrong command line or no such interface.\n"
    "\n"
    "Ours, not HP's: only frames of DLPI programs such as linkloop(1M) are emulated\n"
    "and counted; addresses of lan interfaces are numbers always, as there is no\n"
    "name service; the order is that of the PPAs; other forms of netstat are not\n"
    "there.",
    Plain(&netstat)};

}  // namespace giosim::user
