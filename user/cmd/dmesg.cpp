// dmesg(1M)

#include <fmt/format.h>

#include "user/clock.hpp"
#include "user/cmd/commands.hpp"

namespace giosim::user {
namespace {

int dmesg(Session& session, const Arguments& arguments) {
  if (!arguments.empty()) {
    complain_of_usage(session, kDmesg);
    return 1;
  }
  const machine::Os& os = session.os();
  session.print(fmt::format("\n{}\n", date_text(date_of(os)).substr(4, 12)));
  if (os.messages.lost_some()) session.print("...\n");
  for (const std::string& line : os.messages.lines()) session.print(line + '\n');
  return 0;
}

}  // namespace

constinit const Command kDmesg{
    "dmesg", "/usr/sbin/dmesg", "collect system diagnostic messages to form error log", "dmesg",
    "Prints the date and what the kernel has said since it was booted: the saved\n"
    "configuration, the devices that the scan found, each LAN driver's init, and which\n"
    "instance was reassigned. The buffer holds 32 KB; three dots stand for what is gone.\n"
    "HP's option - (only what is new) is not emulated. The wording of the messages is ours.",
    Plain(&dmesg)};

}  // namespace giosim::user
