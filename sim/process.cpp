#include "sim/process.hpp"

#include <algorithm>
#include <cstring>
#include <new>

#include "sim/kernel.hpp"

namespace giosim::sim {

SharedName::SharedName(std::string_view text) {
  void* const memory = ::operator new(sizeof(Block) + text.size());
  block_ = new (memory) Block{1, static_cast<std::uint32_t>(text.size())};
  if (!text.empty()) std::memcpy(block_ + 1, text.data(), text.size());
}

SharedName::~SharedName() {
  if (block_ && --block_->owners == 0) ::operator delete(block_);
}

std::string_view SharedName::text() const {
  if (!block_) return {};
  return {reinterpret_cast<const char*>(block_ + 1), block_->length};
}

namespace detail {

// Memory for processes of one group, used from its beginning to its end and never twice, so that
// their order in memory is their order of spawning. It goes when none of them is left; a dead
// process that still stands in the calendar keeps it beyond the end of its group.
//
// It is small so that a process lies beside its frame, which was allocated just before: often on
// one page. When a million wait, every other page that one of them touches costs more than its
// work.
struct Slab {
  static constexpr std::uint32_t kLargest = 15;  // what Entry::slot can count

  Slab* previous;
  Slab* next;
  ProcessGroup* group;
  std::uint32_t capacity;
  std::uint32_t used;
  std::uint32_t alive;  // of those, not vacant

  Process* begin() { return reinterpret_cast<Process*>(this + 1); }
  Process* end() { return begin() + used; }

  static Slab& of(const Process& process) {
    auto* const first = const_cast<Process*>(&process) - process.slot;
    return *(reinterpret_cast<Slab*>(first) - 1);
  }

