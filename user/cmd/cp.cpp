// cp(1), mv(1) and rm(1): files of the emulated disk. Each is one commit, whole or not at all.

#include <fmt/format.h>

#include <optional>

#include "user/cmd/commands.hpp"
#include "user/files.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

enum class Then { keep, remove };

sim::Task<int> commit(Session& session, const Command& command, sim::Disk::Changes changes) {
  const auto written = co_await session.os().disk.commit(std::move(changes));
  if (!written) co_return fail(session, command, sentence(written.error()));
  co_return 0;
}

// "/a/b" into the directory "/c" is "/c/b".
std::string target_of(const Session& session, const std::string& from, const std::string& to) {
  if (!is_directory(session, to)) return to;
  const std::string name = from.substr(from.find_last_of('/') + 1);
  return to.ends_with('/') ? to + name : to + '/' + name;
}

sim::Task<int> copy(Session& session, const Command& command, Arguments arguments, Then then) {
  const auto options = Options::parse(session, command, arguments, "f");
  if (!options) co_return 1;
  if (options->operands().size() != 2) {
    complain_of_usage(session, command);
    co_return 1;
  }
  if (!must_be_root(session, command)) co_return 1;
  const std::string from = options->operands()[0];
  const std::string to = target_of(session, from, options->operands()[1]);
  auto bytes = read_file(session, from);
  if (!bytes)
    co_return fail(session, command, fmt::format("cannot access {}: No such file or directory", from));
  if (from == to) co_return fail(session, command, fmt::format("{} and {} are identical", from, to));
  if (!to.starts_with('/'))
    co_return fail(session, command, fmt::format("cannot create {}: there is no working directory", to));

  sim::Disk::Changes changes;
  if (to != "/dev/null") changes[to] = std::move(bytes);
  if (then == Then::remove) add_removal(session.os(), from, changes);
  if (changes.empty()) co_return 0;
  co_return co_await commit(session, command, std::move(changes));
}

sim::Task<int> cp(Session& session, Arguments arguments) {
  return copy(session, kCp, std::move(arguments), Then::keep);
}

sim::Task<int> mv(Session& session, Arguments arguments) {
  return copy(session, kMv, std::move(arguments), Then::remove);
}

sim::Task<int> rm(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kRm, arguments, "f");
  if (!options) co_return 2;
  if (options->operands().empty() && !options->has('f')) {
    complain_of_usage(session, kRm);
    co_return 2;
  }
  if (!must_be_root(session, kRm)) co_return 2;

  int status = 0;
  sim::Disk::Changes changes;
  for (const std::string& path : options->operands()) {
    if (read_file(session, path) && path != "/dev/null")
      add_removal(session.os(), path, changes);
    else if (is_directory(session, path))
      status = fail(session, kRm, fmt::format("{}: directory", path), 2);
    else if (!options->has('f'))
      status = fail(session, kRm, fmt::format("{}: non-existent", path), 2);
  }
  if (changes.empty()) co_return status;
  const int written = co_await commit(session, kRm, std::move(changes));
  co_return written == 0 ? status : 2;
}

}  // namespace

constinit const Command kCp{
    "cp", "/usr/bin/cp", "copy a file", "cp [-f] file1 file2",
    "Copies a file to another one, or into a directory. Exit code 0 or 1. Ours: only root\n"
    "may, as files have no owners here; and no copying of directories. A link of\n"
    "/sbin/rcN.d is copied as the text of its script, and works as it did.",
    Waiting(&cp)};

constinit const Command kMv{
    "mv", "/usr/bin/mv", "move or rename a file", "mv [-f] file1 file2",
    "Renames a file, or moves it into a directory; at every moment it is there under one\n"
    "of the names. Exit code 0 or 1. Ours: as for cp(1).",
    Waiting(&mv)};

constinit const Command kRm{
    "rm", "/usr/bin/rm", "remove files", "rm [-f] file...",
    "-f  a file that is not there is no error\n"
    "\n"
    "Exit code 0, or 2 when something could not be removed. Ours: as for cp(1).",
    Waiting(&rm)};

}  // namespace giosim::user
