#include "cli/signals.hpp"

#include <poll.h>

#include <atomic>
#include <cerrno>

namespace giosim::cli {
namespace {

// Global for the reason that interruption.cpp gives.
std::atomic<bool> interrupt_{false}, end_{false}, redraw_{false};
static_assert(std::atomic<bool>::is_always_lock_free, "else a signal handler must not touch it");

extern "C" void note_signal(int signal) {
  std::atomic<bool>& noted = signal == SIGINT                        ? interrupt_
                             : signal == SIGTERM || signal == SIGHUP ? end_
                                                                     : redraw_;
  noted = true;
}

}  // namespace

Signals::Signals() {
  interrupt_ = end_ = redraw_ = false;
  struct sigaction noting{};
  noting.sa_handler = note_signal;
  sigemptyset(&noting.sa_mask);
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    sigaction(kSignals[i], nullptr, &before_[i]);
    // A shell that starts a job in the background has it ignore Ctrl-C; so it stays.
    if (before_[i].sa_handler != SIG_IGN) sigaction(kSignals[i], &noting, nullptr);
  }
}

Signals::~Signals() {
  for (std::size_t i = 0; i < std::size(kSignals); ++i) sigaction(kSignals[i], &before_[i], nullptr);
}

bool Signals::take_interrupt() { return interrupt_.exchange(false); }
bool Signals::interrupted() { return interrupt_; }
bool Signals::must_end() { return end_; }
bool Signals::take_redraw() { return redraw_.exchange(false); }

bool Signals::input_or_signal(int descriptor) {
  const auto noted = [] { return interrupt_ || end_ || redraw_; };
  sigset_t blocked, before;
  sigemptyset(&blocked);
  for (const int signal : kSignals) sigaddset(&blocked, signal);
  // They can come inside ppoll() only: not between the question whether one has come and the wait.
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  pollfd input{descriptor, POLLIN, 0};
  while (!noted() && ::ppoll(&input, 1, nullptr, &before) < 0 && errno == EINTR) {
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return !noted();
}

}  // namespace giosim::cli
