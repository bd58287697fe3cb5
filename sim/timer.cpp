#include "sim/timer.hpp"

namespace giosim::sim {

Timer::~Timer() { unbook(); }

// Takes a new place in the calendar; an older entry that stands behind it is left to surface
// alone.
void Timer::book() {
  unbook();
  alarm_ = new Alarm(*this, due_);
  alarm_->label = label_;
  if (due_ == kernel_.now()) {
    kernel_.make_ready(*alarm_);
  } else {
    kernel_.book(*alarm_, due_);
  }
}

void Timer::unbook() noexcept {
  if (!alarm_) return;
  alarm_->owner = nullptr;
  kernel_.cancel(*alarm_);
  alarm_ = nullptr;
}

void Timer::fire() {
  alarm_ = nullptr;
  due_ = Time::max();
  if (on_fire) on_fire(*this);
  wake_waiters(true);
}

void Timer::wake_waiters(bool fired) {
  while (WaitNode* const node = waiters_.pop_front()) {
    node->woke = kernel_.wake(*node->process);
    node->fired = fired;
  }
}

}  // namespace giosim::sim
