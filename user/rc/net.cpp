// /sbin/init.d/net

#include <fmt/format.h>

#include "user/netconf.hpp"
#include "user/rc/exit_code.hpp"
#include "user/rc/present.hpp"
#include "user/rc/scripts.hpp"

namespace giosim::user {
namespace {

using machine::Os;

void show(Os& os, const NetRow& interface) {
  os.net[interface.name] = interface;
  os.trace.put(interface);
}

// B3: an interface that is not there does not keep the others from being configured.
int start(Session& session) {
  Os& os = session.os();
  const std::map<Ppa, MacAddress> present = interfaces_present(os);
  const auto netconf = parse_netconf(os.disk.read(kNetconf).value_or(""));
  if (!netconf) {
    session.print(fmt::format("ERROR: {}: line {}: {}\n", kNetconf, netconf.error().line,
                              netconf.error().because));
    return kError;
  }
  int exit_code = kDone;
  for (const NetconfInterface& wanted : *netconf) {
    const auto interface = present.find(ppa_named(primary_of(wanted.name)));
    if (interface == present.end()) {
      exit_code = kError;
      show(os, {wanted.name, wanted.address, false, wanted.subnet_mask});
      os.trace.record(InterfaceMissing{wanted.name});
      session.print(
          fmt::format("ERROR: {} interface: ifconfig: no such interface\n", wanted.name));
      continue;
    }
    show(os, {wanted.name, wanted.address, !wanted.is_down, wanted.subnet_mask});
    os.trace.record(InterfaceConfigured{wanted.name, interface->second});
  }
  return exit_code;
}

// Assumed: the interfaces go down and keep their addresses.
int stop(Os& os) {
  for (auto& [name, interface] : os.net) {
    interface.up = false;
    os.trace.put(interface);
  }
  return kDone;
}

}  // namespace

bool net_there(const Os&, const Script&) { return true; }

sim::Task<int> run_net(Session& session, const Script&, Direction direction) {
  co_return direction == Direction::start ? start(session) : stop(session.os());
}

}  // namespace giosim::user
