// lanadmin(1M)

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "user/cmd/commands.hpp"
#include "user/cmd/lan_statistics.hpp"
#include "user/lan_list.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

std::string line(std::string_view label, std::string_view value) {
  return fmt::format("{:<31} = {}\n", label, value);
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string bits_per_second(const ListedInterface& one) {
  return std::to_string(std::int64_t{one.mode.mbps} * 1'000'000);
}

std::optional<int> parse_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

int refuse_lanadmin(Session& session, std::string_view sentence) {
  return fail(session, kLanadmin, sentence);
}

int no_such(Session& session, std::string_view ppa) {
  return refuse_lanadmin(session, fmt::format("no interface has PPA {}", ppa));
}

// Only a NIC has a driver that can be told something.
hdm::LanDriver* nic_driver(Session& session, Ppa ppa) {
  hdm::LanDriver* const driver = lan_driver(session.os(), ppa);
  if (!driver) {
    const auto list = listed_interfaces(session.os());
    if (find_named(list, fmt::format("lan{}", ppa.number)))
      refuse_lanadmin(session,
                      fmt::format("PPA {} is no NIC: its ports are set, not it", ppa.number));
    else
      no_such(session, std::to_string(ppa.number));
  }
  return driver;
}

const ListedInterface* find(const std::vector<ListedInterface>& list, std::string_view ppa) {
  return find_named(list, fmt::format("lan{}", ppa));
}

// --- What is shown. ---

int show_mode(Session& session, const ListedInterface& one) {
  session.print(fmt::format("Speed = {} {}-Duplex.\nAutonegotiation = {}.\n\n", one.mode.mbps,
                            one.mode.full_duplex ? "Full" : "Half",
                            one.mode.autonegotiation ? "On" : "Off"));
  return 0;
}

std::string load_balancing_text(const ListedInterface& one) {
  const std::string_view word = one.load_balancing;
  if (word == "LB_HOT_STANDBY" || word == "LB_HS" || one.aggregate_mode == "LAN_MONITOR")
    return "Hot Standby (LB_HOT_STANDBY)";
  if (word == "LB_MAC") return "MAC Address (LB_MAC)";
  if (word == "LB_IP") return "IP Address (LB_IP)";
  if (word == "LB_PORT") return "TCP/UDP Port (LB_PORT)";
  return std::string(word);
}

int show_aggregate(Session& session, const ListedInterface& one) {
  std::string ports;
  for (Ppa member : one.members) ports += fmt::format(" {}", member.number);
  session.print(fmt::format("Link Aggregate PPA #      : {}\n"
                            "Number of Ports           : {}\n"
                            "Ports PPA                 :{}\n"
                            "Link Aggregation State    : LINKAGG {}\n"
                            "Load Balance Mode         : {}\n\n",
                            one.ppa.number, one.members.size(), ports, one.aggregate_mode,
                            load_balancing_text(one)));
  return 0;
}

// lanadmin -x [type | -v | -l] ppa: what the drivers show of themselves.
int show_specific(Session& session, const Arguments& words) {
  const auto list = listed_interfaces(session.os());
  const ListedInterface* const one = find(list, words.back());
  if (!one) return no_such(session, words.back());
  const bool aggregate = one->kind == ListedInterface::Kind::aggregate;
  if (words.size() == 1) return show_mode(session, *one);
  if (words.size() == 2 && words[0] == "type" && one->is_nic()) {
    session.print(one->type + "\n\n");
    return 0;
  }
  if (words.size() == 2 && words[0] == "-v" && aggregate) return show_aggregate(session, *one);
  if (words.size() == 2 && words[0] == "-l" && aggregate) {
    session.print(fmt::format("Load Balancing = {}\n\n", load_balancing_text(*one)));
    return 0;
  }
  return refuse_lanadmin(session,
                         fmt::format("-x {}: not supported by {}", words[0], one->subsystem));
}

// --- What is changed. ---

int changed(Session& session, std::string_view what, std::string_view before,
            std::string_view after) {
  session.print(line(fmt::format("Old {}", what), before));
  session.print(line(fmt::format("New {}", what), after));
  return 0;
}

sim::Task<int> set_address(Session& session, std::string word, Ppa ppa) {
  machine::Os& os = session.os();
  const hdm::LanDriver* const driver = nic_driver(session, ppa);
  if (!driver) co_return 1;
  const bool factory = lower(word) == "default";
  const auto mac = MacAddress::parse(word);
  if (!factory && !mac) co_return refuse_lanadmin(session, mac.error());

  const MacAddress before = driver->current_mac();
  std::expected<void, LanError> done;
  if (factory)
    done = co_await reset_station_address(os, ppa);
  else
    done = co_await set_station_address(os, ppa, *mac);
  if (!done) co_return refuse_lanadmin(session, sentence(done.error()));
  co_return changed(session, "Station Address", lower(before.text()),
                    lower(driver->current_mac().text()));
}

int set_mtu_of(Session& session, const std::string& word, Ppa ppa) {
  machine::Os& os = session.os();
  const hdm::LanDriver* const driver = nic_driver(session, ppa);
  if (!driver) return 1;
  const auto mtu = parse_number(word);
  if (!mtu) return refuse_lanadmin(session, word + ": not an MTU");
  const int before = driver->link().mtu;
  if (const auto done = set_mtu(os, ppa, *mtu); !done)
    return refuse_lanadmin(session, sentence(done.error()));
  return changed(session, "MTU Size", std::to_string(before), word);
}

// Assumed: the words, from memory of btlan.
int set_speed_of(Session& session, std::string_view word, Ppa ppa) {
  machine::Os& os = session.os();
  if (!nic_driver(session, ppa)) return 1;
  const auto speed = parse_link_speed(word);
  if (!speed)
    return refuse_lanadmin(session,
                           fmt::format("{}: no speed; expected 10HD, 10FD, 100HD, 100FD, 1000FD "
                                       "or auto_on",
                                       word));
  if (const auto done = set_speed(os, ppa, *speed); !done)
    return refuse_lanadmin(session, sentence(done.error()));
  session.print("WARNING: an incorrect setting could cause serious network problems!!!\n\n"
                "Driver is attempting to set the new speed\n"
                "Reset will take approximately 11 seconds\n");
  return 0;
}

// The reset of -A and -r waits.
sim::Task<int> change(Session& session, char letter, std::string value, Ppa ppa) {
  if (!must_be_root(session, kLanadmin)) co_return 1;
  switch (letter) {
    case 'A': co_return co_await set_address(session, std::move(value), ppa);
    case 'M': co_return set_mtu_of(session, value, ppa);
    case 'r': {
      if (!nic_driver(session, ppa)) co_return 1;
      const auto done = co_await reset_link(session.os(), ppa);
      co_return done ? 0 : refuse_lanadmin(session, sentence(done.error()));
    }
    default: co_return set_speed_of(session, value, ppa);
  }
}

int show(Session& session, char letter, const std::string& ppa) {
  const auto list = listed_interfaces(session.os());
  const ListedInterface* const one = find(list, ppa);
  if (!one) return no_such(session, ppa);
  switch (letter) {
    case 'a': session.print(line("Station Address", lower(one->mac.text()))); break;
    case 'm': session.print(line("MTU Size", std::to_string(one->mtu))); break;
    case 's': session.print(line("Speed", bits_per_second(*one))); break;
    case 'g': session.print(lanadmin_statistics(session.os(), *one)); break;
    case 'x': return show_mode(session, *one);
    default: break;
  }
  return 0;
}

sim::Task<int> lanadmin(Session& session, Arguments arguments) {
  if (arguments.empty()) {
    fail(session, kLanadmin, "the menus are not emulated; give an option and a PPA");
    complain_of_usage(session, kLanadmin);
    co_return 1;
  }
  if (arguments.size() > 1 && arguments.front() == "-x")  // what follows is the driver's
    co_return show_specific(session, Arguments(arguments.begin() + 1, arguments.end()));
  const auto options = Options::parse(session, kLanadmin, arguments, "aA:gmM:rsxX");
  if (!options) co_return 1;
  Arguments words = options->operands();
  if (options->given().empty() || words.empty()) {
    complain_of_usage(session, kLanadmin);
    co_return 1;
  }
  std::string speed;
  if (options->has('X') && words.size() == 2) {
    speed = words.front();
    words.erase(words.begin());
  }
  const auto ppa = parse_number(words.front());
  if (words.size() != 1 || !ppa || (options->has('X') && speed.empty())) {
    complain_of_usage(session, kLanadmin);
    co_return 1;
  }
  for (const auto& [letter, value] : options->given()) {
    const bool changes = letter == 'A' || letter == 'M' || letter == 'X' || letter == 'r';
    int status = 0;
    if (changes) {
      const std::string& wanted = letter == 'X' ? speed : value;
      status = co_await change(session, letter, wanted, Ppa{*ppa});
    } else {
      status = show(session, letter, words.front());
    }
    if (status != 0) co_return status;
  }
  co_return 0;
}

}  // namespace

