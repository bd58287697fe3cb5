#include "runner/replace_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace giosim::runner {
namespace {

namespace fs = std::filesystem;

std::unexpected<std::string> cannot(const std::string& path) {
  return std::unexpected(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
}

bool write_all(int descriptor, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::write(descriptor, text.data() + done, text.size() - done);
    if (written >= 0)
      done += static_cast<std::size_t>(written);
    else if (errno != EINTR)
      return false;
  }
  return true;
}

// The name of a file is safe when its folder is on the disk. Some file systems cannot say so.
void settle_folder(const fs::path& folder) {
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  static_cast<void>(::fsync(descriptor));
  ::close(descriptor);
}

}  // namespace

std::expected<void, std::string> replace_file(const std::string& path, const std::string& text) {
  const std::string fresh = fmt::format("{}.{}", path, ::getpid());
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return cannot(path);
  const bool written = write_all(descriptor, text) && ::fsync(descriptor) == 0;
  const int error = errno;
  const bool closed = ::close(descriptor) == 0;
  if (!written || !closed) {
    if (!written) errno = error;
    const auto sentence = cannot(path);
    ::unlink(fresh.c_str());
    return sentence;
  }
  const auto placed = take_place(fresh, path);
  if (!placed) ::unlink(fresh.c_str());
  return placed;
}

std::expected<void, std::string> take_place(const std::string& fresh, const std::string& path) {
  fs::path target = path;
  std::error_code not_there;
  if (fs::is_symlink(target, not_there)) {
    std::error_code error;
    target = fs::weakly_canonical(target, error);
    if (error) return std::unexpected(fmt::format("cannot write {}: {}", path, error.message()));
  }
  if (std::rename(fresh.c_str(), target.c_str()) != 0) return cannot(path);
  settle_folder(target.parent_path());
  return {};
}

}  // namespace giosim::runner
