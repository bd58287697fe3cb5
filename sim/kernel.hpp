// Kernel: the clock of a simulation and the queue of what happens next.
//
// Everything that waits for a time stands in the calendar, everything that may run now stands in
// the ready queue: what was due at this instant first, in the order in which it was booked, then
// what became ready during it. A step takes one entry and runs it until it waits again. run() is
// the loop over steps; an explorer or a debugger writes its own:
//
//   while (!kernel.idle()) kernel.step(choices.pick(kernel.ready(), ChoiceKind::order, "..."));
//
// An exception that leaves a process leaves step() and run() too; the kernel can go on after it.
// One kernel is used by one thread at a time; there is no state outside of it.
#pragma once

#include <coroutine>
#include <cstdint>
#include <exception>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/must.hpp"
#include "sim/calendar.hpp"
#include "sim/choices.hpp"
#include "sim/label.hpp"
#include "sim/limits.hpp"
#include "sim/process.hpp"
#include "sim/ready_queue.hpp"
#include "sim/steering.hpp"
#include "sim/time.hpp"

namespace giosim::sim {

struct Alarm;

enum class RunEnd {
  idle,     // nothing is left that could happen
  reached,  // what run_until() was to reach
};

// The wait of a process whose wake-up is booked already: only to be awaited at once.
class [[nodiscard]] Suspension {
 public:
  explicit Suspension(void** frame) : frame_(frame) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> me) const noexcept { *frame_ = me.address(); }
  void await_resume() const noexcept {}

 private:
  void** frame_;  // where the process keeps what is to be resumed
};

// Something that is to happen at this instant before any process runs and before any choice is
// made: completions of Asio operations. First in, first out.
struct Posted {
  void (*run)(Posted*) = nullptr;
  Posted* next = nullptr;
};

class Kernel {
 public:
  // `choices` must outlive the kernel.
  explicit Kernel(Choices& choices, Limits limits = {});
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;
  // All process groups must be gone.
  ~Kernel();

  Time now() const { return now_; }
  Choices& choices() const { return choices_; }

  // From now on every order is open (sim/steering.hpp). Before the first process is spawned; the
  // steering must outlive the kernel's last step.
  void steer(Steering& steering) { steering_ = &steering; }

  // --- Waits: co_await kernel.delay(...) at once, within a process. ---

  // Until `duration` from now. 0 is yield().
  Suspension delay(Duration duration, Label label) {
    Process& process = waits(label);
    if (duration > Duration::zero()) [[likely]] {
      const auto due = static_cast<std::uint64_t>((now_.time_since_epoch()).count()) +
                       static_cast<std::uint64_t>(duration.count());
      MUST(due <= kEndOfTime);
      process.place = Entry::Place::calendar;
      calendar_.push(due, static_cast<Entry*>(&process));
    } else {
      MUST(duration == Duration::zero());
      make_ready(process);
    }
    return Suspension(&process.frame);
  }
  // Behind everything that is ready now.
  Suspension yield(Label label) {
    Process& process = waits(label);
    make_ready(process);
    return Suspension(&process.frame);
  }
  // For good: only the end of its group ends this process.
  Suspension never(Label label) { return Suspension(&waits(label).frame); }

  // --- Stepping. ---

  // The process that is running; nullptr between steps (the operator's context).
  Process* current() const { return current_; }

  // How many entries may run next. When nothing is left at this instant the clock moves to the
  // next one. 0: idle.
  std::size_t ready();
  // Nothing can happen any more without the operator.
  bool idle() { return ready() == 0; }
  // Runs the i-th of ready(); 0 is first come, first served.
  void step(std::size_t i = 0);

  struct ReadyName {
    std::string_view process;  // "" for a timer
    std::string_view label;
  };
  ReadyName ready_name(std::size_t i) const;
  // The i-th of ready(); nullptr for a timer.
  const Process* ready_process(std::size_t i) const { return process_of(*ready_entry(i)); }

  // How many processes there have been: the next one's id is one more.
  std::uint64_t spawned() const { return last_id_; }
  // Every process that has not ended, group by group, and where it waits: the visitor takes a
  // const Process& and an Entry::Place.
  template <class Visitor>
  void each_process(Visitor&& visit) const;
  // Those of a steered kernel that only wait for time or for their turn, the earliest first;
  // nullptr for a timer. Complete once ready() was asked.
  template <class Visitor>
  void each_pending(Visitor&& visit) const {
    for (const Pending& pending : pending_) visit(process_of(*pending.entry));
  }

