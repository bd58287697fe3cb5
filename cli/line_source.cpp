#include "cli/line_source.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "cli/signals.hpp"

namespace giosim::cli {

std::expected<std::string, LineSource::End> PipedLines::next(const std::string&) {
  std::size_t searched = at_;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      std::string line = buffer_.substr(at_, end - at_);
      at_ = end + 1;
      if (line.ends_with('\r')) line.pop_back();
      return line;
    }
    if (at_end_) {
      if (at_ == buffer_.size()) return std::unexpected(End::end_of_input);
      return buffer_.substr(std::exchange(at_, buffer_.size()));
    }
    buffer_.erase(0, at_);
    at_ = 0;
    searched = buffer_.size();

    if (!Signals::input_or_signal(0)) {
      if (Signals::interrupted() || Signals::must_end()) return std::unexpected(End::interrupted);
      static_cast<void>(Signals::take_redraw());  // nothing is drawn here
      continue;
    }
    std::array<char, 1 << 14> bytes;
    const ssize_t count = ::read(0, bytes.data(), bytes.size());
    if (count > 0)
      buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    else if (count == 0 || errno != EINTR)
      at_end_ = true;
  }
}

}  // namespace giosim::cli
