// hostname(1)

#include "user/cmd/commands.hpp"

namespace giosim::user {
namespace {

int hostname(Session& session, const Arguments& arguments) {
  if (!arguments.empty()) {
    complain_of_usage(session, kHostname);
    return 1;
  }
  session.print(session.machine().name() + '\n');
  return 0;
}

}  // namespace

constinit const Command kHostname{"hostname", "/usr/bin/hostname", "display the system's node name",
                                  "hostname", "The name that the scenario gives the machine.",
                                  Plain(&hostname)};

}  // namespace giosim::user
