#include "sim/calendar.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/must.hpp"

namespace giosim::sim {

Calendar::Calendar() { reserve(2 * kTooLong); }

Calendar::~Calendar() = default;

void Calendar::add_chunk(Bucket& bucket) {
  if (!free_) {
    // 4 KiB at first, then half of what there is, up to 64 KiB.
    const std::size_t count = std::clamp<std::size_t>(4 * memory_.size(), 8, 128);
    Chunk* const chunks = memory_.emplace_back(new Chunk[count]).get();
    for (std::size_t i = 0; i < count; ++i)
      chunks[i].next = i + 1 < count ? &chunks[i + 1] : nullptr;
    free_ = chunks;
  }
  Chunk* const chunk = free_;
  free_ = chunk->next;
  chunk->next = nullptr;
  if (bucket.first) {
    Chunk* const last = last_chunk(bucket);
    last->count = static_cast<std::size_t>(bucket.free - last->things);
    last->next = chunk;
  } else {
    bucket.first = chunk;
    const auto index = static_cast<std::size_t>(&bucket - buckets_.get());
    filled_[index / kBuckets] |= std::uint64_t{1} << (index % kBuckets);
    filled_rungs_ |= 1u << (index / kBuckets);
  }
  bucket.free = chunk->things;
}

void Calendar::free_chunks(const Bucket& bucket) {
  last_chunk(bucket)->next = free_;
  free_ = bucket.first;
}

void Calendar::set_limit() {
  limit_ = std::max(end_ + 1, std::min(near_.get() + capacity_, first_ + too_long_));
}

// Memory for a near future of `count` things.
void Calendar::reserve(std::size_t count) {
  const auto held = static_cast<std::size_t>(near_ ? end_ - first_ : 0);
  const std::size_t capacity = std::bit_ceil(1 + held + count);
  // What is not used yet stays untouched, and so takes no memory of the host.
  auto larger = std::make_unique_for_overwrite<Due[]>(capacity + kPrefetch + 2);
  larger[0].time = 0;  // stops push_near()
  std::copy_n(first_, held, larger.get() + 1);
  near_ = std::move(larger);
  capacity_ = capacity;
  first_ = near_.get() + 1;
  end_ = first_ + held;
  set_limit();
}

// The near future has come to its limit: it is too long, or its memory ends here, or neither, since
// its front has moved on.
void Calendar::make_room() {
  if (static_cast<std::size_t>(end_ - first_) >= too_long_) spill();
  const auto count = static_cast<std::size_t>(end_ - first_);
  if (2 * (1 + count) > capacity_) {
    reserve(2 * count);
  } else if (end_ + kTooLong > near_.get() + capacity_) {
    std::copy(first_, end_, near_.get() + 1);
    first_ = near_.get() + 1;
    end_ = first_ + count;
  }
  set_limit();
}

// The near future is too long to insert into: its later half goes to the rungs. Things of one time
// stay together; when all have the same time nothing can be done (nor need be: they are only
// appended).
void Calendar::spill() {
  Due* const middle = first_ + (end_ - first_) / 2;
  Due* cut = middle;
  while (cut != end_ && cut->time == cut[-1].time) ++cut;
  if (cut == end_) {
    cut = middle;
    while (cut != first_ && cut->time == cut[-1].time) --cut;
    if (cut == first_) {
      too_long_ = 2 * static_cast<std::size_t>(end_ - first_);
      return;
    }
  }
  if (!buckets_) buckets_ = std::make_unique<Bucket[]>(kRungs * kBuckets);
  if (filled_rungs_ == 0) {
    base_ = cut->time;
  } else if (cut->time < base_) {
    rebase(cut->time);
  }
  horizon_ = cut->time;
  for (const Due* due = cut; due != end_; ++due) push_far(*due);
  end_ = cut;
  too_long_ = kTooLong;
}

// Moves base_ back. What differs from it only in digits below the one in which it differs from
// `earlier` differs from `earlier` first in that one, and all in the same way: it becomes one
// bucket.
void Calendar::rebase(std::uint64_t earlier) {
  const unsigned top = rung_of(base_ ^ earlier);
  const std::size_t b = digit_of(base_, top);
  Bucket& target = buckets_[top * kBuckets + b];
  MUST(top == 0 || !target.first);  // rung 0 may hold base_ itself there
  for (unsigned r = 0; r < top; ++r) {
    for (std::uint64_t filled = filled_[r]; filled != 0; filled &= filled - 1) {
      Bucket& bucket = buckets_[r * kBuckets + static_cast<std::size_t>(std::countr_zero(filled))];
      if (target.first) {
        Chunk* const last = last_chunk(target);
        last->count = static_cast<std::size_t>(target.free - last->things);
        last->next = bucket.first;
      } else {
        target.first = bucket.first;
      }
      target.free = bucket.free;
      bucket = {};
    }
    filled_[r] = 0;
    filled_rungs_ &= ~(1u << r);
  }
  if (target.first) {
    filled_[top] |= std::uint64_t{1} << b;
    filled_rungs_ |= 1u << top;
  }
  base_ = earlier;
}

std::uint64_t Calendar::next_far_time() const {
  const auto r = static_cast<unsigned>(std::countr_zero(filled_rungs_));
  const auto b = static_cast<std::size_t>(std::countr_zero(filled_[r]));
  std::uint64_t earliest = kNever;
  for_each_run(buckets_[r * kBuckets + b], [&](const Due* due, const Due* end) {
    for (; due != end; ++due) earliest = std::min(earliest, due->time);
  });
  return earliest;
}

// The near future is used up: takes the first buckets, until it is long enough.
void Calendar::refill() {
  first_ = end_ = near_.get() + 1;
  too_long_ = kTooLong;
  do {
    const auto r = static_cast<unsigned>(std::countr_zero(filled_rungs_));
    const auto b = static_cast<std::size_t>(std::countr_zero(filled_[r]));
    Bucket& place = buckets_[r * kBuckets + b];
    const bool is_small = last_chunk(place) == place.first;
    if (end_ != first_ && !is_small) break;

    const Bucket bucket = std::exchange(place, {});
    filled_[r] &= filled_[r] - 1;
    if (filled_[r] == 0) filled_rungs_ &= ~(1u << r);
    const std::uint64_t span = std::uint64_t{1} << (kDigit * r);
    base_ =
        (base_ & ~(kBuckets * span - 1)) | (b * span);  // no digit is above rung 10: 64 * span is 0

    if (is_small || r == 0) {
      sort_into_near(bucket);
      horizon_ = base_ + span;
    } else if (const std::size_t count = count_up_to_wide(bucket);
               count <= kSparse || (count <= kWide && kShare * count <= far_count_)) {
      count_into_near(bucket, count, r);
      horizon_ = base_ + span;
    } else {
      for_each_run(bucket, [&](const Due* due, const Due* end) {
        far_count_ -= static_cast<std::size_t>(end - due);
        for (; due != end; ++due) push_far(*due);
      });
    }
    free_chunks(bucket);
  } while (static_cast<std::size_t>(end_ - first_) < kLongEnough && filled_rungs_ != 0);
  if (filled_rungs_ == 0) horizon_ = kNever;
  set_limit();
  const auto soon = std::min<std::ptrdiff_t>(kPrefetch, end_ - first_);
  for (std::ptrdiff_t i = 0; i < soon; ++i) __builtin_prefetch(first_[i].thing);
}

// How many things are in a bucket, or more than kWide.
std::size_t Calendar::count_up_to_wide(const Bucket& bucket) {
  Chunk* const last = last_chunk(bucket);
  auto count = static_cast<std::size_t>(bucket.free - last->things);
  for (const Chunk* chunk = bucket.first; chunk != last && count <= kWide; chunk = chunk->next) {
    count += chunk->count;
  }
  return count;
}

// Things that are few, or of one time.
void Calendar::sort_into_near(const Bucket& bucket) {
  for_each_run(bucket, [&](const Due* due, const Due* end) {
    const std::ptrdiff_t more = end - due;
    if (near_.get() + capacity_ - end_ < more) reserve(static_cast<std::size_t>(more));
    far_count_ -= static_cast<std::size_t>(more);
    for (; due != end; ++due) insert(end_++, *due);
  });
}

// Things that differ only in digits below `rung`: to where the highest of them puts them, then the
// few steps to their places.
void Calendar::count_into_near(const Bucket& bucket, std::size_t count, unsigned rung) {
  if (capacity_ < 1 + count) reserve(count);
  const unsigned digit = rung - 1;
  std::size_t place[kBuckets] = {};
  for_each_run(bucket, [&](const Due* due, const Due* end) {
    for (; due != end; ++due) ++place[digit_of(due->time, digit)];
  });
  std::size_t before = 0;
  for (std::size_t& things : place) before += std::exchange(things, before);
  for_each_run(bucket, [&](const Due* due, const Due* end) {
    for (; due != end; ++due) first_[place[digit_of(due->time, digit)]++] = *due;
  });
  end_ = first_ + count;
  if (digit > 0) {
    for (Due* due = first_; due != end_; ++due) insert(due, *due);
  }
  far_count_ -= count;
  too_long_ = std::max(kTooLong, count + kLongEnough);
}

}  // namespace giosim::sim
