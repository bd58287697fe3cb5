// ioinit(1M)
//
// Assumed: what stands before a documented message (the entry it is about), and all sentences that
// the manual does not list. The emulated machine keeps one file, /stand/ioconfig, in which the
// legacy and the agile view are one; the messages name /etc/ioconfig, as HP's do.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/lines.hpp"
#include "machine/force_instances.hpp"
#include "sim/durable_file.hpp"
#include "user/cmd/commands.hpp"
#include "user/files.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

constexpr int kError = 1, kCorrupted = 2;
constexpr std::string_view kEtcIoconfig = "/etc/ioconfig";

// ---- The file --------------------------------------------------------------------------------

enum class FileState { good, missing, unknown, corrupted };

// One and the same on the emulated machine.
std::string_view on_disk(std::string_view path) {
  return path == kEtcIoconfig ? gio::kStandIoconfig : path;
}

FileState state_of(const Session& session, std::string_view path) {
  const auto bytes = read_file(session, on_disk(path));
  if (!bytes) return FileState::missing;
  if (!bytes->starts_with("giosim-durable ")) return FileState::unknown;
  const auto body = sim::DurableFile::unseal(*bytes);
  return body && gio::Ioconfig::decode(*body) ? FileState::good : FileState::corrupted;
}

bool says_what_the_kernel_says(const Session& session) {
  const auto bytes = read_file(session, gio::kStandIoconfig);
  return bytes && sim::DurableFile::unseal(*bytes) ==
                      session.os().gio.ioconfig().encode();
}

// True once the kernel's records are on the disk.
sim::Task<bool> written(Session& session) {
  co_await session.os().gio.ioconfig_written();
  if (session.os().gio.ioconfig().on_disk()) co_return true;
  fail(session, kIoinit, fmt::format("{} cannot be written.", kEtcIoconfig));
  co_return false;
}

sim::Task<int> reboot(Session& session) {
  session.print("ioinit: The system is rebooted.\n");
  session.machine().request_off(PowerOff::reboot, machine::Machine::Then::boot_again);
  co_await session.os().kernel.never("the power goes off");
  co_return 0;
}

// ---- -f and -C -------------------------------------------------------------------------------

std::string_view message(gio::WhyRefused why) {
  switch (why) {
    case gio::WhyRefused::unknown_class: return "Device class name is not in the kernel.";
    case gio::WhyRefused::unknown_path: return "Hardware path is not in the kernel.";
    case gio::WhyRefused::in_use: return "Instance number is already in kernel.";
    case gio::WhyRefused::reserved: return "Instance number is reserved by Portable Image.";
    case gio::WhyRefused::twice: return "Hardware path is listed twice.";
  }
  return "";
}

int refuse(Session& session, const std::vector<gio::RefusedInstance>& refused) {
  for (const auto& [wanted, because] : refused)
    fail(session, kIoinit, fmt::format("{} {} {}: {}", wanted.hw_path.text(),
                                       wanted.device_class.view(), wanted.instance.number,
                                       message(because)));
  return kError;
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty()) return words;
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    words.emplace_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

// "0/1/1/0 lan 3"; the error is a sentence.
std::expected<gio::WantedInstance, std::string> entry_of(std::string_view line) {
  const std::vector<std::string> words = words_of(line);
  if (words.size() != 3) return std::unexpected("expected: h/w_path class_name instance_#");
  const auto hw_path = HwPath::parse(words[0]);
  if (!hw_path) return std::unexpected(hw_path.error());
  const auto device_class = DeviceClass::parse(words[1]);
  if (!device_class) return std::unexpected(fmt::format("'{}' is not a class", words[1]));
  gio::WantedInstance entry{*hw_path, *device_class, {}};
  const char* const last = words[2].data() + words[2].size();
  const auto [end, error] = std::from_chars(words[2].data(), last, entry.instance.number);
  if (error != std::errc() || end != last || !entry.instance.given() ||
      entry.instance.number > kMaxInstance)
    return std::unexpected(fmt::format("'{}' is not an instance", words[2]));
  return entry;
}

