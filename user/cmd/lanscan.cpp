// lanscan(1M)

#include <fmt/format.h>

#include "user/cmd/commands.hpp"
#include "user/lan_list.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

// HP-UX came with two layouts, and no command of it chooses between them.
constexpr std::string_view kLayout = "GIOSIM_LANSCAN";

constexpr std::string_view kRule =
    "-------------------------------------------------------------------------------\n";

constexpr std::string_view kNarrow =
    "Hardware Station        Crd Hdw   Net-Interface  NM  MAC       HP-DLPI DLPI\n"
    "Path     Address        In# State NamePPA        ID  Type      Support Mjr#\n";
constexpr std::string_view kWide =
    "Hardware Station        Crd  Hdw   Net-Interface    NM   MAC       HP-DLPI DLPI\n"
    "Path     Address        In#  State NamePPA          ID   Type      Support Mjr#\n";

bool is_wide(const Session& session) { return session.variable(kLayout) == "wide"; }

std::string_view heading(const Session& session) { return is_wide(session) ? kWide : kNarrow; }

std::string names(const ListedInterface& one) {
  return fmt::format("lan{0} snap{0}", one.ppa.number);
}

std::string row(const Session& session, const ListedInterface& one) {
  const std::string_view state = one.ready ? "UP" : "DOWN";
  const std::string mac = one.mac.text();
  const std::int32_t ppa = one.ppa.number;
  return is_wide(session)
             ? fmt::format("{:<8} {:<14} {:<4} {:<5} {:<16} {:<4} {:<11} {:<5} {}\n", one.path,
                           mac, ppa, state, names(one), one.nm_id, "ETHER", "Yes", 119)
             : fmt::format("{:<8} {:<14} {:<3} {:<5} {:<14} {:<3} {:<9} {:<7} {}\n", one.path,
                           mac, ppa, state, names(one), one.nm_id, "ETHER", "Yes", 119);
}

// One letter of the command line, one column; together they are as wide as here.
struct LanscanColumn {
  char letter;
  int width;
  std::string (*text)(const ListedInterface&);
};

std::string ppas(const ListedInterface& one) {
  std::string text = std::to_string(one.ppa.number);
  for (Ppa member : one.members) text += fmt::format(" {}", member.number);
  return text;
}

// Assumed: the order, of which only a, i, p is known, and the widths of n, m and q.
constexpr LanscanColumn kColumns[] = {
    {'a', 14, [](const ListedInterface& one) { return one.mac.text(); }},
    {'i', 14, names},
    {'p', 3, [](const ListedInterface& one) { return std::to_string(one.ppa.number); }},
    {'n', 3, [](const ListedInterface& one) { return std::to_string(one.nm_id); }},
    {'m', 9, [](const ListedInterface&) { return std::string("ETHER"); }},
    {'q', 3, ppas},
};

void print_columns(Session& session, const std::vector<LanscanColumn>& columns,
                   const ListedInterface& one) {
  std::string line;
  for (const LanscanColumn& column : columns) {
    if (!line.empty()) line += ' ';
    line += columns.size() == 1 ? column.text(one)
                                : fmt::format("{:<{}}", column.text(one), column.width);
  }
  session.print(line + '\n');
}

void print_verbose(Session& session, const ListedInterface& one) {
  session.print(kRule);
  session.print(heading(session));
  session.print(row(session, one));
  session.print(fmt::format("\n{:<43}{}\n{:<43}{}\n{:<43}{}\n", "Extended Station",
                            "LLC Encapsulation", "Address", "Methods", one.mac.text(),
                            "IEEE HPEXTIEEE SNAP ETHER NOVELL "));
  session.print(fmt::format("\nDriver Specific Information\n{}\n", one.subsystem));
}

int lanscan(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kLanscan, arguments, "aimnpqv");
  if (!options) return 1;
  if (!options->operands().empty()) {
    complain_of_usage(session, kLanscan);
    return 1;
  }
  std::vector<LanscanColumn> columns;
  for (const LanscanColumn& column : kColumns)
    if (options->has(column.letter)) columns.push_back(column);
  const bool verbose = options->has('v') && columns.empty();

  if (columns.empty() && !verbose) session.print(heading(session));
  for (const ListedInterface& one : listed_interfaces(session.os())) {
    if (!one.in_lanscan()) continue;
    if (!columns.empty())
      print_columns(session, columns, one);
    else if (verbose)
      print_verbose(session, one);
    else
      session.print(row(session, one));
  }
  return 0;
}

}  // namespace

constinit const Command kLanscan{
    "lanscan", "/usr/sbin/lanscan", "display LAN device configuration and status",
    "lanscan [-aimnpqv]",
    "One line for each interface, in the order of the Network Management IDs. The\n"
    "Crd In# is the instance of the NIC, hence its PPA; lan3 is the interface with\n"
    "PPA 3. Ports that an active link aggregate has taken are not listed; the\n"
    "aggregate is. VLANs stand behind the interface that carries them.\n"
    "\n"
    "Hdw State is UP when the driver has the card in hand; whether there is a link,\n"
    "nwmgr(1M) tells. A NIC that has told no MAC address (yet) has the address\n"
    "0x000000000000 and is DOWN.\n"
    "\n"
    "-a  only station addresses, without heading\n"
    "-i  only names\n"
    "-m  only MAC types\n"
    "-n  only Network Management IDs\n"
    "-p  only PPAs\n"
    "-q  only PPAs; behind that of an aggregate, those of its ports\n"
    "-v  verbose; of no effect beside the others\n"
    "\n"
    "Several of them give several columns: address, names, PPA, NM ID, type, and\n"
    "the list of -q, in this order whatever that of the letters.\n"
    "\n"
    "Exit code 0, or 1 for a wrong command line.\n"
    "\n"
    "Ours, not HP's: GIOSIM_LANSCAN=wide in the environment gives the wider layout\n"
    "that later HP-UX 11i v3 systems have. LAN cards only; [system [core]] is not\n"
    "accepted. HP deprecates lanscan in favour of nwmgr(1M).",
    Plain(&lanscan)};

}  // namespace giosim::user
