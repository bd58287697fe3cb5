// Calendar: things to come, ordered by time; things of the same time leave in the order in which
// they came.
//
// A radix ladder. The near future is a short sorted array: all things before `horizon_`. The rest
// stands on 11 rungs of 64 buckets, by the binary digits of time in groups of six: a thing's rung
// is the highest group in which its time differs from `base_`, its bucket is the value of that
// group. So the first bucket of the lowest rung holds the earliest of them. When the near future
// is used up, that bucket becomes the near future if it is small, or is spread over the rungs below
// it if it is not; a thing moves down two or three times in all.
//
// The order of things of the same time needs no number: a time has one place at any moment, a
// place is only appended to, and what moves keeps its order.
//
// The near future being an array, what comes soon is known and brought into the cache early:
// that is worth more than all else when there are many things.
//
// The time of a push may be anything, but it is cheap only where simulations push: not before
// what was popped last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

namespace giosim::sim {

class Calendar {
 public:
  struct Due {
    std::uint64_t time;
    void* thing;
  };

  Calendar();
  Calendar(const Calendar&) = delete;
  Calendar& operator=(const Calendar&) = delete;
  ~Calendar();

  bool empty() const { return first_ == end_ && filled_rungs_ == 0; }

  void push(std::uint64_t time, void* thing) {
    if (time < horizon_) {
      push_near({time, thing});
    } else {
      push_far({time, thing});
    }
  }

  // The earliest thing. The calendar must not be empty.
  Due pop() {
    if (first_ == end_) [[unlikely]]
      refill();
    __builtin_prefetch(first_[kPrefetch].thing);
    const Due due = *first_;
    first_->time = 0;  // stops push_near()
    ++first_;
    return due;
  }

  // After pop() at `time`: is there another one of that time?
  bool has_another_at(std::uint64_t time) const { return first_ != end_ && first_->time == time; }

  // When the earliest thing is due; changes nothing. The calendar must not be empty.
  std::uint64_t next_time() const { return first_ != end_ ? first_->time : next_far_time(); }

  // The n-th thing to come (0 is the next), or nullptr when it is not in the near future: to be
  // brought into the cache.
  void* ahead(std::size_t n) const { return first_ + n < end_ ? first_[n].thing : nullptr; }

  // To be called from time to time: gives back the memory of a burst of things of one time, when
  // it has passed.
  void rest() {
    if (capacity_ >= kLarge && first_ == end_) [[unlikely]]
      reserve(2 * kTooLong);
  }

  // Forgets each thing for which `gone(thing)` holds. Visits all of them, in no order.
  template <class Predicate>
  void remove_if(Predicate&& gone);

 private:
  static constexpr std::size_t kPrefetch = 8;     // so many things ahead
  static constexpr std::size_t kTooLong = 96;     // to insert into: the near future spills
  static constexpr std::size_t kLongEnough = 64;  // the near future takes no further bucket
  static constexpr unsigned kRungs = 11;
  static constexpr unsigned kDigit = 6;  // bits
  static constexpr std::size_t kBuckets = std::size_t{1} << kDigit;
  // A bucket of at most kSparse things becomes the near future rather than being spread: they would
  // come to lie nearly alone. So does one of at most kWide if it is a small share of all, since
  // then few will be pushed into it.
  static constexpr std::size_t kSparse = 128;
  static constexpr std::size_t kWide = 512;
  static constexpr std::size_t kShare = 16;
  static constexpr std::size_t kLarge = 8192;
  static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

  // Aligned to its size, so that the place behind its last thing shows that it is full.
  struct alignas(512) Chunk {
    static constexpr std::size_t kCapacity = 31;
    Chunk* next;
    std::size_t count;  // things, when it is no longer the last one of its bucket
    Due things[kCapacity];
  };
  static_assert(sizeof(Chunk) == 512);

  struct Bucket {
    Due* free = nullptr;  // behind the last thing
    Chunk* first = nullptr;
  };

  void push_near(Due due) {
    if (end_ == limit_) [[unlikely]] {
      make_room();
      if (due.time >= horizon_) return push_far(due);
    }
    insert(end_++, due);
  }

  // Into its place among the things before `at`. What was popped is followed by a time of 0 at the
  // latest.
  static void insert(Due* at, Due due) {
    for (; at[-1].time > due.time; --at) *at = at[-1];
    write(at, due);
  }

  // In one store: the loop above soon loads it in one piece, which two stores would delay.
  static void write(Due* at, Due due) {
    using Whole [[gnu::vector_size(16)]] = std::uint64_t;
    const Whole whole = {due.time, reinterpret_cast<std::uintptr_t>(due.thing)};
    std::memcpy(at, &whole, sizeof whole);
  }

