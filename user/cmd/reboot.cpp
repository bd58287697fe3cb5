// reboot(1M)

#include <fmt/format.h>

#include <charconv>

#include "user/cmd/commands.hpp"
#include "user/clock.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

constexpr int kMostMinutes = 1'440;

// "now", "+5" (minutes). HP's also takes a time of day.
std::optional<std::chrono::minutes> time_of(const std::string& text) {
  if (text == "now") return std::chrono::minutes(0);
  if (!text.starts_with('+')) return std::nullopt;
  int minutes = -1;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), minutes);
  if (error != std::errc() || end != text.data() + text.size() || minutes < 0 ||
      minutes > kMostMinutes)
    return std::nullopt;
  return std::chrono::minutes(minutes);
}

// K10: no shutdown script runs.
sim::Task<int> reboot(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kReboot, arguments, "hrnqt:m:");
  if (!options) co_return 1;
  if (!must_be_root(session, kReboot)) co_return 1;
  const std::string* const at = options->value('t');
  const auto wait = at ? time_of(*at) : std::chrono::minutes(0);
  if (!wait || !options->operands().empty() || (options->has('h') && options->has('r'))) {
    complain_of_usage(session, kReboot);
    co_return 1;
  }

  machine::Os& os = session.os();
  session.print(fmt::format("Shutdown at {} (in {} minutes)\n", date_text(date_of(os) + *wait),
                            wait->count()));
  if (wait->count() > 0) co_await os.kernel.delay(*wait, "waits for its time");
  if (const std::string* const message = options->value('m')) session.print(*message + '\n');
  session.print(fmt::format("\n        *** FINAL System shutdown message from {}@{} ***\n\n"
                            "System going down IMMEDIATELY\n",
                            session.user(), session.machine().name()));
  if (!options->has('q') && !options->has('n')) co_await os.gio.ioconfig_written();
  using machine::Machine;
  session.machine().request_off(PowerOff::reboot, options->has('h') ? Machine::Then::stay_off
                                                                    : Machine::Then::boot_again);
  co_await os.kernel.never("the system goes down");
  co_return 0;
}

}  // namespace

constinit const Command kReboot{
    "reboot", "/usr/sbin/reboot", "reboot the system",
    "reboot [-h|-r] [-n] [-q] [-t time] [-m message]",
    "Ends all processes, syncs the disks and boots the system again. It runs no shutdown\n"
    "script: K692hpuxpi does not save the Portable Image configuration. Use shutdown(1M).\n"
    "  -h  halts the system instead\n"
    "  -r  boots it again (without -h it does so anyway)\n"
    "  -n  does not sync\n"
    "  -q  quick: as -n\n"
    "  -t  now, or +minutes\n"
    "  -m  a message for the users\n"
    "Only root may do it. Exit code 1 for misuse. The texts are ours, from memory of HP's.",
    Waiting(&reboot)};

}  // namespace giosim::user
