// /sbin/init.d/hpuxpi

#include <fmt/format.h>

#include "base/lines.hpp"
#include "pi/software.hpp"
#include "user/cmd/commands.hpp"
#include "user/rc/exit_code.hpp"
#include "user/rc/scripts.hpp"

namespace giosim::user {
namespace {

// What a tool complained of, each line marked as an error of this script.
void print_errors(Session& session, std::string_view complaints) {
  for (const std::string_view line : lines_of(complaints))
    session.print(fmt::format("ERROR: {}\n", line));
}

}  // namespace

bool hpuxpi_there(const machine::Os& os, const Script&) {
  return pi::product_installed(os.disk, kHpuxpitool.software);
}

sim::Task<int> run_hpuxpi(Session& session, const Script&, Direction direction) {
  if (!session.os().tunables.portable_image()) co_return kNotApplicable;

  const Session::Place before = session.place();
  Arguments verb(1, direction == Direction::start ? "-u" : "-s");
  const int status = co_await run_command(session, kHpuxpitool, std::move(verb));
  const Session::Printed printed = session.cut(before);
  session.print(printed.out);
  if (status == 0)
    session.print(printed.err);  // warnings
  else
    print_errors(session, printed.err);
  // Never the tool's own code: 2 would mean skipped, and 3 would boot the system again.
  co_return status == 0 ? kDone : kError;
}

}  // namespace giosim::user
