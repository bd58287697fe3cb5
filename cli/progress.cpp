#include "cli/progress.hpp"

#include "runner/report/plain_text.hpp"

namespace giosim::cli {

void Progress::show(std::string_view line) {
  if (!speaks_ || Clock::now() < next_) return;
  next_ = Clock::now() + std::chrono::milliseconds(100);
  err_ << "\r\033[K" << report::cut(line, 78) << std::flush;
  shown_ = true;
}

void Progress::clear() {
  if (!shown_) return;
  err_ << "\r\033[K" << std::flush;
  shown_ = false;
}

}  // namespace giosim::cli
