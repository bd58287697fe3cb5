// who(1)

#include <fmt/format.h>

#include "user/cmd/commands.hpp"
#include "user/init.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

// "Oct 27 10:12"
std::string short_date(Date date) {
  const std::string text = date_text(date);
  return text.substr(4, 12);
}

Date booted(const machine::Os& os) {
  return date_of(os) - std::chrono::duration_cast<std::chrono::microseconds>(
                           os.kernel.now() - os.trace.life().powered_on);
}

int who(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kWho, arguments, "br");
  if (!options) return 1;
  if (!options->operands().empty()) {
    complain_of_usage(session, kWho);
    return 1;
  }
  const machine::Os& os = session.os();
  if (options->has('b'))
    session.print(fmt::format("   .        system boot  {}\n", short_date(booted(os))));
  if (options->has('r')) {
    const Init& init = init_of(os);
    session.print(fmt::format("   .        run-level {}  {}     {}    0    {}\n", init.run_level(),
                              short_date(init.entered()), init.run_level(),
                              init.previous_run_level()));
  }
  if (options->given().empty())
    session.print(
        fmt::format("{:<10} console      {}\n", session.user(), short_date(date_of(os))));
  return 0;
}

}  // namespace

constinit const Command kWho{
    "who", "/usr/bin/who", "who is on the system", "who [-br]",
    "Shows the user at this terminal, or\n"
    "  -b  when the system was booted\n"
    "  -r  the run level, since when, the level again, how often it was left (always 0), and\n"
    "      the level before\n"
    "Exit code 1 for misuse. The columns are ours, from memory of HP's.",
    Plain(&who)};

}  // namespace giosim::user
