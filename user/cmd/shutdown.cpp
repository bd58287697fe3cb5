// shutdown(1M)

#include <fmt/format.h>

#include <charconv>

#include "user/cmd/commands.hpp"
#include "user/init.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

constexpr int kDefaultGrace = 60, kMostGrace = 86'400;

enum class WantedState { single_user, halt, reboot };

// "now" is 0; nothing for what is no number of seconds.
std::optional<int> grace_of(const Arguments& operands) {
  if (operands.empty()) return kDefaultGrace;
  const std::string& text = operands.front();
  if (text == "now") return 0;
  int seconds = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (operands.size() > 1 || error != std::errc() || end != text.data() + text.size() ||
      seconds < 0 || seconds > kMostGrace)
    return std::nullopt;
  return seconds;
}

// Runs the kill scripts, shows what the console showed meanwhile, and takes the power away.
sim::Task<int> bring_down(Session& session, WantedState wanted, int grace) {
  machine::Os& os = session.os();
  session.print(fmt::format("\nSHUTDOWN PROGRAM\n{}\n", date_text(date_of(os))));
  if (grace > 0) {
    session.print(
        fmt::format("Waiting a grace period of {} seconds for users to logout.\n"
                    "Do not turn off the power or press reset during this time.\n", grace));
    co_await os.kernel.delay(std::chrono::seconds(grace), "waits for users to log out");
  }
  session.print(fmt::format("\nBroadcast Message from {} (console) {}\n"
                            "SYSTEM BEING BROUGHT DOWN NOW ! ! !\n\n",
                            session.user(), date_text(date_of(os))));

  Init& init = init_of(os);
  const std::size_t shown = init.console().size();
  co_await init.stop();
  session.print(std::string_view(init.console()).substr(shown));
  if (wanted == WantedState::single_user) {
    init.leave_all();
    co_return 0;
  }
  const bool halt = wanted == WantedState::halt;
  session.print(fmt::format("Executing \"/sbin/reboot {}\".\n", halt ? "-h" : "-r"));
  using machine::Machine;
  session.machine().request_off(PowerOff::shutdown,
                                halt ? Machine::Then::stay_off : Machine::Then::boot_again);
  co_await os.kernel.never("the power goes off");
  co_return 0;
}

sim::Task<int> shutdown(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kShutdown, arguments, "hryo");
  if (!options) co_return 1;
  if (!must_be_root(session, kShutdown)) co_return 1;
  const auto grace = grace_of(options->operands());
  if (!grace || (options->has('h') && options->has('r'))) {
    complain_of_usage(session, kShutdown);
    co_return 1;
  }
  if (!options->has('y')) {
    session.print("Do you want to continue? (You must respond with y or n.): ");
    if (!session.in.starts_with('y')) co_return fail(session, kShutdown, "not confirmed");
    session.print("\n");
  }
  const WantedState wanted = options->has('h')   ? WantedState::halt
                        : options->has('r') ? WantedState::reboot
                                            : WantedState::single_user;
  co_return co_await bring_down(session, wanted, *grace);
}

}  // namespace

constinit const Command kShutdown{
    "shutdown", "/sbin/shutdown", "terminate all processing",
    "shutdown [-h|-r] [-y] [-o] [grace]",
    "Waits the grace period, runs the kill scripts of all run levels down to 0 (among\n"
    "them K692hpuxpi, which saves the Portable Image configuration), and then\n"
    "  -h  halts the system\n"
    "  -r  boots it again\n"
    "or, without either, leaves it in single-user state.\n"
    "  -y  does not ask whether to go on; else y is read from standard input\n"
    "  -o  for clusters; changes nothing here\n"
    "  grace  seconds, or now; 60 without it\n"
    "Only root may do it. Exit code 1 for misuse. The texts are ours, from memory of HP's;\n"
    "HP's also refuses to run outside of the directory /.\n"
    "See also: reboot(1M), which runs no script.",
    Waiting(&shutdown)};

}  // namespace giosim::user
