// ifconfig(1M)

#include <fmt/format.h>

#include "user/cmd/commands.hpp"
#include "user/net.hpp"

namespace giosim::user {
namespace {

constexpr std::uint64_t kUp = 0x1, kBroadcast = 0x2, kLoopback = 0x8, kRunning = 0x40,
                        kMulticast = 0x800, kCko = 0x1000, kPort = 0x8000'0000'0000'0000;

constexpr std::pair<std::uint64_t, std::string_view> kFlags[] = {
    {kUp, "UP"},           {kBroadcast, "BROADCAST"}, {kLoopback, "LOOPBACK"},
    {kRunning, "RUNNING"}, {kMulticast, "MULTICAST"}, {kCko, "CKO"},
    {kPort, "PORT"},
};

int no_such_interface(Session& session) {
  return fail(session, kIfconfig, "no such interface");
}

std::string shown(std::string_view name, std::uint64_t flags,
                  const std::optional<ConfiguredAddress>& address) {
  std::string words;
  for (const auto& [flag, word] : kFlags)
    if (flags & flag) words += (words.empty() ? "" : ",") + std::string(word);
  std::string text = fmt::format("{}: flags={:x}<{}>\n", name, flags, words);
  if (!address) return text;
  text += fmt::format("        inet {} netmask {:08x}", address->address.text(),
                      address->netmask.bits);
  if (flags & kBroadcast) text += fmt::format(" broadcast {}", address->broadcast().text());
  return text + '\n';
}

// Assumed: every driver of 1 Gb/s and above computes checksums (CKO), the older ones do not.
std::uint64_t flags_of(const ListedInterface& one, const NetRow& row) {
  std::uint64_t flags = kBroadcast | kRunning | kMulticast;
  if (row.up) flags |= kUp;
  const bool slow_nic = one.nic && hdm::mbps_of(one.type) < 1000;
  if (!slow_nic) flags |= kCko;
  if (one.kind == ListedInterface::Kind::aggregate) flags |= kPort;
  return flags;
}

int show(Session& session, const std::string& name) {
  if (name == "lo0") {
    session.print(shown(name, kUp | kLoopback | kRunning | kMulticast,
                        ConfiguredAddress{{0x7f000001}, {0xff000000}}));
    return 0;
  }
  machine::Os& os = session.os();
  const auto list = listed_interfaces(os);
  const ListedInterface* const one = interface_below(list, name);
  const auto row = os.net.find(name);
  if (!one || row == os.net.end()) return no_such_interface(session);
  session.print(shown(name, flags_of(*one, row->second), address_of(row->second)));
  return 0;
}

// What the words behind the name ask for.
struct Change {
  std::optional<Ipv4> address, netmask;
  std::optional<bool> up;
  bool plumb = false, unplumb = false;
};

std::optional<Change> parse_change(Session& session, const Arguments& words) {
  Change change;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool has_next = i + 1 < words.size();
    if (word == "inet" && i == 1) continue;
    if (word == "up" || word == "down") {
      change.up = word == "up";
    } else if (word == "plumb") {
      change.plumb = true;
    } else if (word == "unplumb") {
      change.unplumb = true;
    } else if (word == "netmask" && has_next) {
      change.netmask = parse_netmask(words[++i]);
      if (!change.netmask) {
        fail(session, kIfconfig, words[i] + ": bad value");
        return std::nullopt;
      }
    } else if (const auto address = Ipv4::parse(word); address && !change.address) {
      change.address = address;
    } else {
      fail(session, kIfconfig, word + ": bad value");
      complain_of_usage(session, kIfconfig);
      return std::nullopt;
    }
  }
  return change;
}

// The first address brings the interface up, as in BSD.
int configure(Session& session, const std::string& name, const Change& change) {
  machine::Os& os = session.os();
  const auto list = listed_interfaces(os);
  const ListedInterface* const one = interface_below(list, name);
  auto row = os.net.find(name);
  const std::string primary = name.substr(0, name.find(':'));
  if (!one || (primary != name && !os.net.contains(primary))) {
    os.trace.record(InterfaceMissing{name});
    return no_such_interface(session);
  }
  if (change.unplumb) {
    if (row == os.net.end()) return no_such_interface(session);
    const NetRow gone = row->second;
    os.net.erase(row);
    os.trace.drop(gone);
    return 0;
  }
  if (row == os.net.end()) {
    if (!change.plumb && !change.address) return no_such_interface(session);
    row = os.net.emplace(name, NetRow{name, "", false}).first;
  }
  NetRow& net = row->second;
  if (change.address) {
    net.address = change.address->text();
    net.netmask.clear();
    net.up = true;
  }
  if (change.netmask) net.netmask = change.netmask->text();
  if (change.up) net.up = *change.up;
  os.trace.put(net);
  if (change.address) os.trace.record(InterfaceConfigured{name, one->mac});
  return 0;
}

int ifconfig(Session& session, const Arguments& arguments) {
  if (arguments.empty() || arguments.front().starts_with('-')) {
    complain_of_usage(session, kIfconfig);
    return 1;
  }
  const std::string& name = arguments.front();
  if (arguments.size() == 1 || (arguments.size() == 2 && arguments[1] == "inet"))
    return show(session, name);
  if (!must_be_root(session, kIfconfig)) return 1;
  const auto change = parse_change(session, arguments);
  if (!change) return 1;
  if (name == "lo0") return fail(session, kIfconfig, "lo0 cannot be changed here");
  return configure(session, name, *change);
}

}  // namespace

constinit const Command kIfconfig{
    "ifconfig", "/usr/sbin/ifconfig", "configure network interface parameters",
    "ifconfig interface [inet]\n"
    "ifconfig interface [inet] [address] [netmask mask] [up|down]\n"
    "ifconfig interface plumb|unplumb",
    "The first form shows the interface; the others change it, which only root may.\n"
    "An interface is lan3, or lan3:1 for a second address of lan3, or lo0. One\n"
    "whose NIC is not there, has told no MAC address, or belongs to an active link\n"
    "aggregate is no such interface; so is one that nobody has configured yet.\n"
    "\n"
    "address    dotted; it brings the interface up\n"
    "netmask    dotted, or 0xffffff00; by default that of the address's class\n"
    "up, down   down keeps the address\n"
    "plumb      makes it known to IP, without an address; an address does so, too\n"
    "unplumb    takes it from IP, with its address\n"
    "\n"
    "Changes hold until the next boot, which goes by /etc/rc.config.d/netconf.\n"
    "Exit code 0, or 1.\n"
    "\n"
    "Ours, not HP's: host names, broadcast, IPv6 and lo0's address cannot be set;\n"
    "CKO is shown for every NIC of 1 Gb/s and above.",
    Plain(&ifconfig)};

}  // namespace giosim::user
