// sync(1M)

#include "user/cmd/commands.hpp"

namespace giosim::user {
namespace {

sim::Task<int> sync(Session& session, Arguments arguments) {
  if (!arguments.empty()) {
    complain_of_usage(session, kSync);
    co_return 1;
  }
  co_await session.os().gio.ioconfig_written();
  co_return 0;
}

}  // namespace

constinit const Command kSync{
    "sync", "/usr/bin/sync", "synchronize file systems", "sync",
    "Waits until ioconfig is on the disk as the kernel has it; all other files are there\n"
    "when the command that wrote them ends. KRS is not a file: see krsd(1M), option -1.",
    Waiting(&sync)};

}  // namespace giosim::user
