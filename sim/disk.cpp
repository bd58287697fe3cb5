#include "sim/disk.hpp"

#include <algorithm>

namespace giosim::sim {

std::string_view sentence(DiskError error) {
  switch (error) {
    case DiskError::write_failed:
      return "the disk reported a write error";
    case DiskError::full:
      return "no space left on device";
    case DiskError::read_only:
      return "read-only file system";
  }
  return "unknown disk error";
}

std::optional<Bytes>& Disk::Changes::operator[](std::string_view path) {
  const auto found = std::ranges::find(changes_, path, &Change::path);
  if (found != changes_.end()) return found->bytes;
  return changes_.emplace_back(std::string(path), std::nullopt).bytes;
}

std::optional<std::string> Disk::read(std::string_view path) const {
  const std::optional<Bytes> file = bytes(path);
  return file ? std::optional(std::string(file->view())) : std::nullopt;
}

Task<std::expected<void, DiskError>> Disk::commit(Changes changes) {
  co_await kernel_.delay(kCommitTime, "disk commits");
  co_return apply(changes);
}

std::optional<Bytes> MemoryDisk::bytes(std::string_view path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> MemoryDisk::list() const {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files_) paths.push_back(path);
  return paths;
}

std::expected<void, DiskError> MemoryDisk::apply(const Changes& changes) {
  ++version_;
  for (const auto& [path, bytes] : changes) {
    if (bytes)
      files_.insert_or_assign(path, *bytes);
    else
      files_.erase(path);
  }
  return {};
}

}  // namespace giosim::sim
