// insf(1M)
//
// Assumed: the line for each device ("Installing special files for …").

#include <fmt/format.h>

#include "user/cmd/commands.hpp"
#include "user/device.hpp"
#include "user/files.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

// What a special file is on the emulated disk: a word about it. Assumed: major number 52.
std::string special(Instance instance) {
  return fmt::format("character special file, major 52, minor 0x{:06x}\n",
                     instance.number * 65536 & 0xffffff);
}

int refuse_insf(Session& session, std::string sentence) { return fail(session, kInsf, sentence); }

sim::Task<int> insf(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kInsf, arguments, "C:H:I:d:eq");
  if (!options) co_return 1;
  if (!options->operands().empty() || (options->has('C') && options->has('d'))) {
    complain_of_usage(session, kInsf);
    co_return 1;
  }
  if (!must_be_root(session, kInsf)) co_return 1;

  std::optional<HwPath> below;
  if (const std::string* const path = options->value('H')) {
    const auto parsed = HwPath::parse(*path);
    if (!parsed) co_return refuse_insf(session, parsed.error());
    below = *parsed;
  }
  const std::string* const driver = options->value('d');
  const std::string* const device_class = options->value('C');
  const std::string* const instance = options->value('I');

  bool class_known = false, driver_known = false;
  sim::Disk::Changes changes;
  int status = 0;
  for (const gio::IoNode& node : session.os().gio.tree()) {
    if (device_class && node.device_class.view() != *device_class) continue;
    class_known = true;
    if (driver && node.driver.view() != *driver) continue;
    driver_known = true;
    if (below && !at_or_below(node.hw_path, *below)) continue;
    if (instance && std::to_string(node.instance.number) != *instance) continue;
    if (node.driver.view().empty()) continue;
    if (!node.instance.given()) {
      if (!driver && !device_class && !below) continue;
      status = refuse_insf(session, fmt::format("No instance number available for device class {}",
                                           node.device_class.view()));
      continue;
    }
    const auto files = special_files(node.driver, node.instance);
    if (files.empty()) {  // a card that needs none is worth a word only when it is asked for
      if (driver || below)
        fail(session, kInsf, fmt::format("Don't know how to handle driver {} - no special files "
                                         "created for path {}", node.driver.view(),
                                         node.hw_path.text()));
      continue;
    }
    const bool there =
        special_files_on_disk(session, node.driver, node.instance).size() == files.size();
    if (there && !options->has('e')) continue;
    for (const std::string& file : files) changes[file] = special(node.instance);
    if (!options->has('q'))
      session.print(fmt::format("insf: Installing special files for {} instance {} address {}\n",
                                node.driver.view(), node.instance.number, node.hw_path.text()));
  }
  if (device_class && !class_known)
    co_return refuse_insf(session,
                          fmt::format("Device class {} is not in the kernel", *device_class));
  if (driver && !driver_known)
    co_return refuse_insf(session, fmt::format("Device driver {} is not in the kernel", *driver));

  if (!changes.empty())
    if (const auto made = co_await session.os().disk.commit(std::move(changes)); !made)
      co_return refuse_insf(session, fmt::format("the special files cannot be made: {}",
                                            sentence(made.error())));
  co_return status;
}

}  // namespace

constinit const Command kInsf{
    "insf", "/sbin/insf", "install special (device) files",
    "insf [-e] [-q] [-C class | -d driver] [-H hw_path] [-I instance]",
    "Makes the special files of devices that have none yet. Of the emulated LAN cards only those of\n"
    "btlan have any: /dev/lanN, /dev/etherN, /dev/diag/lanN; all other drivers are reached through\n"
    "/dev/dlpi by their PPA.\n"
    "\n"
    "-e  existing ones anew, too\n"
    "-q  say nothing of what is made\n"
    "-C, -d, -H, -I  only this class, driver, what is at or below this path, this instance\n"
    "\n"
    "Messages: Device driver name is not in the kernel. Device class name is not in the kernel.\n"
    "No instance number available for device class name. Don't know how to handle driver name -\n"
    "no special files created for path.\n"
    "\n"
    "Exit code 0, or 1 for an error.\n"
    "\n"
    "A boot makes those of devices that are new, as ioinit -i does.\n"
    "\n"
    "Ours, not HP's: a special file is a line of text on the emulated disk; nothing opens it.",
    Waiting(&insf)};

}  // namespace giosim::user
