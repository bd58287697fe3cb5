#include "user/rc/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "user/files.hpp"
#include "user/rc_order.hpp"

namespace giosim::user {
namespace {

const Script* script_with(std::span<const Script> table, const std::string& text) {
  const auto found = std::ranges::find_if(
      table, [&](const Script& script) { return script.text() == text; });
  return found == table.end() ? nullptr : &*found;
}

bool is_of_rc(const std::string& path) {
  if (path.starts_with("/sbin/init.d/")) return true;
  for (int level = 0; level <= 6; ++level)
    if (path.starts_with(link_directory(level))) return true;
  return false;
}

}  // namespace

std::string link_directory(int level) { return fmt::format("/sbin/rc{}.d/", level); }

std::optional<Program> program_at(const machine::Os& os, std::span<const Script> table,
                                  const std::string& path) {
  if (auto lines = os.disk.read(path)) {
    if (!is_of_rc(path) && !lines->starts_with("#!")) return std::nullopt;
    const Script* const script = script_with(table, *lines);
    if (script && !script->there(os, *script)) return std::nullopt;
    if (script) return Program{script};
    return Program{nullptr, std::move(*lines)};
  }
  if (!is_of_rc(path) || is_removed(os, path)) return std::nullopt;
  for (const Script& script : table) {
    if (path == script.path(Direction::start) || path == script.path(Direction::stop))
      return program_at(os, table, script.file());
    if (path == script.file() && script.there(os, script)) return Program{&script};
  }
  return std::nullopt;
}

std::vector<std::string> links_of(const machine::Os& os, std::span<const Script> table, int level,
                                  Direction direction) {
  const std::string directory = link_directory(level);
  std::set<std::string> names;
  for (const Script& script : table)
    if (script.level(direction) == level && !is_removed(os, script.path(direction)))
      names.insert(script.link(direction));
  for (const std::string& path : os.disk.list()) {
    if (!path.starts_with(directory)) continue;
    std::string name = path.substr(directory.size());
    if (direction_of(name) == direction) names.insert(std::move(name));
  }
  return {names.begin(), names.end()};
}

}  // namespace giosim::user
