// nwmgr(1M)

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "user/cmd/commands.hpp"
#include "user/cmd/link_test.hpp"
#include "user/cmd/lan_statistics.hpp"
#include "user/cmd/nwmgr_request.hpp"
#include "user/cmd/nwmgr_set.hpp"
#include "user/cmd/nwmgr_show.hpp"

namespace giosim::user {
namespace {

using Kind = ListedInterface::Kind;
using List = std::vector<ListedInterface>;

// "apa" and "vlan", or the driver of NICs.
bool is_apa(std::string_view subsystem) { return subsystem == "apa" || subsystem == "hp_apa"; }

bool is_subsystem(const std::string& name) {
  if (is_apa(name) || name == "vlan") return true;
  const auto parsed = DriverName::parse(name);
  const hdm::DriverProfile* const driver = parsed ? hdm::find_driver(*parsed) : nullptr;
  return driver && driver->device_class == kLan.view();
}

bool belongs_to(const ListedInterface& one, const std::string& subsystem) {
  if (is_apa(subsystem)) return one.kind == Kind::aggregate;
  return one.subsystem == subsystem;
}

// What the request is about; nothing after saying why there is no such thing.
std::optional<List> targets(Session& session, const NwmgrRequest& request) {
  if (!request.device_class.empty() && request.device_class != "lan") {
    fail_nwmgr(session, fmt::format("{}: no class of network interfaces; expected lan",
                                request.device_class));
    return std::nullopt;
  }
  if (!request.subsystem.empty() && !is_subsystem(request.subsystem)) {
    fail_nwmgr(session, fmt::format("{}: no such subsystem", request.subsystem));
    return std::nullopt;
  }
  std::string name = request.class_instance;
  if (!request.instance.empty()) name = "lan" + request.instance;

  List list = listed_interfaces(session.os());
  if (!request.subsystem.empty())
    std::erase_if(list, [&](const auto& one) { return !belongs_to(one, request.subsystem); });
  if (!name.empty()) {
    std::erase_if(list, [&](const auto& one) { return one.name() != name; });
    if (list.empty()) {
      fail_nwmgr(session, name + ": no such interface" +
                          (request.subsystem.empty() ? "" : " of " + request.subsystem));
      return std::nullopt;
    }
  }
  return list;
}

// The attributes that -A names, in its order; all of them without -A.
std::optional<std::vector<NwmgrAttribute>> chosen(Session& session, const NwmgrRequest& request,
                                                  const ListedInterface& one) {
  const auto all = attributes_of(session.os(), one, request.values);
  if (!all) {
    fail_nwmgr(session, all.error());
    return std::nullopt;
  }
  if (request.attributes.empty() || request.all_attributes()) return *all;
  const auto current = attributes_of(session.os(), one, NwmgrValues::current);
  std::vector<NwmgrAttribute> chosen;
  for (const auto& wanted : request.attributes) {
    const auto found = std::ranges::find(*all, wanted.name, &NwmgrAttribute::name);
    if (found != all->end()) {
      chosen.push_back(*found);
    } else if (std::ranges::find(*current, wanted.name, &NwmgrAttribute::name) == current->end()) {
      fail_nwmgr(session, fmt::format("{}: {} has no such attribute", wanted.name, one.name()));
      return std::nullopt;
    }
  }
  return chosen;
}

int show_attributes(Session& session, const NwmgrRequest& request, const List& list) {
  for (const ListedInterface& one : list) {
    const auto attributes = chosen(session, request, one);
    if (!attributes) return 1;
    session.print(request.script ? script_lines(one, request.values, *attributes)
                                 : attribute_block(one, request.values, *attributes));
  }
  return 0;
}

int get(Session& session, const NwmgrRequest& request) {
  const auto list = targets(session, request);
  if (!list) return 1;
  if (request.statistics) {
    if (*request.statistics == "extmib")
      return fail_nwmgr(session, "--stats extmib: not emulated");
    for (const ListedInterface& one : *list)
      session.print(nwmgr_statistics(one, *request.statistics != "mib"));
    return 0;
  }
  if (request.script || request.verbose || !request.attributes.empty() ||
      request.values != NwmgrValues::current)
    return show_attributes(session, request, *list);
  if (is_apa(request.subsystem))
    session.print(aggregate_table(*list));
  else if (request.subsystem == "vlan")
    session.print(vlan_table(*list));
  else
    session.print(interface_table(*list));
  return 0;
}

// The NICs that -s and -r are about; none after saying what is wrong.
std::vector<Ppa> nics(Session& session, const NwmgrRequest& request) {
  std::vector<Ppa> ppas;
  const auto list = targets(session, request);
  if (!list) return ppas;
  for (const ListedInterface& one : *list) {
    if (!one.is_nic()) {
      fail_nwmgr(session, fmt::format("{}: only the ports below can be changed here", one.name()));
      return {};
    }
    ppas.push_back(one.ppa);
  }
  if (ppas.size() != 1 && request.class_instance.empty() && request.instance.empty()) {
    fail_nwmgr(session, "one interface must be named: -c lanN, or -S with -I");
    return {};
  }
  return ppas;
}

sim::Task<int> reset(Session& session, NwmgrRequest request, Ppa ppa) {
  if (request.statistics) {
    session.os().dlpi.streams().reset_counters(*session.os().dlpi.find(ppa));
    co_return 0;
  }
  const auto done = co_await reset_link(session.os(), ppa);
  if (!done)
    co_return fail_nwmgr(session, fmt::format("lan{}: {}", ppa.number, sentence(done.error())));
  co_return 0;
}

// Assumed: the sentence, and that one that is no root may ask; HP says only that the test sends the
// frames of IEEE 802.2.
sim::Task<int> diagnose(Session& session, NwmgrRequest request) {
  const std::string& text = *request.value_of("dest");
  const auto station = MacAddress::parse(text);
  if (!station) co_return fail(session, kNwmgr, text + ": " + station.error());
  const auto list = targets(session, request);
  if (!list) co_return 1;
  bool all_well = true;
  for (const ListedInterface& one : *list) {
    auto client = open_for_link_test(session.os(), one.ppa);
    if (!client) co_return fail(session, kNwmgr, fmt::format("{}: {}", one.name(), client.error()));
    const LinkTally tally = co_await test_link(client->stream(), session.os().kernel,
                                               {.count = request.iterations}, *station);
    session.print(fmt::format("{}: link to {}: {}, {} of {} frames came back\n", one.name(),
                              station->text(), tally.all_well() ? "OK" : "FAILED", tally.correct,
                              tally.sent));
    all_well = all_well && tally.all_well();
  }
  co_return all_well ? 0 : 1;
}

sim::Task<int> nwmgr(Session& session, Arguments arguments) {
  using Operation = NwmgrRequest::Operation;
  const auto request = parse_nwmgr(session, arguments);
  if (!request) co_return 1;
  switch (request->operation) {
    case Operation::get: co_return get(session, *request);
    case Operation::help:
      session.print(fmt::format("{}\n", kNwmgr.synopsis));
      co_return 0;
    case Operation::diagnose: co_return co_await diagnose(session, *request);
    case Operation::set:
    case Operation::reset: break;
  }
  if (!must_be_root(session, kNwmgr)) co_return 1;
  const std::vector<Ppa> ppas = nics(session, *request);
  if (ppas.empty()) co_return 1;
  if (request->operation == Operation::reset)
    co_return co_await reset(session, *request, ppas.front());
  co_return co_await set_attributes(session, *request, ppas.front());
}

}  // namespace

constinit const Command kNwmgr{
    "nwmgr", "/usr/sbin/nwmgr", "network interface management command for LAN interfaces",
    "nwmgr [-g] [-v] [--sc] [-c lanN | -S subsystem [-I N] | -C lan]\n"
    "nwmgr [-g] -A {all|attr,...} [--cu|--sa|--de] [--sc] -c lanN\n"
    "nwmgr [-g] --st [all|mib] -c lanN\n"
    "nwmgr -s -A attr=value,... [--cu|--sa] -c lanN\n"
    "nwmgr -s -A {all|attr,...} [--cu|--sa] --fr {cu|sa|de} -c lanN\n"
    "nwmgr -r [--st] -c lanN\n"
    "nwmgr --diag [link] -A dest=mac [--it n] -c lanN\n"
    "nwmgr -h",
    "Without an operation it shows: all interfaces as a table, in the order of the\n"
    "Network Management IDs. Ports that a link aggregate has taken are there, with\n"
    "the aggregate as Related Interface. Interface State is UP when the driver has\n"
    "the card in hand and there is a link. The NICs listed here, those of the LAN\n"
    "drivers, are the ones that hpuxpitool saves, once they have told their MAC\n"
    "address; aggregates (hp_apa) and VLANs (vlan) are not saved.\n"
    "\n"
    "-A, --attribute       which ones; of a NIC: link_state speed mtu mac nmid\n"
    "-C, --class           lan, which is the only one\n"
    "-c, --class_instance  this interface\n"
    "    --cu, --current   the values that hold now (default)\n"
    "    --de, --default   the values that the driver begins with\n"
    "    --diag, --diagnose  send TEST frames to the station dest, as linkloop does;\n"
    "                      each must come back within 2 seconds\n"
    "-f, --force           accepted; nothing is ever in use\n"
    "    --fr, --from      where -s takes the values\n"
    "-g, --get             show (default)\n"
    "-h, --help            the forms of the command\n"
    "-I, --instance        this one of the subsystem\n"
    "    --it, --iterations  how many frames --diag sends; 1 without it\n"
    "-r, --reset           reset the link; with --st the counters\n"
    "-S, --subsystem       apa, vlan, or a driver\n"
    "-s, --set             change\n"
    "    --sa, --saved     the values in the driver's file in /etc/rc.config.d,\n"
    "                      which its startup script applies\n"
    "    --sc, --script    for scripts: subsystem!lanN#attribute#current#value\n"
    "    --st, --stats     counters\n"
    "-v, --verbose         all attributes\n"
    "\n"
    "A long option may be cut short. Only root changes anything: mtu (256 to 1500,\n"
    "to 9000 on a link of 1 Gb/s and above), speed (10HD 10FD 100HD 100FD 1000FD\n"
    "auto_on), mac (the station address; the link is reset). A saved value that is\n"
    "the default is taken out of the file.\n"
    "\n"
    "Exit code 0, or 1 when anything was refused.\n"
    "\n"
    "Ours, not HP's: what -s prints, the table of -S vlan, the words of errors, the\n"
    "names of attributes other than mtu, speed, mac, link_state, parent_ppa,\n"
    "apa_state and membership; what --diag prints. -a, -d and -q say why they are\n"
    "refused; features of drivers are not there.",
    Waiting(&nwmgr)};

}  // namespace giosim::user