std::optional<std::vector<gio::WantedInstance>> entries_of(Session& session,
                                                           const std::string& file) {
  const auto text = read_file(session, file);
  if (!text) {
    fail(session, kIoinit, file + ": No such file or directory");
    return std::nullopt;
  }
  std::vector<gio::WantedInstance> entries;
  bool good = true;
  int number = 0;
  for (const std::string_view line : lines_of(*text)) {
    ++number;
    if (words_of(line).empty()) continue;
    if (const auto entry = entry_of(line)) {
      entries.push_back(*entry);
    } else {
      fail(session, kIoinit, fmt::format("{}: line {}: {}.", file, number, entry.error()));
      good = false;
    }
  }
  if (good && entries.empty()) fail(session, kIoinit, file + ": there is no entry in it.");
  if (!good || entries.empty()) return std::nullopt;
  return entries;
}

sim::Task<int> reassign(Session& session, std::string file, bool reboots) {
  const auto wanted = entries_of(session, file);
  if (!wanted) co_return kError;
  machine::Os& os = session.os();
  if (!reboots && os.gio.why_not_force(*wanted, os.pi_config).empty() &&
      !machine::can_force_now(os, *wanted))
    co_return fail(session, kIoinit,
                   "A driver of these devices cannot reassign instance numbers online: "
                   "-r is required.");

  const auto refused = co_await machine::force_instances(
      os, *wanted, reboots ? gio::ForceFrom::next_boot : gio::ForceFrom::now);
  if (!refused.empty()) co_return refuse(session, refused);
  if (!co_await written(session)) co_return kError;
  if (reboots) co_return co_await reboot(session);
  co_return 0;
}

// All devices of the class from 0 on, by H/W path; stale records make way.
sim::Task<int> count_anew(Session& session, std::string class_name) {
  machine::Os& os = session.os();
  std::vector<gio::WantedInstance> wanted;
  const auto device_class = DeviceClass::parse(class_name);
  if (device_class)
    for (const gio::IoNode& node : os.gio.tree())
      if (node.device_class == *device_class && node.instance.given() &&
          node.state != NodeState::no_hw)
        wanted.push_back(
            {node.hw_path, *device_class, Instance{static_cast<std::int32_t>(wanted.size())}});
  if (wanted.empty())
    co_return fail(session, kIoinit,
                   fmt::format("{}: Device class name is not in the kernel.", class_name));

  auto refused = os.gio.why_not_force(wanted, os.pi_config, gio::UsedNumbers::of_the_list);
  std::erase_if(refused, [](const gio::RefusedInstance& one) {
    return one.because != gio::WhyRefused::reserved;
  });
  if (!refused.empty()) co_return refuse(session, refused);
  for (const IoconfigRow& record : os.gio.stale())
    if (record.device_class == *device_class) co_await os.remove_stale(record);
  refused = os.gio.force(wanted, gio::ForceFrom::next_boot, os.pi_config,
                         gio::UsedNumbers::of_the_list);
  if (!refused.empty()) co_return refuse(session, refused);
  if (!co_await written(session)) co_return kError;
  co_return co_await reboot(session);
}

// ---- -i, -c, -v ------------------------------------------------------------------------------

int complain_of_file(Session& session, FileState state) {
  return fail(session, kIoinit, fmt::format("{} is {}.", kEtcIoconfig,
                                            state == FileState::missing ? "missing" : "corrupted"));
}

// A reboot cures a file that says something else, once: it is read then. It does not cure a disk
// that takes no write, so there is none for that, and hence no endless rebooting.
sim::Task<int> check(Session& session, bool reboots) {
  gio::Gio& gio = session.os().gio;
  co_await gio.ioconfig_written();
  if (!gio.ioconfig().on_disk()) {
    gio.rewrite_ioconfig();
    if (!co_await written(session)) co_return kError;
  }
  const FileState state = state_of(session, gio::kStandIoconfig);
  if (state != FileState::good) co_return complain_of_file(session, state);
  if (says_what_the_kernel_says(session)) {
    const auto* insf = std::get_if<Waiting>(&kInsf.run);
    if (co_await (*insf)(session, {}) != 0) co_return fail(session, kIoinit, "exec of insf failed.");
    co_return 0;
  }
  if (reboots) co_return co_await reboot(session);
  co_return fail(session, kIoinit,
                 fmt::format("The kernel and {} do not agree: -r is required, or -c.",
                             kEtcIoconfig));
}

