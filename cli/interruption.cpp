#include "cli/interruption.hpp"

#include <atomic>

namespace giosim::cli {
namespace {

// A signal comes to the process and brings nothing along: here, and only here, something has to be
// global. (Asio's signal_set hides the same behind a thread, which a short run would pay for.)
std::atomic<bool> requested_{false};
static_assert(std::atomic<bool>::is_always_lock_free, "else a signal handler must not touch it");

extern "C" void note(int) { requested_ = true; }

}  // namespace

Interruption::Interruption() {
  requested_ = false;
  struct sigaction noting{};
  noting.sa_handler = note;
  noting.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one is not for us
  sigemptyset(&noting.sa_mask);
  sigaction(SIGINT, nullptr, &before_int_);
  sigaction(SIGTERM, nullptr, &before_term_);
  // A shell that starts a job in the background has it ignore Ctrl-C; so it stays.
  if (before_int_.sa_handler != SIG_IGN) sigaction(SIGINT, &noting, nullptr);
  if (before_term_.sa_handler != SIG_IGN) sigaction(SIGTERM, &noting, nullptr);
}

Interruption::~Interruption() {
  sigaction(SIGINT, &before_int_, nullptr);
  sigaction(SIGTERM, &before_term_, nullptr);
}

bool Interruption::requested() { return requested_; }

}  // namespace giosim::cli
