// Event: a condition that many processes can wait for. set() wakes all of them, in the order in
// which they came, and whoever waits later goes on at once until reset().
#pragma once

#include <coroutine>

#include "sim/kernel.hpp"
#include "sim/timer.hpp"
#include "sim/wait_list.hpp"

namespace giosim::sim {

class Event {
 public:
  explicit Event(Kernel& kernel) : kernel_(kernel) {}
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  bool is_set() const { return set_; }
  void reset() { set_ = false; }
  void set() {
    set_ = true;
    while (WaitNode* const node = waiters_.pop_front()) {
      node->woke = kernel_.wake(*node->process);
    }
  }

  // co_await event.wait("..."): until it is set.
  class Wait;
  [[nodiscard]] Wait wait(Label label);

  // co_await event.wait("...", guard): true when it is set, false when the guard fired before.
  // The guard must be armed.
  class GuardedWait;
  [[nodiscard]] GuardedWait wait(Label label, Timer& guard);

 private:
  Kernel& kernel_;
  bool set_ = false;
  WaitList waiters_;
};

class [[nodiscard]] Event::Wait {
 public:
  Wait(Event& event, Label label) : event_(event), node_(event.kernel_.waits(label)) {}
  bool await_ready() const { return event_.set_; }
  void await_suspend(std::coroutine_handle<> me) {
    Kernel::sleeps(*node_.process, me);
    event_.waiters_.push_back(node_);
  }
  void await_resume() const {}

 private:
  Event& event_;
  WaitNode node_;
};

class [[nodiscard]] Event::GuardedWait {
 public:
  GuardedWait(Event& event, Label label, Timer& guard)
      : event_(event),
        guard_(guard),
        event_node_(event.kernel_.waits(label)),
        guard_node_(*event_node_.process) {
    MUST(guard.armed());
  }
  bool await_ready() {
    event_node_.woke = event_.set_;
    return event_.set_;
  }
  void await_suspend(std::coroutine_handle<> me) {
    Kernel::sleeps(*event_node_.process, me);
    event_.waiters_.push_back(event_node_);
    guard_.waiters().push_back(guard_node_);
  }
  bool await_resume() {
    event_node_.unlink();
    guard_node_.unlink();
    return event_node_.woke;
  }

 private:
  Event& event_;
  Timer& guard_;
  WaitNode event_node_;
  WaitNode guard_node_;
};

inline Event::Wait Event::wait(Label label) { return {*this, label}; }
inline Event::GuardedWait Event::wait(Label label, Timer& guard) { return {*this, label, guard}; }

}  // namespace giosim::sim
