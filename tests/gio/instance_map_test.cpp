#include "gio/instance_map.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <vector>

#include "base/must.hpp"
#include "tests/property.hpp"

using namespace giosim;
using giosim::gio::InstanceMap;

namespace {

const HwPath kHome = "0/1/1/0", kElsewhere = "0/4/1/0";

// The states of the numbers by hand: what the picture in gio/instance_map.hpp says.
class Naive {
 public:
  NumberState operator[](int number) const {
    const auto found = states_.find(number);
    return found == states_.end() ? NumberState::free : found->second;
  }
  void set(int number, NumberState state) {
    if (state == NumberState::free)
      states_.erase(number);
    else
      states_[number] = state;
    if (state == NumberState::reserved) highest_reserved_ = std::max(highest_reserved_, number);
  }
  int lowest_free(int floor) const {
    while ((*this)[floor] != NumberState::free) ++floor;
    return floor;
  }
  int highest_reserved() const { return highest_reserved_; }

 private:
  std::map<int, NumberState> states_;
  int highest_reserved_ = -1;
};

struct Change {
  std::vector<NumberState> from;
  NumberState to;
  void (*apply)(InstanceMap&, Instance);
};

using enum NumberState;

const Change kChanges[] = {
    {{free, recorded}, reserved, [](InstanceMap& map, Instance n) { map.reserve(n, kHome); }},
    {{free}, recorded, [](InstanceMap& map, Instance n) { map.record(n, kHome); }},
    {{recorded}, free, [](InstanceMap& map, Instance n) { map.forget_record(n); }},
    {{free, recorded}, initial, [](InstanceMap& map, Instance n) { map.take_initial(n, kHome); }},
    {{reserved}, reassigned, [](InstanceMap& map, Instance n) { map.hand_over(n, kElsewhere); }},
    {{reassigned}, reserved, [](InstanceMap& map, Instance n) { map.take_back(n, kHome); }},
    {{initial}, given_up, [](InstanceMap& map, Instance n) { map.give_up(n); }},
    {{initial, given_up}, free, [](InstanceMap& map, Instance n) { map.release(n); }},
    {{given_up}, initial, [](InstanceMap& map, Instance n) { map.retake(n, kHome); }},
};

bool can(const Change& change, NumberState state) {
  return std::ranges::find(change.from, state) != change.from.end();
}

// O3: whoever allocates and whoever checks see the same numbers.
void must_agree(const InstanceMap& map, const Naive& naive) {
  for (int number = 0; number < 10; ++number) {
    RC_ASSERT(map.state(Instance{number}) == naive[number]);
    RC_ASSERT((map.slot(Instance{number}) == nullptr) == (naive[number] == free));
  }
  RC_ASSERT(map.lowest_free() == Instance{naive.lowest_free(0)});
  RC_ASSERT(map.lowest_free_above_reserved() ==
            Instance{naive.lowest_free(naive.highest_reserved() + 1)});
}

}  // namespace

TEST_CASE("the numbers of a class are as the picture says after any 100000 histories", "[gio]") {
  check_property({.values = 100'000, .size = 20}, [](const std::vector<std::uint8_t>& history) {
    InstanceMap map;
    Naive naive;
    for (const std::uint8_t step : history) {
      const int number = step % 8;
      const Change& change = kChanges[step / 8 % std::size(kChanges)];
      if (!can(change, naive[number])) continue;
      change.apply(map, Instance{number});
      naive.set(number, change.to);
    }
    must_agree(map, naive);
  });
}

TEST_CASE("no change is made from a state that the picture does not name", "[gio]") {
  constexpr Instance kNumber{5};
  for (const NumberState state :
       {NumberState::free, reserved, initial, reassigned, recorded, given_up}) {
    for (const Change& change : kChanges) {
      if (can(change, state)) continue;
      InstanceMap map;
      if (state == reserved || state == reassigned) map.reserve(kNumber, kHome);
      if (state == initial || state == given_up) map.take_initial(kNumber, kHome);
      if (state == reassigned) map.hand_over(kNumber, kElsewhere);
      if (state == recorded) map.record(kNumber, kHome);
      if (state == given_up) map.give_up(kNumber);
      REQUIRE(map.state(kNumber) == state);

      INFO("from " << word(state) << " to " << word(change.to));
      CHECK_THROWS_AS(change.apply(map, kNumber), Bug);
      CHECK(map.state(kNumber) == state);
    }
  }
}

TEST_CASE("a number has one holder, and a reserved one is never given at scan", "[gio]") {
  InstanceMap map;
  map.reserve(Instance{0}, kHome);

  CHECK(map.lowest_free() == Instance{1});
  CHECK_THROWS_AS(map.take_initial(Instance{0}, kElsewhere), Bug);
  map.hand_over(Instance{0}, kElsewhere);
  CHECK_THROWS_AS(map.hand_over(Instance{0}, kHome), Bug);
  CHECK(map.slot(Instance{0})->hw_path == kElsewhere);
}

TEST_CASE("a recorded number is taken only by the path that it is recorded for", "[gio]") {
  InstanceMap map;
  map.record(Instance{3}, kHome);

  CHECK_THROWS_AS(map.take_initial(Instance{3}, kElsewhere), Bug);
  map.take_initial(Instance{3}, kHome);
  CHECK(map.state(Instance{3}) == initial);
}

TEST_CASE("a hand-over leaves the reserved range as it was", "[gio]") {
  InstanceMap map;
  map.reserve(Instance{7}, kHome);
  map.hand_over(Instance{7}, kElsewhere);

  CHECK(map.lowest_free() == Instance{0});
  CHECK(map.lowest_free_above_reserved() == Instance{8});
}

TEST_CASE("a class is full behind the largest instance", "[gio]") {
  InstanceMap map;
  map.reserve(Instance{kMaxInstance}, kHome);

  CHECK(map.lowest_free() == Instance{0});
  CHECK_FALSE(map.lowest_free_above_reserved().has_value());
  CHECK_THROWS_AS(map.record(Instance{kMaxInstance + 1}, kHome), Bug);
  CHECK_THROWS_AS(map.record(kNoInstance, kHome), Bug);
}

TEST_CASE("a million instances are given without a walk over those before", "[gio]") {
  constexpr std::int32_t kMillion = 1'000'000;
  InstanceMap map;
  for (std::int32_t number = 0; number < kMillion; number += 1000)
    map.reserve(Instance{number}, kHome);

  // Walking from 0 each time would be 5 * 10^11 steps, and would not end within this test's time.
  for (std::int32_t given = 0; given < kMillion - kMillion / 1000; ++given)
    map.take_initial(*map.lowest_free(), kElsewhere);

  CHECK(map.lowest_free() == Instance{kMillion});
  CHECK(map.state(Instance{999'000}) == reserved);
  CHECK(map.state(Instance{999'999}) == initial);
}