  void push_far(Due due) {
    const unsigned r = rung_of(due.time ^ base_);
    Bucket& bucket = buckets_[r * kBuckets + digit_of(due.time, r)];
    if (is_full(bucket)) [[unlikely]]
      add_chunk(bucket);
    *bucket.free++ = due;
    ++far_count_;
  }

  static unsigned rung_of(std::uint64_t difference) {
    const auto highest_bit = static_cast<unsigned>(63 ^ __builtin_clzll(difference | 1));
    return highest_bit * 43 >> 8;  // divided by kDigit
  }
  static std::size_t digit_of(std::uint64_t time, unsigned rung) {
    return (time >> (kDigit * rung)) % kBuckets;
  }
  // An empty bucket is full too.
  static bool is_full(const Bucket& bucket) {
    return reinterpret_cast<std::uintptr_t>(bucket.free) % sizeof(Chunk) == 0;
  }
  static Chunk* last_chunk(const Bucket& bucket) {
    return reinterpret_cast<Chunk*>((reinterpret_cast<std::uintptr_t>(bucket.free) - 1) &
                                    ~(sizeof(Chunk) - 1));
  }

  void add_chunk(Bucket& bucket);
  void free_chunks(const Bucket& bucket);
  void set_limit();
  void make_room();
  void reserve(std::size_t count);
  void spill();
  void rebase(std::uint64_t earlier);
  void refill();
  void sort_into_near(const Bucket& bucket);
  void count_into_near(const Bucket& bucket, std::size_t count, unsigned rung);
  static std::size_t count_up_to_wide(const Bucket& bucket);
  std::uint64_t next_far_time() const;

  // Calls visit(begin, end) for every run of things, in order. It may overwrite them.
  template <class Visitor>
  static void for_each_run(const Bucket& bucket, Visitor&& visit) {
    Chunk* const last = last_chunk(bucket);
    Chunk* chunk = bucket.first;
    for (; chunk != last; chunk = chunk->next) {
      // No processor guesses where a list goes on.
      for (std::size_t line = 0; line < sizeof(Chunk); line += 64) {
        __builtin_prefetch(reinterpret_cast<const char*>(chunk->next) + line);
      }
      visit(chunk->things, chunk->things + chunk->count);
    }
    visit(last->things, bucket.free);
  }

  // The near future: [first_, end_), sorted. Before first_ stands a time of 0; limit_ is where
  // push_near() looks whether it has become too long. Some slack behind the end of the memory lets
  // pop() look ahead.
  Due* first_;
  Due* end_;
  Due* limit_;
  std::uint64_t horizon_ = kNever;

  // Everything from horizon_ on. base_ is no later than any of them.
  std::uint64_t base_ = 0;
  std::size_t far_count_ = 0;
  std::uint32_t filled_rungs_ = 0;     // one bit per rung
  std::uint64_t filled_[kRungs] = {};  // one bit per bucket
  std::unique_ptr<Bucket[]> buckets_;  // made when the first thing comes to them

  std::size_t too_long_ = kTooLong;
  std::unique_ptr<Due[]> near_;
  std::size_t capacity_ = 0;
  Chunk* free_ = nullptr;
  std::vector<std::unique_ptr<Chunk[]>> memory_;  // of all chunks
};

template <class Predicate>
void Calendar::remove_if(Predicate&& gone) {
  const auto sift = [&](Due* begin, Due* end) {
    Due* kept = begin;
    for (Due* at = begin; at != end; ++at) {
      if (!gone(at->thing)) *kept++ = *at;
    }
    return kept;
  };
  end_ = sift(first_, end_);
  for (unsigned r = 0; r < kRungs; ++r) {
    for (std::uint64_t filled = filled_[r]; filled != 0; filled &= filled - 1) {
      const auto b = static_cast<std::size_t>(__builtin_ctzll(filled));
      Bucket& bucket = buckets_[r * kBuckets + b];
      Chunk* const last = last_chunk(bucket);
      bool any = false;
      for (Chunk* chunk = bucket.first; chunk != last; chunk = chunk->next) {
        Due* const end = sift(chunk->things, chunk->things + chunk->count);
        far_count_ -= chunk->count - static_cast<std::size_t>(end - chunk->things);
        chunk->count = static_cast<std::size_t>(end - chunk->things);
        any |= chunk->count != 0;
      }
      Due* const end = sift(last->things, bucket.free);
      any |= end != last->things;
      far_count_ -= static_cast<std::size_t>(bucket.free - end);
      bucket.free = end;
      if (any) continue;
      free_chunks(bucket);
      bucket = {};
      filled_[r] &= ~(std::uint64_t{1} << b);
    }
    if (filled_[r] == 0) filled_rungs_ &= ~(1u << r);
  }
}

}  // namespace giosim::sim
