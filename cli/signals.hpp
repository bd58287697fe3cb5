// Signals, as somebody at a terminal sends them: noted as often as they come, for giosim shell.
//
// (cli/interruption.hpp is for work that the first Ctrl-C ends.) System calls that wait return with
// EINTR; but who only reads then sleeps through a signal that came just before the call, so a reader
// waits with input_or_signal().
#pragma once

#include <signal.h>

#include <csignal>
#include <iterator>

namespace giosim::cli {

class Signals {
 public:
  Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  // Ctrl-C has come; each is told once.
  static bool take_interrupt();
  static bool interrupted();
  // SIGTERM or SIGHUP: nobody is there any more.
  static bool must_end();
  // The program goes on after Ctrl-Z, or its window has another size.
  static bool take_redraw();

  // Waits until there is something to read (or to fail with): true. False when one of the signals
  // above is noted, whether it came before the call or during it.
  static bool input_or_signal(int descriptor);

 private:
  static constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGCONT, SIGWINCH};
  struct sigaction before_[std::size(kSignals)];
};

}  // namespace giosim::cli
