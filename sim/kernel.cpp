#include "sim/kernel.hpp"

#include <algorithm>

#include "sim/timer.hpp"

namespace giosim::sim {

namespace {

std::string in_seconds(Time time) {
  const auto ns = time.time_since_epoch().count();
  std::string fraction = std::to_string(ns % 1'000'000'000);
  fraction.insert(0, 9 - fraction.size(), '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return std::to_string(ns / 1'000'000'000) + (fraction.empty() ? "" : "." + fraction) + " s";
}

// A frame is brought into the cache so many events ahead; its process was some more before.
constexpr std::size_t kFrameAhead = 4;

constexpr std::uint64_t kLastId = (std::uint64_t{1} << 43) - 1;

Time to_time(std::uint64_t count) { return Time(Duration(static_cast<Duration::rep>(count))); }
std::uint64_t to_count(Time time) {
  return static_cast<std::uint64_t>(time.time_since_epoch().count());
}
Entry& entry_of(const Calendar::Due& due) { return *static_cast<Entry*>(due.thing); }

// While an alarm or something posted runs, whoever it wakes keeps its own cause.
class Firing {
 public:
  explicit Firing(bool& firing) : firing_(firing) { firing_ = true; }
  ~Firing() { firing_ = false; }

 private:
  bool& firing_;
};

}  // namespace

Kernel::Kernel(Choices& choices, Limits limits) : choices_(choices), limits_(limits) {}

// Only alarms of timers that are gone, and processes killed while they were booked, are left.
Kernel::~Kernel() {
  calendar_.remove_if([](void* thing) {
    auto* const entry = static_cast<Entry*>(thing);
    if (entry->kind == Entry::Kind::alarm) {
      delete static_cast<Alarm*>(entry);
    } else {
      ProcessGroup::vacate(*static_cast<Process*>(entry));
    }
    return true;
  });
}

// --- The clock ---

std::size_t Kernel::ready() {
  if (next_check_ == kAtOnce) check();
  if (steering_) {
    gather();
    return candidates_.size();
  }
  if (ready_.empty()) next_instant();
  return ready_.size();
}

// Of a steered kernel: brings all that waits for time or its turn together, and finds those who
// may be next.
void Kernel::gather() {
  const auto add = [this](Time due, Entry* entry) {
    const auto at = std::ranges::upper_bound(pending_, due, {}, &Pending::due);
    pending_.insert(at, {due, entry});
  };
  while (!ready_.empty()) add(now_, ready_.pop_front());
  while (!calendar_.empty()) {
    const Calendar::Due due = calendar_.pop();
    Entry& entry = entry_of(due);
    if (!is_live(entry, to_time(due.time))) continue;
    entry.place = Entry::Place::ready;
    add(to_time(due.time), &entry);
  }

  candidates_.clear();
  for (const Pending& pending : pending_) {
    const Process* const process = process_of(*pending.entry);
    if (process && steering_->is_free(*process)) candidates_.push_back(pending.entry);
  }
  if (candidates_.empty() && !pending_.empty()) candidates_.push_back(pending_.front().entry);
}

Entry* Kernel::take_candidate(std::size_t i) {
  Entry* const taken = candidates_[i];
  const auto at = std::ranges::find(pending_, taken, &Pending::entry);
  now_ = std::max(now_, at->due);
  pending_.erase(at);
  candidates_.clear();
  return taken;
}

Entry* Kernel::ready_entry(std::size_t i) const {
  if (!steering_) return ready_.at(i);
  MUST(i < candidates_.size());
  return candidates_[i];
}

// Moves the clock to the next time at which something happens, up to `end`, and makes ready what
// was booked for it. False when there is nothing.
bool Kernel::next_instant(Time end) {
  while (!calendar_.empty()) {
    if (end != Time::max() && to_time(calendar_.next_time()) > end) return false;
    const Calendar::Due due = calendar_.pop();
    Entry& first = entry_of(due);
    if (!is_live(first, to_time(due.time))) continue;
    begin_instant(first, to_time(due.time));
    return true;
  }
  return false;
}

void Kernel::begin_instant(Entry& first, Time time) {
  if (time > limits_.until) {
    book(first, time);
    stuck("the time limit of " + in_seconds(limits_.until) + " is reached");
  }
  now_ = time;
  ready_.rest();
  make_ready(first);
  while (calendar_.has_another_at(to_count(time))) {
    Entry& entry = entry_of(calendar_.pop());
    if (is_live(entry, time)) make_ready(entry);
  }
  calendar_.rest();
}

// An entry has come to the front of the calendar. Those of dead processes and of timers that
// are not due now go away, or to where they belong, and time does not pass for them.
bool Kernel::is_live(Entry& entry, Time time) {
  if (entry.kind == Entry::Kind::process) return true;
  if (entry.kind == Entry::Kind::dead) {
    --dead_in_calendar_;
    ProcessGroup::vacate(static_cast<Process&>(entry));
    return false;
  }
  auto& alarm = static_cast<Alarm&>(entry);
  Timer* const timer = alarm.owner;
  if (timer && timer->due_ == time) return true;
  if (timer && timer->armed()) {
    alarm.time = timer->due_;
    alarm.label = timer->label_;
    book(alarm, alarm.time);
    return false;
  }
  if (timer) timer->alarm_ = nullptr;
  delete &alarm;
  return false;
}

// --- Steps ---

void Kernel::step(std::size_t i) {
  const std::size_t count = ready();
  MUST(current_ == nullptr && i < count);
  if (events_ >= next_check_) check();
  if (steering_) {
    Entry& entry = *take_candidate(i);
    steering_->about_to_run(process_of(entry));
    run_entry(entry);
    steering_->has_run();
  } else {
    run_entry(*(i == 0 ? ready_.pop_front() : ready_.take(i)));
  }
  if (next_check_ == kAtOnce) check();
}

void Kernel::run_entry(Entry& entry) {
  entry.place = Entry::Place::nowhere;
  ++events_;
  if (entry.kind == Entry::Kind::process) {
    current_ = static_cast<Process*>(&entry);
    std::coroutine_handle<>::from_address(entry.frame).resume();
    current_ = nullptr;
  } else {
    auto& alarm = static_cast<Alarm&>(entry);
    Timer* const timer = alarm.owner;
    delete &alarm;
    const Firing firing(firing_);
    timer->fire();
  }
}

// What must be looked at before the next step, and the limits.
void Kernel::check() {
  current_ = nullptr;
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
  run_posted();
  if (now_ != checked_time_) {
    checked_time_ = now_;
    checked_events_ = events_;
  }
  next_check_ = std::min(limits_.max_events, checked_events_ + limits_.max_events_at_one_instant);
  const bool nobody_is_ready = ready_.empty() && pending_.empty();
  if (events_ < next_check_ || (nobody_is_ready && calendar_.empty())) return;
  if (events_ >= limits_.max_events) {
    stuck("the limit of " + std::to_string(limits_.max_events) + " events is reached");
  }
  if (!nobody_is_ready) {
    stuck(std::to_string(limits_.max_events_at_one_instant) +
          " events happened and no time has passed: an endless loop");
  }
}

void Kernel::run_posted() {
  while (Posted* const posted = first_posted_) {
    first_posted_ = posted->next;
    if (!first_posted_) last_posted_ = nullptr;
    const Firing firing(firing_);
    posted->run(posted);
  }
}

void Kernel::stuck(const std::string& what) {
  std::string sentence = what + " at " + in_seconds(now_);
  if (!ready_.empty()) {
    constexpr std::size_t kShown = 5;
    sentence += "; ready to run: ";
    for (std::size_t i = 0; i < std::min(ready_.size(), kShown); ++i) {
      const ReadyName name = ready_name(i);
      if (i > 0) sentence += ", ";
      sentence += std::string(name.process.empty() ? "a timer" : name.process) + " (" +
                  std::string(name.label) + ")";
    }
    if (ready_.size() > kShown) {
      sentence += " and " + std::to_string(ready_.size() - kShown) + " more";
    }
  } else {
    sentence += "; " + who_waits();
  }
  throw StuckError(sentence);
}

std::string Kernel::who_waits() const {
  constexpr std::size_t kShown = 10;
  std::size_t count = 0;
  std::string text;
  for (const ProcessGroup* group = first_group_; group; group = group->next_group_) {
    group->for_each([&](const Process& process) {
      if (++count > kShown) return;
      if (count > 1) text += "; ";
      text += std::string(process.name()) + " waits for: " + std::string(process.label());
    });
  }
  if (count > kShown) text += "; and " + std::to_string(count - kShown) + " more";
  return text.empty() ? "no process is left" : text;
}

Kernel::ReadyName Kernel::ready_name(std::size_t i) const {
  const Entry& entry = *ready_entry(i);
  if (entry.kind != Entry::Kind::process) return {"", entry.label.text()};
  const auto& process = static_cast<const Process&>(entry);
  return {process.name(), process.label()};
}

// --- Runs ---

std::size_t Kernel::choose() {
  if (steering_) {
    steering_->about_to_choose();
    return choices_.pick(candidates_.size(), ChoiceKind::order, "who runs next");
  }
  if (ready_.size() == 1 || choices_.always_in_order()) return 0;
  return choices_.pick(ready_.size(), ChoiceKind::order, "which ready process runs next");
}

RunEnd Kernel::run() {
  if (choices_.always_in_order()) {
    run_in_order();
  } else {
    while (!idle()) step(choose());
  }
  return RunEnd::idle;
}

// The loop over step(0), with a short way through the calendar for what is alone in its instant.
void Kernel::run_in_order() {
  struct Leave {
    Kernel& kernel;
    ~Leave() { kernel.current_ = nullptr; }
  } leave{*this};
  while (true) {
    if (events_ >= next_check_) [[unlikely]]
      check();
    Entry* const entry = next_in_order();
    if (!entry) return;
    if (entry->kind == Entry::Kind::process) [[likely]] {
      ++events_;
      entry->place = Entry::Place::nowhere;
      current_ = static_cast<Process*>(entry);
      std::coroutine_handle<>::from_address(entry->frame).resume();
    } else {
      current_ = nullptr;
      run_entry(*entry);
    }
  }
}

inline Entry* Kernel::next_in_order() {
  if (!ready_.empty()) return ready_.pop_front();
  if (calendar_.empty()) return nullptr;
  const Calendar::Due due = calendar_.pop();
  if (const void* const soon = calendar_.ahead(kFrameAhead)) {
    const void* const frame = static_cast<const Entry*>(soon)->frame;
    __builtin_prefetch(frame);
    __builtin_prefetch(static_cast<const char*>(frame) + 64);
  }
  Entry& entry = entry_of(due);
  const Time time = to_time(due.time);
  if (entry.kind != Entry::Kind::process || time > limits_.until ||
      calendar_.has_another_at(due.time)) [[unlikely]] {
    return surfaced(due);
  }
  now_ = time;
  return &entry;
}

// What next_in_order() does with anything but a process alone in its instant.
Entry* Kernel::surfaced(Calendar::Due due) {
  if (is_live(entry_of(due), to_time(due.time))) {
    begin_instant(entry_of(due), to_time(due.time));
  } else if (!next_instant()) {
    return nullptr;
  }
  return ready_.pop_front();
}

RunEnd Kernel::run_until_time(Time end) {
  MUST(end >= now_ && !steering_);
  while (true) {
    if (next_check_ == kAtOnce) check();
    if (ready_.empty() && !next_instant(end)) break;
    step(choose());
  }
  now_ = end;
  return calendar_.empty() ? RunEnd::idle : RunEnd::reached;
}

void Kernel::run_until_ended(const Process& process) {
  watched_id_ = process.id();
  const std::string name(process.name());
  if (run_until([this] { return watched_id_ == 0; }) == RunEnd::reached) return;
  watched_id_ = 0;
  stuck(name + " never ends: nothing is left that could happen");
}

void Kernel::run_until_ended(const ProcessGroup& group) {
  if (run_until([&] { return group.running() == 0; }) == RunEnd::reached) return;
  stuck(std::to_string(group.running()) +
        " processes never end: nothing is left that could happen");
}

// --- For waits ---

bool Kernel::wake(Process& process) {
  if (process.place != Entry::Place::nowhere) return false;
  if (current_) {
    process.cause = current_->cause;
  } else if (!firing_) {
    process.cause = operator_cause_;
  }
  make_ready(process);
  return true;
}

void Kernel::post(Posted& posted) {
  posted.next = nullptr;
  (last_posted_ ? last_posted_->next : first_posted_) = &posted;
  last_posted_ = &posted;
  next_check_ = kAtOnce;
}

void Kernel::withdraw(Posted& posted) {
  Posted* before = nullptr;
  for (Posted* at = first_posted_; at; before = at, at = at->next) {
    if (at != &posted) continue;
    (before ? before->next : first_posted_) = at->next;
    if (last_posted_ == at) last_posted_ = before;
    return;
  }
}

// --- Birth and death of processes and alarms ---

void Kernel::admit(Process& process) {
  process.Entry::id = ++last_id_ & kLastId;
  ++living_;
  make_ready(process);
}

// A process that still stands in a queue stays there, dead, until it surfaces.
void Kernel::retire(Process& process) noexcept {
  --living_;
  if (watched_id_ == process.id()) watched_id_ = 0;
  if (current_ == &process) current_ = nullptr;
  if (process.place == Entry::Place::nowhere) {
    ProcessGroup::vacate(process);
    return;
  }
  process.kind = Entry::Kind::dead;
  if (process.place == Entry::Place::calendar) ++dead_in_calendar_;
}

// The ready queue holds no dead, so that ready() counts what can run; the calendar may, as long
// as they are fewer than the living.
void Kernel::purge_dead() noexcept {
  const auto bury = [](void* thing) {
    auto* const entry = static_cast<Entry*>(thing);
    if (entry->kind != Entry::Kind::dead) return false;
    ProcessGroup::vacate(*static_cast<Process*>(entry));
    return true;
  };
  ready_.remove_if(bury);
  std::erase_if(pending_, [&](const Pending& pending) { return bury(pending.entry); });
  if (dead_in_calendar_ <= living_) return;
  calendar_.remove_if(bury);
  dead_in_calendar_ = 0;
}

// Of a timer that has lost interest in it.
void Kernel::cancel(Alarm& alarm) {
  if (alarm.place != Entry::Place::ready) return;
  ready_.remove_if([&](Entry* entry) { return entry == &alarm; });
  std::erase_if(pending_, [&](const Pending& pending) { return pending.entry == &alarm; });
  delete &alarm;
}

}  // namespace giosim::sim
