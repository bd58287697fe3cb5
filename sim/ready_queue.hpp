// ReadyQueue: what may run at this instant, in the order in which it became ready. A ring that
// grows; taking from the front is one load, taking the i-th keeps the order of the others.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace giosim::sim {

struct Entry;

class ReadyQueue {
 public:
  bool empty() const { return head_ == tail_; }
  std::size_t size() const { return tail_ - head_; }
  Entry* at(std::size_t i) const { return ring_[(head_ + i) & mask_]; }

  void push_back(Entry* entry) {
    if (size() > mask_) [[unlikely]]
      grow();
    ring_[tail_++ & mask_] = entry;
  }
  Entry* pop_front() { return ring_[head_++ & mask_]; }

  Entry* take(std::size_t i) {
    Entry* const taken = at(i);
    for (; i > 0; --i) ring_[(head_ + i) & mask_] = ring_[(head_ + i - 1) & mask_];
    ++head_;
    return taken;
  }

  // To be called from time to time when the queue is empty: gives back the memory of a burst that
  // is long past.
  void rest() {
    if (mask_ < kLarge || ++rests_ < kPatience) return;
    mask_ = kSmall - 1;
    ring_ = std::make_unique<Entry*[]>(kSmall);
    head_ = tail_ = 0;
  }

  // Forgets every entry for which `gone` holds; the others keep their order.
  template <class Predicate>
  void remove_if(Predicate&& gone) {
    const std::size_t count = size();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i) {
      Entry* const entry = at(i);
      if (!gone(entry)) ring_[(head_ + kept++) & mask_] = entry;
    }
    tail_ = head_ + kept;
  }

 private:
  [[gnu::noinline]] void grow() {
    const std::size_t count = size();
    auto larger = std::make_unique<Entry*[]>(2 * (mask_ + 1));
    for (std::size_t i = 0; i < count; ++i) larger[i] = at(i);
    ring_ = std::move(larger);
    mask_ = 2 * mask_ + 1;
    head_ = 0;
    tail_ = count;
    rests_ = 0;
  }

  static constexpr std::size_t kSmall = 16;  // a power of two, as every capacity
  static constexpr std::size_t kLarge = 4096;
  static constexpr std::size_t kPatience = 100;

  std::size_t mask_ = kSmall - 1;
  std::unique_ptr<Entry*[]> ring_ = std::make_unique<Entry*[]>(kSmall);
  std::size_t head_ = 0;
  std::size_t tail_ = 0;
  std::size_t rests_ = 0;  // since it has grown
};

}  // namespace giosim::sim
