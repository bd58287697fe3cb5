// Interruption: Ctrl-C and SIGTERM as a question that long work asks itself.
//
// While one of these lives, the first signal is only noted, so that the work can stop where it
// is whole and say what it has; a second signal ends the program at once, as it always would.
#pragma once

#include <signal.h>

#include <csignal>

namespace giosim::cli {

class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  // May be asked by any thread.
  static bool requested();

 private:
  struct sigaction before_int_;
  struct sigaction before_term_;
};

}  // namespace giosim::cli
