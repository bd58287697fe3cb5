// The floor: bare coroutine handles on the calendar of sim/, and nothing else. No process, no
// label, no owner, no limit, no error. What the kernel costs is its ratio to this.
#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>
#include <exception>
#include <vector>

#include "sim/calendar.hpp"

namespace giosim::bench {

class Floor {
 public:
  // A coroutine that starts when it is started and is never destroyed before its end.
  struct Bare {
    struct promise_type {
      Bare get_return_object() {
        return {std::coroutine_handle<promise_type>::from_promise(*this)};
      }
      std::suspend_always initial_suspend() const noexcept { return {}; }
      std::suspend_always final_suspend() const noexcept { return {}; }
      void return_void() const {}
      void unhandled_exception() const { std::terminate(); }
    };
    std::coroutine_handle<> handle;
  };

  struct Delay {
    Floor& floor;
    std::uint64_t duration;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> me) const {
      floor.calendar_.push(floor.now_ + duration, me.address());
    }
    void await_resume() const {}
  };
  Delay delay(std::uint64_t duration) { return {*this, duration}; }

  ~Floor() {
    for (const std::coroutine_handle<> root : roots_) root.destroy();
  }

  void start(Bare bare) {
    roots_.push_back(bare.handle);
    bare.handle.resume();
  }
  void wake(std::coroutine_handle<> handle) { ready_.push_back(handle); }
  void stop() { stopped_ = true; }

  void run() {
    while (!stopped_) {
      if (!ready_.empty()) {
        const std::coroutine_handle<> next = ready_.front();
        ready_.pop_front();
        next.resume();
        continue;
      }
      const sim::Calendar::Due due = calendar_.pop();
      now_ = due.time;
      std::coroutine_handle<>::from_address(due.thing).resume();
    }
  }

 private:
  sim::Calendar calendar_;
  std::uint64_t now_ = 0;
  bool stopped_ = false;
  std::deque<std::coroutine_handle<>> ready_;
  std::vector<std::coroutine_handle<>> roots_;
};

// First in, first out; hands itself on.
class FloorMutex {
 public:
  explicit FloorMutex(Floor& floor) : floor_(floor) {}

  struct Lock {
    FloorMutex& mutex;
    std::coroutine_handle<> handle = nullptr;
    Lock* next = nullptr;
    bool await_ready() const {
      if (mutex.locked_) return false;
      mutex.locked_ = true;
      return true;
    }
    void await_suspend(std::coroutine_handle<> me) {
      handle = me;
      (mutex.last_ ? mutex.last_->next : mutex.first_) = this;
      mutex.last_ = this;
    }
    void await_resume() const {}
  };
  Lock lock() { return {*this}; }

  void unlock() {
    Lock* const next = first_;
    if (!next) {
      locked_ = false;
      return;
    }
    first_ = next->next;
    if (!first_) last_ = nullptr;
    floor_.wake(next->handle);
  }

 private:
  Floor& floor_;
  bool locked_ = false;
  Lock* first_ = nullptr;
  Lock* last_ = nullptr;
};

}  // namespace giosim::bench
