#include "cli/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace giosim::cli {

DescriptorBuffer::DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

bool DescriptorBuffer::empty_buffer() {
  const char* at = pbase();
  while (error_ == 0 && at != pptr()) {
    const ssize_t written = ::write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
    if (written >= 0) {
      at += written;
    } else if (errno == EAGAIN) {  // somebody made the terminal non-blocking: wait for it
      pollfd ready{descriptor_, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  setp(bytes_.data(), bytes_.data() + bytes_.size());
  return error_ == 0;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type character) {
  if (!empty_buffer()) return traits_type::eof();
  if (!traits_type::eq_int_type(character, traits_type::eof())) {
    sputc(traits_type::to_char_type(character));
  }
  return traits_type::not_eof(character);
}

int DescriptorBuffer::sync() { return empty_buffer() ? 0 : -1; }

Output::Output(int descriptor, std::string name) : Output(descriptor, std::move(name), false) {}

Output::Output(int descriptor, std::string name, bool owned)
    : std::ostream(nullptr),
      buffer_(descriptor),
      descriptor_(descriptor),
      name_(std::move(name)),
      owned_(owned) {
  rdbuf(&buffer_);
}

std::expected<std::unique_ptr<Output>, std::string> Output::to_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return std::unexpected(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
  }
  return std::unique_ptr<Output>(new Output(descriptor, path, true));
}

Output::~Output() {
  flush();
  if (owned_) ::close(descriptor_);
}

bool Output::is_terminal() const { return ::isatty(descriptor_) == 1; }

bool Output::reader_gone() const { return buffer_.error() == EPIPE; }

std::optional<std::string> Output::trouble() {
  flush();
  if (owned_) {
    // Some file systems tell only now that they are full.
    if (::close(descriptor_) != 0 && !has_failed()) buffer_.fails(errno);
    owned_ = false;
  }
  if (!has_failed()) return std::nullopt;
  return fmt::format("cannot write {}: {}", name_, std::strerror(buffer_.error()));
}

}  // namespace giosim::cli
