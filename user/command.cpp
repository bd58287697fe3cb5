#include "user/command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pi/software.hpp"

namespace giosim::user {

bool is_installed(const Session& session, const Command& command) {
  return command.software.empty() || pi::product_installed(session.os().disk, command.software);
}

sim::Task<int> run_command(Session& session, const Command& command, Arguments arguments) {
  if (const auto* plain = std::get_if<Plain>(&command.run))
    co_return (*plain)(session, arguments);
  co_return co_await std::get<Waiting>(command.run)(session, std::move(arguments));
}

void complain_of_usage(Session& session, const Command& command) {
  std::string_view rest = command.synopsis;
  std::string_view head = "usage: ";
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    session.complain(fmt::format("{}{}\n", head, rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
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
