// man(1)

#include <fmt/format.h>

#include <algorithm>

#include "user/cmd/commands.hpp"
#include "user/cmd/table.hpp"
#include "user/manual.hpp"

namespace giosim::user {
namespace {

int man(Session& session, const Arguments& arguments) {
  if (arguments.empty()) {
    for (const Command* command : commands())
      if (is_installed(session, *command))
        session.print(fmt::format("{:<12} {}\n", command->name, command->sentence));
    return 0;
  }
  int status = 0;
  for (const std::string& word : arguments) {
    const Command* const command = find_command(word);
    if (command && is_installed(session, *command))
      session.print(manual_page(*command));
    else
      session.complain(fmt::format("No manual entry for {}.\n", word)), status = 1;
  }
  return status;
}

}  // namespace

constinit const Command kMan{"man", "/usr/bin/man", "print entries of the on-line manual",
                             "man [command]...", "Without an operand: all commands there are.",
                             Plain(&man)};

}  // namespace giosim::user
