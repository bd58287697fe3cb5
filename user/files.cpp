#include "user/files.hpp"

#include <algorithm>

#include "base/lines.hpp"
#include "user/init.hpp"

namespace giosim::user {
namespace {

constexpr std::string_view kNull = "/dev/null";

std::string with_slash(std::string_view directory) {
  std::string prefix(directory);
  if (!prefix.ends_with('/')) prefix += '/';
  return prefix;
}

// A product's file at this path that nobody removed.
std::optional<ProductFile> product_file(const machine::Os& os, std::string_view path) {
  const auto files = init_of(os).product_files();
  const auto found = files.find(std::string(path));
  if (found == files.end() || is_removed(os, path)) return std::nullopt;
  return found->second;
}

}  // namespace

bool is_removed(const machine::Os& os, std::string_view path) {
  const std::string removed = os.disk.read(kRemovedFiles).value_or("");
  return std::ranges::any_of(lines_of(removed),
                             [path](std::string_view line) { return line == path; });
}

std::optional<std::string> read_file(const machine::Os& os, std::string_view path) {
  if (path == kNull) return std::string();
  if (auto bytes = os.disk.read(path)) return bytes;
  auto file = product_file(os, path);
  if (!file) return std::nullopt;
  if (file->link_to.empty()) return std::move(file->text);
  return read_file(os, file->link_to);
}

std::optional<std::string> read_file(const Session& session, std::string_view path) {
  return read_file(session.os(), path);
}

std::string link_target(const machine::Os& os, std::string_view path) {
  if (os.disk.read(path)) return {};
  const auto file = product_file(os, path);
  return file ? file->link_to : std::string();
}

std::vector<std::string> all_files(const machine::Os& os) {
  std::vector<std::string> files = os.disk.list();
  for (const auto& [path, file] : init_of(os).product_files())
    if (!is_removed(os, path)) files.push_back(path);
  std::ranges::sort(files);
  const auto doubles = std::ranges::unique(files);
  files.erase(doubles.begin(), doubles.end());
  return files;
}

bool is_directory(const Session& session, std::string_view path) {
  const std::string prefix = with_slash(path);
  return prefix == "/" || std::ranges::any_of(all_files(session.os()), [&](const auto& file) {
           return file.starts_with(prefix);
         });
}

std::vector<std::string> names_in(const machine::Os& os, std::string_view directory) {
  const std::string prefix = with_slash(directory);
  std::vector<std::string> names;
  for (const std::string& file : all_files(os)) {
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

void add_removal(const machine::Os& os, const std::string& path, sim::Disk::Changes& changes) {
  if (os.disk.read(path)) changes[path] = std::nullopt;
  if (!product_file(os, path)) return;
  auto& removed = changes[std::string(kRemovedFiles)];
  if (!removed) removed = os.disk.read(kRemovedFiles).value_or("");
  *removed += path + '\n';
}

}  // namespace giosim::user
