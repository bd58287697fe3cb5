// rmsf(1M)
//
// Assumed: all sentences; that one line tells of each stale entry that stays.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "user/cmd/commands.hpp"
#include "user/device.hpp"
#include "user/files.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

sim::Task<bool> remove_files(Session& session, std::vector<std::string> files) {
  if (files.empty()) co_return true;
  sim::Disk::Changes changes;
  for (const std::string& file : files) changes[file] = std::nullopt;
  const auto removed = co_await session.os().disk.commit(std::move(changes));
  if (!removed) fail(session, kRmsf, std::string(sentence(removed.error())));
  co_return removed.has_value();
}

// -x: the records, and their nodes; no special files.
sim::Task<int> remove_stale(Session& session, std::optional<HwPath> below) {
  machine::Os& os = session.os();
  std::vector<IoconfigRow> stale = os.gio.stale();
  if (below) {
    std::erase_if(stale, [&](const IoconfigRow& one) { return !at_or_below(one.hw_path, *below); });
    if (stale.empty())
      co_return fail(session, kRmsf, fmt::format("{}: there is no stale entry.", below->text()));
  }
  int status = 0;
  for (const IoconfigRow& record : stale) {
    if (co_await os.remove_stale(record)) continue;
    status = fail(session, kRmsf,
                  fmt::format("{} {} {}: the entry stays: Portable Image keeps its instance, or its "
                              "hardware is back.", record.hw_path.text(),
                              record.device_class.view(), record.instance.number));
  }
  co_await os.gio.ioconfig_written();
  if (!os.gio.ioconfig().on_disk())
    status = fail(session, kRmsf, "/etc/ioconfig cannot be written.");
  co_return status;
}

// -H: what is at this path is an interface card, so its definition stays.
sim::Task<int> remove_below(Session& session, HwPath below, bool definition_only) {
  std::vector<std::string> files;
  bool any = false;
  for (const gio::IoNode& node : session.os().gio.tree()) {
    if (!at_or_below(node.hw_path, below)) continue;
    any = true;
    session.print(fmt::format("rmsf: {}: an INTERFACE: {}.\n", node.hw_path.text(),
                              definition_only ? "its definition stays"
                                              : "only its special files are removed, its definition "
                                                "stays"));
    if (!definition_only)
      std::ranges::copy(special_files_on_disk(session, node.driver, node.instance),
                        std::back_inserter(files));
  }
  if (!any)
    co_return fail(session, kRmsf,
                   fmt::format("{}: Hardware path is not in the kernel.", below.text()));
  co_return co_await remove_files(session, std::move(files)) ? 0 : 1;
}

bool is_special(const Session& session, const std::string& path) {
  return path.starts_with("/dev/") && read_file(session, path) && path != "/dev/null";
}

sim::Task<int> rmsf(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kRmsf, arguments, "H:akx");
  if (!options) co_return 1;
  const bool files = !options->operands().empty();
  const bool misused = (options->has('x') && (options->has('a') || options->has('k') || files)) ||
                       (options->has('a') && options->has('k')) ||
                       (options->has('H') && files) ||
                       (!options->has('x') && !options->has('H') && !files);
  if (misused) {
    complain_of_usage(session, kRmsf);
    co_return 1;
  }
  if (!must_be_root(session, kRmsf)) co_return 1;

  std::optional<HwPath> below;
  if (const std::string* const path = options->value('H')) {
    const auto parsed = HwPath::parse(*path);
    if (!parsed) co_return fail(session, kRmsf, parsed.error());
    below = *parsed;
  }
  if (options->has('x')) co_return co_await remove_stale(session, below);
  if (below) co_return co_await remove_below(session, *below, options->has('k'));

  for (const std::string& path : options->operands())
    if (!is_special(session, path))
      co_return fail(session, kRmsf, path + ": it is not a special file.");
  if (options->has('k')) {
    for (const std::string& path : options->operands())
      session.print(fmt::format("rmsf: {}: of an INTERFACE: its definition stays.\n", path));
    co_return 0;
  }
  co_return co_await remove_files(session, options->operands()) ? 0 : 1;
}

}  // namespace

constinit const Command kRmsf{
    "rmsf", "/sbin/rmsf", "remove special (device) files, and stale entries",
    "rmsf [-a | -k] special_file...\n"
    "rmsf [-a | -k] -H hw_path\n"
    "rmsf -x [-H hw_path]",
    "-x  remove all stale entries (ioscan -s shows them), or those at or below hw_path: a record\n"
    "    in ioconfig without hardware. Its instance is free again. One that Portable Image keeps\n"
    "    stays.\n"
    "-H  remove the special files of what is at or below this path. The definition of an INTERFACE\n"
    "    stays, and so does its instance: every emulated device is one\n"
    "-a  the definition, and all special files that map to the device\n"
    "-k  the definition only, which for an INTERFACE is nothing\n"
    "\n"
    "Exit code 0, or 1 for an error.\n"
    "\n"
    "Ours, not HP's: the sentences; exit code 2 (the driver does not support it) does not occur.",
    Waiting(&rmsf)};

}  // namespace giosim::user