  static Slab* create(ProcessGroup& group, std::uint32_t capacity) {
    void* const memory = ::operator new(sizeof(Slab) + capacity * sizeof(Process));
    return new (memory) Slab{nullptr, nullptr, &group, capacity, 0, 0};
  }
};
static_assert(sizeof(Slab) % alignof(Process) == 0);

}  // namespace detail

using detail::Slab;

ProcessGroup& Process::group() const { return *Slab::of(*this).group; }

namespace detail {

void root_ended(Process& process, std::coroutine_handle<> root) noexcept {
  root.destroy();
  ProcessGroup& group = process.group();
  if (process.place != Entry::Place::nowhere) {
    // It called delay() or yield() and did not await what they returned.
    root_threw(process,
               std::make_exception_ptr(Bug("a wait is awaited at once", __FILE__, __LINE__)));
    group.ended(process);
    group.kernel_.purge_dead();
  } else {
    group.ended(process);
  }
}

void root_threw(Process& process, std::exception_ptr error) noexcept {
  Kernel& kernel = process.group().kernel_;
  kernel.error_ = std::move(error);
  kernel.next_check_ = Kernel::kAtOnce;
}

namespace {

// The frame at which a process sleeps is the innermost of a chain of tasks; its root owns the
// rest. Every frame that sleeps is a Task's, and all their promises begin with the base.
std::coroutine_handle<> root_of(void* innermost) {
  auto frame = std::coroutine_handle<TaskPromiseBase>::from_address(innermost);
  while (const ParentWait* const wait = frame.promise().owner.parent()) {
    frame = std::coroutine_handle<TaskPromiseBase>::from_address(wait->parent.address());
  }
  return frame;
}

}  // namespace
}  // namespace detail

ProcessGroup::ProcessGroup(Kernel& kernel) : kernel_(kernel) {
  previous_group_ = kernel.last_group_;
  (previous_group_ ? previous_group_->next_group_ : kernel.first_group_) = this;
  kernel.last_group_ = this;
}

ProcessGroup::~ProcessGroup() {
  kill_all();
  for (Slab* slab = first_slab_; slab; slab = slab->next) slab->group = nullptr;
  if (last_slab_ && last_slab_->alive == 0) ::operator delete(last_slab_);
  (previous_group_ ? previous_group_->next_group_ : kernel_.first_group_) = next_group_;
  (next_group_ ? next_group_->previous_group_ : kernel_.last_group_) = previous_group_;
}

Process& ProcessGroup::spawn(std::string_view name, Task<> task) {
  return add(name, std::move(task), false);
}

Process& ProcessGroup::spawn_background(std::string_view name, Task<> task) {
  return add(name, std::move(task), true);
}

Process& ProcessGroup::add(std::string_view name, Task<> task, bool background) {
  MUST(!dying_);
  const Task<>::Handle root = std::move(task).release();
  MUST(root);
  if (!last_slab_ || last_slab_->used == last_slab_->capacity) {
    Slab* const slab =
        Slab::create(*this, last_slab_ ? std::min(2 * last_slab_->capacity, Slab::kLargest) : 8);
    slab->previous = last_slab_;
    (last_slab_ ? last_slab_->next : first_slab_) = slab;
    last_slab_ = slab;
  }
  Slab& slab = *last_slab_;
  Process* const before = slab.used > 0 ? slab.end() - 1 : nullptr;
  Process& process = *new (slab.end()) Process;
  process.slot = slab.used & Slab::kLargest;
  ++slab.used;
  ++slab.alive;

  process.kind = Entry::Kind::process;
  process.name_ = before && before->name() == name ? before->name_ : SharedName(name);
  process.Entry::background = background;
  process.frame = root.address();
  process.cause = kernel_.cause();
  root.promise().owner = detail::Owner(process);
  if (!background) ++running_;
  kernel_.admit(process);
  return process;
}

void ProcessGroup::ended(Process& process) noexcept {
  if (!process.background() && --running_ == 0) {
    while (WaitNode* const node = all_ended_.pop_front()) kernel_.wake(*node->process);
  }
  kernel_.retire(process);
}

// The memory of a process that stands in no queue any more.
void ProcessGroup::vacate(Process& process) noexcept {
  process.kind = Entry::Kind::vacant;
  process.name_ = SharedName();
  release(Slab::of(process));
}

// One reason less for a slab to stay.
void ProcessGroup::release(Slab& slab) noexcept {
  if (--slab.alive > 0) return;
  ProcessGroup* const group = slab.group;
  if (group && group->last_slab_ == &slab) {
    slab.used = 0;
    return;
  }
  if (group) {
    (slab.previous ? slab.previous->next : group->first_slab_) = slab.next;
    slab.next->previous = slab.previous;
  }
  ::operator delete(&slab);
}

Process* ProcessGroup::first_in(Slab* slab, std::uint32_t slot) {
  for (; slab; slab = slab->next, slot = 0) {
    for (Process* process = slab->begin() + slot; process < slab->end(); ++process) {
      if (process->kind == Entry::Kind::process) return process;
    }
  }
  return nullptr;
}

const Process* ProcessGroup::first() const { return first_in(first_slab_, 0); }

const Process* ProcessGroup::next(const Process& process) {
  return first_in(&Slab::of(process), process.slot + 1u);
}

void ProcessGroup::kill_all() {
  MUST(!kernel_.current_ || &kernel_.current_->group() != this);
  dying_ = true;
  for (Slab* slab = first_slab_; slab;) {
    ++slab->alive;  // it stays while we walk through it
    for (Process* process = slab->begin(); process != slab->end(); ++process) {
      if (process->kind != Entry::Kind::process) continue;
      detail::root_of(process->frame).destroy();
      ended(*process);
    }
    Slab* const next_slab = slab->next;
    release(*slab);
    slab = next_slab;
  }
  kernel_.purge_dead();
  dying_ = false;
}

ProcessGroup::AllEnded::AllEnded(ProcessGroup& group, Label label)
    : group_(group), node_(group.kernel_.waits(label)) {}

void ProcessGroup::AllEnded::await_suspend(std::coroutine_handle<> me) {
  Kernel::sleeps(*node_.process, me);
  group_.all_ended_.push_back(node_);
}

}  // namespace giosim::sim
