// Timer: something that happens at a time unless it is cancelled before; the guard of an operation.
//
//   Timer guard(kernel);                           // one for many operations
//   while (...) {
//     guard.arm(5s, "gives up on the card");
//     const bool answered = co_await answer.wait("waits for the card", guard);
//     guard.cancel();
//   }
//
// A timer has one entry in the calendar however often it is armed and cancelled: the entry moves
// on when its time comes (so a guard that is nearly always cancelled costs nearly nothing). A
// guard that does fire takes its place within its instant when its entry arrived there, which is
// not always when it was armed; the same in every run.
#pragma once

#include <coroutine>

#include "sim/kernel.hpp"
#include "sim/wait_list.hpp"

namespace giosim::sim {

class Timer;

// The entry in the calendar. It outlives its timer, until its time comes.
struct Alarm : Entry {
  Alarm(Timer& timer, Time when) : Entry(Kind::alarm), owner(&timer), time(when) {}
  Timer* owner;  // nullptr: nobody is interested any more
  Time time;     // where it stands in the calendar
};

class Timer {
 public:
  explicit Timer(Kernel& kernel) : kernel_(kernel) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer();

  // Fires `after` from now, unless it is armed anew or cancelled before. Those who wait for it
  // already go on waiting.
  void arm(Duration after, Label label) { arm_at(kernel_.now() + after, label); }
  void arm_at(Time time, Label label) {
    MUST(time >= kernel_.now());
    label_ = label;
    due_ = time;
    // An entry that comes no later than `time` moves on when it surfaces.
    if (!alarm_ || alarm_->place == Entry::Place::ready || time < alarm_->time) book();
  }
  // Those who wait for it get false.
  void cancel() {
    due_ = Time::max();
    if (alarm_ && alarm_->place == Entry::Place::ready) unbook();
    if (!waiters_.empty()) wake_waiters(false);
  }
  bool armed() const { return due_ != Time::max(); }
  Time due() const { return due_; }

  // co_await timer.wait("..."): true when it has fired, false when it was cancelled. It must be
  // armed.
  class Wait;
  [[nodiscard]] Wait wait(Label label);

  Kernel& kernel() const { return kernel_; }

  // For those who build waits: woken with node.woke when the timer fires.
  WaitList& waiters() { return waiters_; }
  // Called when the timer fires, before the waiters are woken.
  void (*on_fire)(Timer&) = nullptr;

 private:
  friend class Kernel;

  void book();
  void unbook() noexcept;
  void fire();
  void wake_waiters(bool fired);

  Kernel& kernel_;
  Alarm* alarm_ = nullptr;
  Time due_ = Time::max();
  Label label_ = "timer";
  WaitList waiters_;
};

class [[nodiscard]] Timer::Wait {
 public:
  Wait(Timer& timer, Label label) : timer_(timer), node_(timer.kernel_.waits(label)) {
    MUST(timer.armed());
  }
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> me) {
    Kernel::sleeps(*node_.process, me);
    timer_.waiters_.push_back(node_);
  }
  bool await_resume() const { return node_.fired; }

 private:
  Timer& timer_;
  WaitNode node_;
};

inline Timer::Wait Timer::wait(Label label) { return {*this, label}; }

}  // namespace giosim::sim
