// init(1M)

#include "user/cmd/commands.hpp"
#include "user/init.hpp"

namespace giosim::user {
namespace {

// Down to 0 the power goes behind the scripts, as init's own entry for that level wants it.
sim::Task<int> halt(Session& session) {
  co_await init_of(session.os()).stop();
  session.machine().request_off(PowerOff::shutdown);
  co_await session.os().kernel.never("the power goes off");
  co_return 0;
}

sim::Task<int> init(Session& session, Arguments arguments) {
  const std::string word = arguments.size() == 1 ? arguments.front() : std::string();
  if (word.size() != 1 || std::string_view("0123456sSqQ").find(word[0]) == std::string_view::npos) {
    complain_of_usage(session, kInit);
    co_return 1;
  }
  if (!must_be_root(session, kInit)) co_return 1;
  Init& init = init_of(session.os());
  const char level = word[0];
  if (level == 'q' || level == 'Q') co_return 0;
  if (level == '0') co_return co_await halt(session);
  if (level == 's' || level == 'S')
    init.leave_all();
  else
    co_await init.enter(level);
  co_return 0;
}

}  // namespace

constinit const Command kInit{
    "init", "/sbin/init", "process control initialization", "init [0|1|2|3|4|5|6|S|s|Q|q]",
    "Brings the system to another run level, through the startup scripts of the levels on\n"
    "the way up or the kill scripts of those on the way down.\n"
    "  0    runs the kill scripts of all levels, and halts\n"
    "  1    minimal; 2: with networking; 3: the default; 4, 5, 6: nothing more here\n"
    "  S s  single user: from a higher level no kill script runs, what is up stays up\n"
    "  Q q  reads /etc/inittab again; nothing comes of it here\n"
    "The level that a boot goes to is that of the line init:N:initdefault: of /etc/inittab,\n"
    "3 without one; that is all that is read of the file. Only root may do it. Exit code 1\n"
    "for misuse. See also: who(1), option -r.",
    Waiting(&init)};

}  // namespace giosim::user
