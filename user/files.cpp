#include "user/files.hpp"

#include <algorithm>

namespace giosim::user {
namespace {

constexpr std::string_view kNull = "/dev/null";

std::string with_slash(std::string_view directory) {
  std::string prefix(directory);
  if (!prefix.ends_with('/')) prefix += '/';
  return prefix;
}

}  // namespace

std::optional<std::string> read_file(const Session& session, std::string_view path) {
  if (path == kNull) return std::string();
  return session.os().disk.read(path);
}

bool is_directory(const Session& session, std::string_view path) {
  const std::string prefix = with_slash(path);
  return prefix == "/" || std::ranges::any_of(session.os().disk.list(), [&](const auto& file) {
           return file.starts_with(prefix);
         });
}

std::vector<std::string> names_in(const Session& session, std::string_view directory) {
  const std::string prefix = with_slash(directory);
  std::vector<std::string> names;
  for (const std::string& file : session.os().disk.list()) {
    if (!file.starts_with(prefix)) continue;
    const std::string_view rest = std::string_view(file).substr(prefix.size());
    names.emplace_back(rest.substr(0, rest.find('/')));
  }
  std::ranges::sort(names);
  const auto doubles = std::ranges::unique(names);
  names.erase(doubles.begin(), doubles.end());
  return names;
}

sim::Task<std::expected<void, sim::DiskError>> write_file(Session& session, std::string path,
                                                          std::string bytes) {
  if (path == kNull) co_return std::expected<void, sim::DiskError>{};
  sim::Disk::Changes changes;
  changes[path] = std::move(bytes);
  co_return co_await session.os().disk.commit(std::move(changes));
}

}  // namespace giosim::user