sim::Task<int> recreate(Session& session) {
  if (says_what_the_kernel_says(session)) co_return 0;
  session.os().gio.rewrite_ioconfig();
  co_return co_await written(session) ? 0 : kError;
}

int verify(Session& session, const std::string& file) {
  switch (state_of(session, file)) {
    case FileState::missing: return fail(session, kIoinit, file + " is missing.");
    case FileState::unknown: return fail(session, kIoinit, file + " is not an ioconfig file.");
    case FileState::corrupted: return fail(session, kIoinit, file + " is corrupted.", kCorrupted);
    case FileState::good: session.print(file + " is a legacy ioconfig file.\n"); return 0;
  }
  return 0;
}

// ---- The command -----------------------------------------------------------------------------

int complain(Session& session) {
  complain_of_usage(session, kIoinit);
  return kError;
}

sim::Task<int> ioinit(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kIoinit, arguments, "C:cf:irv:");
  if (!options) co_return kError;
  const int forms = options->has('f') + options->has('C') + options->has('c') + options->has('i') +
                    options->has('v');
  const bool reboots = options->has('r');
  const bool needs_r = options->has('C');
  const bool no_r = options->has('c') || options->has('v');
  if (forms != 1 || !options->operands().empty() || (needs_r && !reboots) || (no_r && reboots))
    co_return complain(session);
  if (options->has('v')) co_return verify(session, *options->value('v'));
  if (!session.is_root())
    co_return fail(session, kIoinit, "Permission to access /etc/ext_ioconfig is denied.");

  if (options->has('f')) co_return co_await reassign(session, *options->value('f'), reboots);
  if (options->has('C')) co_return co_await count_anew(session, *options->value('C'));
  if (options->has('c')) co_return co_await recreate(session);
  co_return co_await check(session, reboots);
}

}  // namespace

constinit const Command kIoinit{
    "ioinit", "/sbin/ioinit", "test and maintain consistency between the kernel and ioconfig",
    "ioinit -i [-r]\n"
    "ioinit -c\n"
    "ioinit -f infile [-r]\n"
    "ioinit -C class_name -r\n"
    "ioinit -v ioconfig_file",
    "-f  reassign instances: each line of infile is \"h/w_path class_name instance_#\". All entries\n"
    "    are checked first; when one is invalid, nothing is changed. An instance that is in use can\n"
    "    be had only in a circle: everybody in it is listed, and passes his number on.\n"
    "-C  count all devices of this class anew from 0, by H/W path, and reboot\n"
    "-r  reboot when it went well; with -i, when the kernel and the file do not agree. Needed with\n"
    "    -f when the driver of a device cannot reassign online: one without\n"
    "    DRV_INSTANCE_REPLACEABLE, such as btlan and all mass storage cards\n"
    "-i  check the file against the kernel; when they agree, make special files (insf)\n"
    "-c  write the file anew from the kernel\n"
    "-v  say whether this is an ioconfig file in good order\n"
    "\n"
    "Portable Image comes first: an instance that it has reserved, that it gave a NIC, or that a\n"
    "saved entry names while gio_portable_image is 1, is refused: \"Instance number is reserved by\n"
    "Portable Image.\" Remove the entry (hpuxpitool -r MAC) and reboot, then try again.\n"
    "\n"
    "Messages: /etc/ioconfig is missing. /etc/ioconfig is corrupted. (Restore it, or ioinit -c.)\n"
    "Instance number is already in kernel. (Use rmsf -x if it is stale.) Hardware path is not in\n"
    "the kernel. Device class name is not in the kernel. (See ioscan -k.)\n"
    "\n"
    "Exit code 0; 1: an error; 2: -v found an ioconfig file that is corrupted.\n"
    "\n"
    "Ours, not HP's: there is one file, /stand/ioconfig; /etc/ioconfig is a name of it, and\n"
    "ext_ioconfig does not exist. It is text with a checksum.",
    Waiting(&ioinit)};

}  // namespace giosim::user