  // Until idle. Asks the choices when more than one entry is ready.
  RunEnd run();
  // Until `reached()` holds; it is asked before each step.
  template <class Predicate>
  RunEnd run_until(Predicate&& reached) {
    while (!reached()) {
      if (idle()) return RunEnd::idle;
      step(choose());
    }
    return RunEnd::reached;
  }
  // Until everything up to and including `end` has happened; now() is then `end`, unless idle
  // came first.
  RunEnd run_until_time(Time end);
  // Until the process, or every process of the group but those in the background, has ended.
  // Throws StuckError, which names those who wait and for what, when idle comes first.
  void run_until_ended(const Process& process);
  void run_until_ended(const ProcessGroup& group);

  // Steps done.
  std::uint64_t events() const { return events_; }

  // The fact behind what is done now: of the running process, or of the operator between steps.
  std::uint64_t& cause() { return current_ ? current_->cause : operator_cause_; }

  // "igelan 0/4/1/0 waits for: reads MAC; …" for all processes that have not ended.
  std::string who_waits() const;

  // --- For those who build waits (sim/event.hpp, sim/timer.hpp, sim/asio.hpp). ---

  // The running process is about to wait. What it awaits calls sleeps() if it must indeed, and
  // wake() in the end.
  Process& waits(Label label) {
    MUST(current_ != nullptr && current_->place == Entry::Place::nowhere);
    static_cast<Entry*>(current_)->label = label;
    return *current_;
  }
  static void sleeps(Process& process, std::coroutine_handle<> frame) {
    process.frame = frame.address();
  }
  // The process becomes ready now, behind all others.
  // False, and nothing happens, when something else has woken it already.
  bool wake(Process& process);
  // `posted` must stay where it is until it has run or was withdrawn.
  void post(Posted& posted);
  void withdraw(Posted& posted);

 private:
  friend class ProcessGroup;
  friend class Timer;
  friend struct Alarm;
  friend void detail::root_ended(Process&, std::coroutine_handle<>) noexcept;
  friend void detail::root_threw(Process&, std::exception_ptr) noexcept;

  // next_check_ when something needs a look before the next step.
  static constexpr std::uint64_t kAtOnce = 0;
  static constexpr std::uint64_t kEndOfTime = std::numeric_limits<Duration::rep>::max();

  void make_ready(Entry& entry) {
    entry.place = Entry::Place::ready;
    ready_.push_back(&entry);
  }
  void book(Entry& entry, Time time) {
    entry.place = Entry::Place::calendar;
    calendar_.push(static_cast<std::uint64_t>(time.time_since_epoch().count()), &entry);
  }
  void cancel(Alarm& alarm);
  bool next_instant(Time end = Time::max());
  Entry* next_in_order();
  Entry* surfaced(Calendar::Due due);
  void run_in_order();
  void begin_instant(Entry& first, Time time);
  bool is_live(Entry& entry, Time time);
  void run_entry(Entry& entry);
  void run_posted();
  void check();
  [[noreturn]] void stuck(const std::string& what);
  std::size_t choose();
  void gather();
  Entry* take_candidate(std::size_t i);
  Entry* ready_entry(std::size_t i) const;
  static const Process* process_of(const Entry& entry);
  void admit(Process& process);
  void retire(Process& process) noexcept;
  void purge_dead() noexcept;

  Time now_{};
  Process* current_ = nullptr;
  std::uint64_t events_ = 0;
  std::uint64_t next_check_ = 0;  // the number of events at which check() looks around
  ReadyQueue ready_;
  Calendar calendar_;

  // Of a steered kernel: all that waits for time or its turn, by when it is due.
  struct Pending {
    Time due;
    Entry* entry;
  };
  Steering* steering_ = nullptr;
  std::vector<Pending> pending_;
  std::vector<Entry*> candidates_;  // of pending_, those that may run next

  Choices& choices_;
  Limits limits_;
  Time checked_time_{};  // now_ and events_ when check() last saw that time had passed
  std::uint64_t checked_events_ = 0;
  std::exception_ptr error_;  // left a process, is about to leave step()
  Posted* first_posted_ = nullptr;
  Posted* last_posted_ = nullptr;
  std::uint64_t operator_cause_ = 0;
  bool firing_ = false;               // an alarm or something posted is running, not the operator
  std::size_t living_ = 0;            // processes
  std::size_t dead_in_calendar_ = 0;  // processes
  std::uint64_t last_id_ = 0;
  std::uint64_t watched_id_ = 0;  // of run_until_ended(process)
  ProcessGroup* first_group_ = nullptr;
  ProcessGroup* last_group_ = nullptr;
};

inline const Process* Kernel::process_of(const Entry& entry) {
  return entry.kind == Entry::Kind::process ? &static_cast<const Process&>(entry) : nullptr;
}

template <class Visitor>
void Kernel::each_process(Visitor&& visit) const {
  for (const ProcessGroup* group = first_group_; group; group = group->next_group_)
    group->for_each([&](const Process& process) { visit(process, process.place); });
}

}  // namespace giosim::sim
