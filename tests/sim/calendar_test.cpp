#include "sim/calendar.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

using giosim::sim::Calendar;

namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }

 private:
  std::uint64_t state_;
};

constexpr int kDelayKinds = 8;

std::uint64_t draw_delay(int kind, Random& random) {
  switch (kind) {
    case 0:
      return random.below(4);  // nearly all are ties
    case 1:
      return 1000;  // lock-step
    case 2:
      return random.below(1'000'000);  // uniform
    case 3:
      return std::uint64_t{1} << random.below(40);  // powers of two
    case 4:
      return random.below(std::uint64_t{1} << random.below(45));  // log-uniform
    case 5:
      return random.below(10) == 0 ? 10'000'000 : 1000;  // bimodal
    case 6:
      return 256 * random.below(3) + (random.below(2) ? 0 : 255);  // edges of buckets
    default:
      return random.below(50) == 0 ? random.below(1'000'000'000'000) : random.below(300);
  }
}

// The same calls on a calendar and on the plainest model there is.
class Twins {
 public:
  void push(std::uint64_t time) {
    calendar.push(time, thing(sequence_));
    model.emplace(std::pair(time, sequence_), sequence_);
    ++sequence_;
  }

  void pop() {
    REQUIRE(!calendar.empty());
    const auto [key, id] = *model.begin();
    model.erase(model.begin());
    const Calendar::Due due = calendar.pop();
    REQUIRE(due.time == key.first);
    REQUIRE(due.thing == thing(id));
    REQUIRE(calendar.has_another_at(due.time) ==
            (!model.empty() && model.begin()->first.first == due.time));
    popped = due.time;
  }

  void peek() const {
    REQUIRE(calendar.empty() == model.empty());
    if (!model.empty()) REQUIRE(calendar.next_time() == model.begin()->first.first);
  }

  template <class Predicate>
  void remove_if(Predicate gone) {
    calendar.remove_if([&](void* t) { return gone(reinterpret_cast<std::uintptr_t>(t) / 64); });
    std::erase_if(model, [&](const auto& item) { return gone(item.second); });
  }

  Calendar calendar;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> model;
  std::uint64_t popped = 0;

 private:
  static void* thing(std::uint64_t id) { return reinterpret_cast<void*>(id * 64); }
  std::uint64_t sequence_ = 1;
};

}  // namespace

TEST_CASE("the calendar gives what a sorted map with sequence numbers gives", "[sim]") {
  for (std::uint64_t seed = 1; seed <= 160; ++seed) {
    Random random(seed);
    const int kind = static_cast<int>(seed % kDelayKinds);
    const std::uint64_t target = std::uint64_t{1} << random.below(12);
    INFO("seed " << seed << ", delays of kind " << kind << ", about " << target << " things");
    Twins twins;
    std::uint64_t now = random.below(2) ? 0 : random.next() >> 20;
    for (int step = 0; step < 4000; ++step) {
      const bool grow = twins.model.size() < target;
      const std::uint64_t action = random.below(100);
      if (action < 2) {  // a burst, some of it at one time
        const std::uint64_t at = now + draw_delay(kind, random);
        for (std::uint64_t n = random.below(200); n > 0; --n) {
          twins.push(random.below(3) ? at : now + draw_delay(kind, random));
        }
      } else if (action < 4 && !twins.model.empty()) {
        // A thing that surfaces and is not counted: the clock stays behind what was popped.
        twins.pop();
      } else if (action < 8) {
        twins.peek();
      } else if (action < 8 + (grow ? 60u : 42u) || twins.model.empty()) {
        twins.push(now + draw_delay(kind, random));
      } else {
        twins.pop();
        now = std::max(now, twins.popped);
      }
      if (step % 1000 == 999) {
        const std::uint64_t divisor = 2 + random.below(5);
        twins.remove_if([&](std::uint64_t id) { return id % divisor == 0; });
      }
    }
    while (!twins.model.empty()) {
      twins.pop();
      if (random.below(8) == 0) twins.peek();
    }
    REQUIRE(twins.calendar.empty());
  }
}

TEST_CASE("a calendar takes pushes far before what it has shown last", "[sim]") {
  Twins twins;
  for (std::uint64_t i = 0; i < 5000; ++i) twins.push(1'000'000'000 + i * 7919 % 100'003);
  twins.pop();
  for (std::uint64_t i = 0; i < 5000; ++i) twins.push(i * 104'729 % 1'000'003);
  for (std::uint64_t i = 0; i < 100; ++i) twins.push(5);
  while (!twins.model.empty()) twins.pop();
}

TEST_CASE("a calendar holds the last time there is", "[sim]") {
  Twins twins;
  const std::uint64_t last = std::numeric_limits<std::int64_t>::max();
  for (std::uint64_t i = 0; i < 300; ++i) twins.push(last - i % 3);
  for (std::uint64_t i = 0; i < 300; ++i) twins.push(i);
  while (!twins.model.empty()) twins.pop();
}
