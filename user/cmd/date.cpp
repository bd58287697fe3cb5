// date(1)

#include "user/clock.hpp"
#include "user/cmd/commands.hpp"

namespace giosim::user {
namespace {

int date(Session& session, const Arguments& arguments) {
  if (!arguments.empty()) {
    complain_of_usage(session, kDate);
    return 2;
  }
  session.print(date_text(date_of(session.os())) + '\n');
  return 0;
}

}  // namespace

constinit const Command kDate{
    "date", "/usr/bin/date", "display the date and time", "date",
    "Virtual time: it passes while commands run and disks are written, and stands\n"
    "still while nobody does anything.",
    Plain(&date)};

}  // namespace giosim::user