constinit const Command kLanadmin{
    "lanadmin", "/usr/sbin/lanadmin", "local area network administration program",
    "lanadmin [-a] [-A station_addr] [-m] [-M mtu_size] [-s] [-r] [-g] ppa\n"
    "lanadmin -x [type|-v|-l] ppa\n"
    "lanadmin -X speed ppa",
    "Shows and changes what the driver of an interface knows; the interface is\n"
    "named by its PPA, the number in lan3. Only root changes anything, and what is\n"
    "changed holds until the next boot; the driver's file in /etc/rc.config.d says\n"
    "what holds then. Several options are done in their order.\n"
    "\n"
    "-a  station address\n"
    "-A  a new station address, or DEFAULT for the factory one; resets the link\n"
    "-g  status and counters\n"
    "-m  MTU\n"
    "-M  a new MTU: 256 to 1500, to 9000 on a link of 1 Gb/s and above\n"
    "-r  resets the link\n"
    "-s  speed in bit/s\n"
    "-x  speed, duplex, autonegotiation; with type, the interface type; of an\n"
    "    aggregate with -v its ports, with -l its load balancing\n"
    "-X  a new speed: 10HD 10FD 100HD 100FD 1000FD auto_on\n"
    "\n"
    "Exit code 0, or 1.\n"
    "\n"
    "Ours, not HP's: the menus (lanadmin without options) are not there; only\n"
    "frames of DLPI programs such as linkloop(1M) are counted, those of the\n"
    "hardware are 0; the words of errors. HP deprecates lanadmin in favour of\n"
    "nwmgr(1M).",
    Waiting(&lanadmin)};

}  // namespace giosim::user
