#include "user/input.hpp"

#include <fmt/format.h>

#include <charconv>

#include "user/files.hpp"

namespace giosim::user {

std::optional<std::string> read_input(Session& session, const Command& command,
                                      const std::string& path) {
  if (path == "-") return session.in;
  auto bytes = read_file(session, path);
  if (bytes) return bytes;
  fail(session, command,
       is_directory(session, path) ? fmt::format("{}: is a directory", path)
                                   : fmt::format("{}: No such file or directory", path));
  return std::nullopt;
}

std::optional<std::size_t> count_in(std::string_view word) {
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
  if (error != std::errc() || end != word.data() + word.size() || word.empty()) return std::nullopt;
  return count;
}

}  // namespace giosim::user
