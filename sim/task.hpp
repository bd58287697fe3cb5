// Task<T>: a coroutine that somebody awaits. It starts when it is awaited (or spawned), gives its
// result or its exception to the one who awaits it, and belongs to whoever holds the Task:
// destroying a Task that has not ended destroys its frame and, through it, all that it awaits.
//
//   Task<MacAddress> read_mac(Kernel& kernel, Nic& nic) {
//     co_await kernel.delay(nic.latency, "reads its MAC address");
//     co_return nic.mac;
//   }
//   ...
//   const MacAddress mac = co_await read_mac(kernel, nic);
//
// Awaiting a Task is not a scheduling point: the child runs at once within the same process.
// Parameters are taken by value or refer to what outlives the process. No capturing lambda may
// be a coroutine (its captures die before its frame does).
#pragma once

#include <concepts>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/must.hpp"

namespace giosim::sim {

class Process;
template <class T = void>
class Task;

namespace detail {

struct TaskPromiseBase;

// The part of a parent's frame that waits for a child.
struct ParentWait {
  std::coroutine_handle<> parent;
  std::exception_ptr error;
  bool suspended = false;  // the parent sleeps: the child's end resumes it
  bool ended = false;      // the child ended before the parent fell asleep
};

// A root has ended: destroys its frame and tells its group. Defined in process.cpp.
void root_ended(Process& process, std::coroutine_handle<> root) noexcept;
void root_threw(Process& process, std::exception_ptr error) noexcept;

// Who is told when a coroutine ends: the frame that awaits it, or the process whose root it is.
class Owner {
 public:
  Owner() = default;
  explicit Owner(ParentWait& wait) : bits_(reinterpret_cast<std::uintptr_t>(&wait)) {}
  explicit Owner(Process& process) : bits_(reinterpret_cast<std::uintptr_t>(&process) | kRoot) {}

  ParentWait* parent() const {
    return bits_ & kRoot ? nullptr : reinterpret_cast<ParentWait*>(bits_);
  }
  Process& process() const { return *reinterpret_cast<Process*>(bits_ & ~kRoot); }

 private:
  static constexpr std::uintptr_t kRoot = 1;
  std::uintptr_t bits_ = 0;
};

struct AtEnd {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> me) const noexcept {
    ParentWait* const wait = me.promise().owner.parent();
    if (!wait) {
      root_ended(me.promise().owner.process(), me);
      return std::noop_coroutine();
    }
    wait->ended = true;
    return wait->suspended ? wait->parent : std::noop_coroutine();
  }
  void await_resume() const noexcept {}
};

struct TaskPromiseBase {
  Owner owner;

  std::suspend_always initial_suspend() const noexcept { return {}; }
  AtEnd final_suspend() const noexcept { return {}; }

  void unhandled_exception() noexcept {
    if (ParentWait* const wait = owner.parent()) {
      wait->error = std::current_exception();
    } else {
      root_threw(owner.process(), std::current_exception());
    }
  }
};

template <class T>
struct TaskPromise final : TaskPromiseBase {
  std::optional<T> result;

  Task<T> get_return_object() noexcept;
  template <class U = T>
    requires std::constructible_from<T, U&&>
  void return_value(U&& value) {
    result.emplace(std::forward<U>(value));
  }
};

template <>
struct TaskPromise<void> final : TaskPromiseBase {
  Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
};

// Owns the child while its parent waits.
template <class T>
class TaskWait : private ParentWait {
 public:
  using Handle = std::coroutine_handle<TaskPromise<T>>;

  explicit TaskWait(Handle child) : child_(child) {}
  TaskWait(const TaskWait&) = delete;
  TaskWait& operator=(const TaskWait&) = delete;
  ~TaskWait() { child_.destroy(); }

  bool await_ready() const noexcept { return false; }

  // The child runs within this call until it first sleeps. One that never sleeps thus ends on
  // the stack of its parent, and a loop over such children does not grow the stack, which a
  // symmetric transfer would do in builds without tail calls.
  bool await_suspend(std::coroutine_handle<> me) {
    parent = me;
    child_.promise().owner = Owner(static_cast<ParentWait&>(*this));
    child_.resume();
    suspended = !ended;
    return suspended;
  }

  T await_resume() {
    if (error) std::rethrow_exception(std::move(error));
    if constexpr (!std::is_void_v<T>) return std::move(*child_.promise().result);
  }

 private:
  Handle child_;
};

}  // namespace detail

template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::TaskPromise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Task(Handle frame) noexcept : frame_(frame) {}
  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~Task() {
    if (frame_) frame_.destroy();
  }

  detail::TaskWait<T> operator co_await() && {
    MUST(frame_);
    return detail::TaskWait<T>(std::exchange(frame_, nullptr));
  }

  // The caller owns the frame from now on.
  Handle release() && { return std::exchange(frame_, nullptr); }

 private:
  Handle frame_;
};

namespace detail {

template <class T>
Task<T> TaskPromise<T>::get_return_object() noexcept {
  static_assert(alignof(TaskPromise) <= 16, "a frame keeps its promise at 16 bytes");
  return Task<T>(Task<T>::Handle::from_promise(*this));
}
inline Task<void> TaskPromise<void>::get_return_object() noexcept {
  return Task<void>(Task<void>::Handle::from_promise(*this));
}

}  // namespace detail
}  // namespace giosim::sim
