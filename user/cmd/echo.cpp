// echo(1)

#include <fmt/format.h>

#include "user/cmd/commands.hpp"

namespace giosim::user {
namespace {

int echo(Session& session, const Arguments& arguments) {
  session.print(fmt::format("{}\n", fmt::join(arguments, " ")));
  return 0;
}

}  // namespace

constinit const Command kEcho{"echo", "/usr/bin/echo", "echo (print) arguments",
                              "echo [argument]...", "", Plain(&echo)};

}  // namespace giosim::user
