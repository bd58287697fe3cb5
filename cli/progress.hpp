// Progress: one line on the terminal, for work that takes longer than a second.
#pragma once

#include <chrono>
#include <string_view>

#include "cli/output.hpp"

namespace giosim::cli {

class Progress {
 public:
  // Silent where standard error is no terminal.
  explicit Progress(Output& err) : err_(err), speaks_(err.is_terminal()) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  void silence() { speaks_ = false; }

  // Replaces the line, at most ten times a second.
  void show(std::string_view line);

  // To be called before anything else is written to the terminal.
  void clear();

  std::chrono::duration<double> elapsed() const { return Clock::now() - began_; }

 private:
  using Clock = std::chrono::steady_clock;

  Output& err_;
  bool speaks_;
  bool shown_ = false;
  Clock::time_point began_ = Clock::now();
  Clock::time_point next_ = began_ + std::chrono::seconds(1);
};

}  // namespace giosim::cli
