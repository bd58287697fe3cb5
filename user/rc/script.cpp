#include "user/rc/script.hpp"

#include <fmt/format.h>

#include <algorithm>

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

std::vector<const Script*> scripts_of(std::span<const Script> table, int level,
                                      Direction direction) {
  std::vector<const Script*> scripts;
  for (const Script& script : table)
    if (link_of(script, direction).level == level) scripts.push_back(&script);
  std::ranges::sort(scripts, {},
                    [direction](const Script* script) { return script->link(direction); });
  return scripts;
}

const Script* find_script(const machine::Os& os, std::string_view word) {
  for (const Script& script : script_table()) {
    const bool named = word == "/sbin/init.d/" + script.name ||
                       word == script.path(Direction::start) ||
                       word == script.path(Direction::stop);
    if (named && script.there(os, script)) return &script;
  }
  return nullptr;
}

sim::Task<int> run_by_hand(Session& session, std::string word, Arguments arguments) {
  const Script& script = *find_script(session.os(), word);
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
