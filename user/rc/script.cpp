#include "user/rc/script.hpp"

#include <fmt/format.h>

namespace giosim::user {
namespace {

const Script::Link& link_of(const Script& script, Direction direction) {
  return direction == Direction::start ? script.start : script.kill;
}

}  // namespace

std::string Script::link(Direction direction) const {
  return fmt::format("{}{:03}{}", direction == Direction::start ? 'S' : 'K',
                     link_of(*this, direction).number, name);
}

std::string Script::path(Direction direction) const {
  return fmt::format("/sbin/rc{}.d/{}", link_of(*this, direction).level, link(direction));
}

std::string Script::call(Direction direction) const {
  return path(direction) + (direction == Direction::start ? " start" : " stop");
}

std::string Script::file() const { return "/sbin/init.d/" + name; }

int Script::level(Direction direction) const { return link_of(*this, direction).level; }

// Assumed: all of it; HP's scripts are not ours to copy.
std::string Script::text() const {
  return fmt::format(
      "#!/sbin/sh\n"
      "#\n"
      "# {}: a startup and shutdown script of HP-UX\n"
      "#\n"
      "#   start  {}: {}\n"
      "#   stop   {}: {}\n"
      "#\n"
      "# The text is giosim's, not HP's: it stands for a script that is built in. Its links in\n"
      "# /sbin/rc?.d can be removed and renamed, and rc keeps to that. Where other lines stand in\n"
      "# this file, or in the place of a link, rc has sh run those.\n",
      file(), start_msg, start_does, stop_msg, stop_does);
}

sim::Task<int> run_by_hand(Session& session, const Script& script, std::string word,
                           Arguments arguments) {
  const std::string verb = arguments.size() == 1 ? arguments.front() : "";
  if (verb == "start_msg" || verb == "stop_msg") {
    session.print(
        script.message(verb == "start_msg" ? Direction::start : Direction::stop) + '\n');
    co_return 0;
  }
  if (verb != "start" && verb != "stop") {
    session.complain(fmt::format("usage: {} {{start|stop|start_msg|stop_msg}}\n", word));
    co_return 1;
  }
  if (!session.is_root()) {
    session.complain(fmt::format("{}: Permission denied; only root may do this.\n", word));
    co_return 1;
  }
  co_return co_await script.run(session, script,
                                verb == "start" ? Direction::start : Direction::stop);
}

}  // namespace giosim::user
