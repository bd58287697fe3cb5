// Process: one spawned coroutine and all that it awaits. ProcessGroup: owns processes.
//
// A group is what a power cut destroys: its processes vanish wherever they wait, their frames are
// destroyed in the order in which they were spawned (so destructors run), and the kernel and
// the other groups go on undisturbed. Declare a group behind the objects that its processes use.
#pragma once

#include <coroutine>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/must.hpp"
#include "sim/label.hpp"
#include "sim/task.hpp"
#include "sim/time.hpp"
#include "sim/wait_list.hpp"

namespace giosim::sim {

class Kernel;
class ProcessGroup;

// What the calendar and the ready queue hold: a process, or an alarm of a Timer.
struct Entry {
  enum class Kind : std::uint8_t {
    process,
    alarm,
    dead,    // a process that was killed while it stood in a queue
    vacant,  // memory of a process that has ended
  };
  enum class Place : std::uint8_t { nowhere, calendar, ready };

  explicit Entry(Kind what) : id(0), slot(0), background(0), kind(what) {}

  void* frame = nullptr;  // process: the coroutine to resume
  Label label = "not started";
  std::uint64_t id : 43;
  std::uint64_t slot : 4;  // process: where it stands in its slab
  std::uint64_t background : 1;
  Kind kind;
  Place place = Place::nowhere;
};

// A text that many may share; a million processes called alike hold it once.
class SharedName {
 public:
  SharedName() = default;
  explicit SharedName(std::string_view text);
  SharedName(const SharedName& other) : block_(other.block_) { ++block_->owners; }
  SharedName& operator=(SharedName other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~SharedName();
  std::string_view text() const;

 private:
  struct Block {
    std::uint32_t owners;
    std::uint32_t length;
  };
  Block* block_ = nullptr;  // the text follows it
};

namespace detail {
struct Slab;
}

// Kept small: a million of them wait at once.
class Process : private Entry {
 public:
  std::string_view name() const { return name_.text(); }

  // What it waits for, or last waited for when it is running.
  std::string_view label() const { return Entry::label.text(); }

  // 1, 2, 3 … in the order of spawning, over the whole kernel.
  std::uint64_t id() const { return Entry::id; }
  bool background() const { return Entry::background; }
  ProcessGroup& group() const;

  // seq of the last fact that it stated, or of the fact that woke it (see sim/trace.hpp). Spawned
  // or woken by another process it takes that one's; a delay keeps its own.
  std::uint64_t cause = 0;

 private:
  friend class Kernel;
  friend class ProcessGroup;
  friend struct detail::Slab;
  friend void detail::root_ended(Process&, std::coroutine_handle<>) noexcept;
  friend void detail::root_threw(Process&, std::exception_ptr) noexcept;

  Process() : Entry(Kind::vacant) {}

  SharedName name_;
};
static_assert(sizeof(Process) == 40);

class ProcessGroup {
 public:
  explicit ProcessGroup(Kernel& kernel);
  ProcessGroup(const ProcessGroup&) = delete;
  ProcessGroup& operator=(const ProcessGroup&) = delete;
  // None of its processes may be running (MUST).
  ~ProcessGroup();

  // The process becomes ready now, behind all that is ready already. The reference is good until
  // the process ends.
  Process& spawn(std::string_view name, Task<> task);
  // The same for a daemon that never ends: all_ended() and running() do not count it.
  Process& spawn_background(std::string_view name, Task<> task);

  // Processes that have not ended, without those in the background.
  std::size_t running() const { return running_; }

  // co_await group.all_ended("..."): until running() is 0.
  class AllEnded;
  [[nodiscard]] AllEnded all_ended(Label label);

  // Destroys all processes, as the destructor does; the group can be used again.
  void kill_all();

  // In spawn order; the visitor takes a const Process&. It must not spawn.
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    for (const Process* process = first(); process; process = next(*process)) visit(*process);
  }

  Kernel& kernel() const { return kernel_; }

 private:
  friend class Kernel;
  friend void detail::root_ended(Process&, std::coroutine_handle<>) noexcept;
  friend void detail::root_threw(Process&, std::exception_ptr) noexcept;

  Process& add(std::string_view name, Task<> task, bool background);
  void ended(Process& process) noexcept;
  static void vacate(Process& process) noexcept;
  static void release(detail::Slab& slab) noexcept;
  static Process* first_in(detail::Slab* slab, std::uint32_t slot);
  const Process* first() const;
  static const Process* next(const Process& process);

  Kernel& kernel_;
  detail::Slab* first_slab_ = nullptr;
  detail::Slab* last_slab_ = nullptr;
  std::size_t running_ = 0;
  bool dying_ = false;
  WaitList all_ended_;
  ProcessGroup* previous_group_ = nullptr;  // of the kernel, in order of construction
  ProcessGroup* next_group_ = nullptr;
};

class [[nodiscard]] ProcessGroup::AllEnded {
 public:
  AllEnded(ProcessGroup& group, Label label);
  bool await_ready() const { return group_.running() == 0; }
  void await_suspend(std::coroutine_handle<> me);
  void await_resume() const {}

 private:
  ProcessGroup& group_;
  WaitNode node_;
};

inline ProcessGroup::AllEnded ProcessGroup::all_ended(Label label) { return {*this, label}; }

}  // namespace giosim::sim
