// Messages: what the kernel said, for dmesg(1M); bounded, the oldest lines go first.
//
// Assumed: the wording of all lines, and the size of the buffer.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

namespace giosim::machine {

class Messages {
 public:
  static constexpr std::size_t kMostBytes = 32 * 1024;

  void say(std::string line);
  const std::deque<std::string>& lines() const { return lines_; }
  // Lines that are gone already make room for what came behind them.
  bool lost_some() const { return lost_some_; }

 private:
  std::deque<std::string> lines_;
  std::size_t bytes_ = 0;
  bool lost_some_ = false;
};

}  // namespace giosim::machine
