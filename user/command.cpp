#include "user/command.hpp"

#include <fmt/format.h>

#include "base/lines.hpp"
#include "pi/software.hpp"
#include "user/files.hpp"

namespace giosim::user {

bool is_installed(const Session& session, const Command& command) {
  if (is_removed(session.os(), command.path)) return false;
  return command.software.empty() || pi::product_installed(session.os().disk, command.software);
}

sim::Task<int> run_command(Session& session, const Command& command, Arguments arguments) {
  if (const auto* plain = std::get_if<Plain>(&command.run))
    co_return (*plain)(session, arguments);
  co_return co_await std::get<Waiting>(command.run)(session, std::move(arguments));
}

void complain_of_usage(Session& session, const Command& command) {
  std::string_view head = "usage: ";
  for (const std::string_view form : lines_of(command.synopsis)) {
    session.complain(fmt::format("{}{}\n", head, form));
    head = "       ";
  }
}

int fail(Session& session, const Command& command, std::string_view sentence, int exit_code) {
  session.complain(fmt::format("{}: {}\n", command.name, sentence));
  return exit_code;
}

// Assumed: the words; HP-UX's commands differ.
bool must_be_root(Session& session, const Command& command) {
  if (session.is_root()) return true;
  fail(session, command, "Permission denied; only root may do this.");
  return false;
}

}  // namespace giosim::user
