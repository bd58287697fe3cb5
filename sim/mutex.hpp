// Mutex: one holder at a time, first come first served. Unlocking hands it to the one that has
// waited longest; nobody can overtake.
//
//   const Mutex::Guard guard = co_await mutex.lock("waits for the bus");
#pragma once

#include <coroutine>
#include <utility>

#include "sim/kernel.hpp"
#include "sim/wait_list.hpp"

namespace giosim::sim {

class Mutex {
 public:
  explicit Mutex(Kernel& kernel) : kernel_(kernel) {}
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  // Unlocks when it goes out of scope. The mutex must outlive it.
  class [[nodiscard]] Guard {
   public:
    explicit Guard(Mutex& mutex) : mutex_(&mutex) {}
    Guard(Guard&& other) noexcept : mutex_(std::exchange(other.mutex_, nullptr)) {}
    Guard& operator=(Guard&& other) noexcept {
      std::swap(mutex_, other.mutex_);
      return *this;
    }
    ~Guard() {
      if (mutex_) mutex_->unlock();
    }

   private:
    Mutex* mutex_;
  };

  class Lock;
  [[nodiscard]] Lock lock(Label label);
  bool is_locked() const { return locked_; }

 private:
  void unlock() {
    if (WaitNode* const next = waiters_.pop_front()) {
      next->woke = kernel_.wake(*next->process);  // it stays locked: next is the holder now
    } else {
      locked_ = false;
    }
  }

  Kernel& kernel_;
  bool locked_ = false;
  WaitList waiters_;
};

class [[nodiscard]] Mutex::Lock {
 public:
  Lock(Mutex& mutex, Label label) : mutex_(mutex), node_(mutex.kernel_.waits(label)) {}
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  // Killed after it was handed the mutex and before it could run: hands it on.
  ~Lock() {
    if (node_.woke) mutex_.unlock();
  }
  bool await_ready() const {
    if (mutex_.locked_) return false;
    mutex_.locked_ = true;
    return true;
  }
  void await_suspend(std::coroutine_handle<> me) {
    Kernel::sleeps(*node_.process, me);
    mutex_.waiters_.push_back(node_);
  }
  Guard await_resume() {
    node_.woke = false;
    return Guard(mutex_);
  }

 private:
  Mutex& mutex_;
  WaitNode node_;
};

inline Mutex::Lock Mutex::lock(Label label) { return {*this, label}; }

}  // namespace giosim::sim
