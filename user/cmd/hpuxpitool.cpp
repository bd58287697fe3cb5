// hpuxpitool(1M): a thin face of libhpuxpi. It reads the command line, says what came of it in the
// user's language, and leaves every decision to the library ("invokes the HP-UX PI API").

#include <algorithm>
#include <optional>
#include <utility>

#include "pi/catalogue.hpp"
#include "pi/dump.hpp"
#include "pi/software.hpp"
#include "user/cmd/commands.hpp"

namespace giosim::user {
namespace {

using pi::Message;

constexpr int kDone = 0, kFailed = 1, kMisuse = 2;

enum class Verb { getcfg, savecfg, updatecfg, addcfg, rmcfg, enable, disable };

struct VerbRow {
  Verb verb;
  std::string_view word;
  std::string_view option;
  std::size_t at_least, at_most;  // operands
};
constexpr VerbRow kVerbs[] = {
    {Verb::getcfg, "getcfg", "-g", 0, 0},       {Verb::savecfg, "savecfg", "-s", 0, 0},
    {Verb::updatecfg, "updatecfg", "-u", 0, 0}, {Verb::addcfg, "addcfg", "-a", 2, 2},
    {Verb::rmcfg, "rmcfg", "-r", 0, 1},         {Verb::enable, "enable", "-e", 0, 0},
    {Verb::disable, "disable", "-d", 0, 0},
};

const VerbRow* find_verb(std::string_view word) {
  const auto found = std::ranges::find_if(
      kVerbs, [&](const VerbRow& row) { return row.word == word || row.option == word; });
  return found == std::end(kVerbs) ? nullptr : found;
}

std::string in_language(const Session& session, const Message& message) {
  return pi::Catalogue::of_language(session.variable("LANG")).text(message);
}

int say(Session& session, const Message& message, int exit_code) {
  session.complain(in_language(session, message));
  return exit_code;
}

int misuse(Session& session, const Message& message) {
  say(session, message, kMisuse);
  return say(session, {pi::kUsage, {}}, kMisuse);
}

int fail(Session& session, pi::PiError error, const std::string& about = {}) {
  const Message message = pi::message_of(error, about);
  switch (error) {
    case pi::PiError::write_failed:
    case pi::PiError::disk_full:
    case pi::PiError::read_only:
      return say(session, {pi::kNotWritten, {in_language(session, message)}}, kFailed);
    default: return say(session, message, kFailed);
  }
}

void warn(Session& session, const Message& message) {
  say(session, {pi::kWarning, {in_language(session, message)}}, kDone);
}

int outcome(Session& session, const std::expected<void, pi::PiError>& done) {
  return done ? kDone : fail(session, done.error());
}

int print_dump(Session& session) {
  session.print(pi::write_dump(session.os().portable_image.get()));
  return kDone;
}

int warn_of(Session& session, const pi::Saved& saved) {
  for (const pi::NotLearnt& nic : saved.not_learnt) warn(session, pi::message_of(nic));
  for (const EntryDropped& dropped : saved.dropped) warn(session, pi::message_of(dropped));
  if (!saved.warnings_logged) warn(session, {pi::kLogWaits, {}});
  return kDone;
}

int outcome_of(Session& session, const std::expected<pi::Saved, pi::PiError>& saved) {
  return saved ? warn_of(session, *saved) : fail(session, saved.error());
}

// Files that could not be fixed up are errors; the entries are saved all the same.
int outcome_of(Session& session, const pi::Updated& updated) {
  for (const ConfigurationRefused& refused : updated.refused) {
    if (refused.line > 0)
      say(session, {pi::kLineRefused,
                    {refused.file, std::to_string(refused.line), refused.because}}, kFailed);
    else
      say(session, {pi::kFileRefused, {refused.file, refused.because}}, kFailed);
  }
  const int saved = outcome_of(session, updated.saved);
  return updated.refused.empty() ? saved : kFailed;
}

sim::Task<int> save(Session& session) {
  const auto saved = co_await session.os().portable_image.save();
  co_return outcome_of(session, saved);
}

sim::Task<int> update(Session& session) {
  const auto updated = co_await session.os().portable_image.update();
  co_return outcome_of(session, updated);
}

// The MAC addresses of the command line; nothing after a word that is none.
std::optional<std::vector<MacAddress>> macs_in(Session& session, const Arguments& words) {
  std::vector<MacAddress> macs;
  for (const std::string& word : words) {
    const auto mac = MacAddress::parse(word);
    if (!mac) {
      misuse(session, {pi::kNoMac, {word}});
      return std::nullopt;
    }
    macs.push_back(*mac);
  }
  return macs;
}

sim::Task<int> change(Session& session, Verb verb, std::vector<MacAddress> macs) {
  pi::PortableImage& library = session.os().portable_image;
  const bool adds = verb == Verb::addcfg;
  const auto changed = adds ? library.add(macs[0], macs[1])
                            : library.remove(macs.empty() ? std::nullopt : std::optional(macs[0]));
  if (!changed) {
    const bool about_first = !adds || changed.error() == pi::PiError::unknown_mac;
    co_return fail(session, changed.error(), macs[about_first ? 0 : 1].text());
  }
  co_return outcome(session, co_await library.flush());
}

sim::Task<int> perform(Session& session, Verb verb, std::vector<MacAddress> macs) {
  switch (verb) {
    case Verb::getcfg: co_return print_dump(session);
    case Verb::savecfg: co_return co_await save(session);
    case Verb::updatecfg: co_return co_await update(session);
    case Verb::addcfg:
    case Verb::rmcfg: co_return co_await change(session, verb, std::move(macs));
    case Verb::enable: co_return outcome(session, co_await session.os().portable_image.enable());
    case Verb::disable: co_return outcome(session, co_await session.os().portable_image.disable());
  }
  co_return kFailed;
}

struct Request {
  Verb verb;
  std::vector<MacAddress> macs;
};

// The error is the exit code of a command line that is not understood or not allowed; it is said.
std::expected<Request, int> understood(Session& session, const Arguments& arguments) {
  const auto refuse = [&](const Message& message) {
    return std::unexpected(misuse(session, message));
  };
  if (arguments.empty()) return refuse({pi::kNoAction, {}});
  const std::string& word = arguments.front();
  const VerbRow* const row = find_verb(word);
  if (!row) return refuse({pi::kUnknownAction, {word}});

  const Arguments operands(arguments.begin() + 1, arguments.end());
  for (const std::string& operand : operands)
    if (find_verb(operand)) return refuse({pi::kOneAction, {word, operand}});
  if (operands.size() < row->at_least) return refuse({pi::kNeedsTwoMacs, {word}});
  if (operands.size() > row->at_most)
    return refuse({pi::kTooMuch, {word, operands[row->at_most]}});
  auto macs = macs_in(session, operands);
  if (!macs) return std::unexpected(kMisuse);

  if (row->verb != Verb::getcfg && !session.is_root())
    return std::unexpected(say(session, {pi::kMustBeRoot, {}}, kFailed));
  return Request{row->verb, std::move(*macs)};
}

sim::Task<int> hpuxpitool(Session& session, Arguments arguments) {
  const auto request = understood(session, arguments);
  if (!request) co_return request.error();
  co_return co_await perform(session, request->verb, request->macs);
}

}  // namespace

constinit const Command kHpuxpitool{
    "hpuxpitool", "/opt/network/bin/hpuxpitool", "save and show the configuration of Portable Image",
    "hpuxpitool -g|getcfg\n"
    "hpuxpitool -s|savecfg\n"
    "hpuxpitool -u|updatecfg\n"
    "hpuxpitool -a|addcfg MAC1 MAC2\n"
    "hpuxpitool -r|rmcfg [MAC]\n"
    "hpuxpitool -e|enable\n"
    "hpuxpitool -d|disable",
    "Portable Image keeps the instance of a NIC (the N of lanN) in KRS under its MAC\n"
    "address, so that the NIC has it again in another machine, or in another slot.\n"
    "Everybody may look at the entries, root alone changes them.\n"
    "\n"
    "-g  getcfg     Prints the entries: interface, MAC address, driver, H/W path, and\n"
    "               the equivalent MAC addresses or -. Two such dumps compare well with\n"
    "               diff(1).\n"
    "-s  savecfg    Writes an entry for each physical NIC that is present, under the\n"
    "               factory MAC address that DLPI tells; one that is known by its MAC\n"
    "               address is brought up to date. Equivalents and the entries of NICs\n"
    "               that are not present stay. The shutdown script runs it.\n"
    "-u  updatecfg  Brings the configuration files of the LAN drivers in line: what every\n"
    "               driver has (station address, MTU, speed) follows a NIC into the file\n"
    "               of its new driver. Then saves. The startup script runs it.\n"
    "-a  addcfg     Makes MAC2 an equivalent in the entry that has MAC1: a NIC with\n"
    "               either address gets the instance.\n"
    "-r  rmcfg      Removes the entry whose own MAC address this is, or the equivalent;\n"
    "               without a MAC address, all entries.\n"
    "-e  enable     Sets the tunable gio_portable_image to 1. It counts at the next boot\n"
    "               for instances, and at once for the scripts.\n"
    "-d  disable    Sets it to 0; the entries stay where they are.\n"
    "\n"
    "MAC addresses are written as 0x00306E4A1B2C, 00306E4A1B2C or 00:30:6e:4a:1b:2c.\n"
    "When a command returns, its change is on the disk. What a save cannot keep is a\n"
    "warning: it is printed, and is in NetTL's log (netfmt -f /var/adm/nettl.LOG000).\n"
    "Messages are in the language of LANG: C, or de_DE.\n"
    "\n"
    "Exit code 0; 1 when it is refused or cannot be written; 2 for misuse.\n"
    "\n"
    "Ours: the dump's format, the messages and the exit codes. The document writes the\n"
    "name as hpuxpitool and hpuxpitol; both are understood.",
    Waiting(&hpuxpitool), pi::kPortableImageProduct};

}  // namespace giosim::user
