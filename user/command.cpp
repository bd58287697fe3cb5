#include "user/command.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace giosim::user {

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
