#include "gio/number_set.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "base/must.hpp"
#include "tests/property.hpp"

using namespace giosim;
using giosim::gio::NumberSet;

namespace {

std::int32_t lowest_missing_in(const std::set<std::int32_t>& numbers, std::int32_t floor) {
  while (numbers.contains(floor)) ++floor;
  return floor;
}

}  // namespace

TEST_CASE("the lowest missing number is the first gap at or above the floor", "[gio]") {
  NumberSet numbers;
  for (std::int32_t number : {0, 1, 2, 5, 6, 9}) numbers.insert(number);

  CHECK(numbers.lowest_missing() == 3);
  CHECK(numbers.lowest_missing(5) == 7);
  CHECK(numbers.lowest_missing(8) == 8);
  CHECK(numbers.lowest_missing(9) == 10);
  CHECK(numbers.highest() == 9);
}

TEST_CASE("a number is taken once and released once", "[gio]") {
  NumberSet numbers;
  numbers.insert(4);

  CHECK_THROWS_AS(numbers.insert(4), Bug);
  CHECK_THROWS_AS(numbers.insert(-1), Bug);
  CHECK_THROWS_AS(numbers.erase(3), Bug);
  numbers.erase(4);
  CHECK(numbers.empty());
  CHECK_THROWS_AS(numbers.highest(), Bug);
}

TEST_CASE("a set of numbers is the same as a naive one after any 100000 histories", "[gio]") {
  check_property({.values = 100'000, .size = 25}, [](const std::vector<std::uint8_t>& history) {
    NumberSet numbers;
    std::set<std::int32_t> naive;
    for (const std::uint8_t toggled : history) {
      const std::int32_t number = toggled % 16;
      if (naive.contains(number)) {
        numbers.erase(number);
        naive.erase(number);
      } else {
        numbers.insert(number);
        naive.insert(number);
      }
    }
    RC_ASSERT(numbers.empty() == naive.empty());
    if (!naive.empty()) RC_ASSERT(numbers.highest() == *naive.rbegin());
    for (std::int32_t number = 0; number <= 16; ++number) {
      RC_ASSERT(numbers.contains(number) == naive.contains(number));
      RC_ASSERT(numbers.lowest_missing(number) == lowest_missing_in(naive, number));
    }
  });
}

TEST_CASE("a million numbers in a row are given one after the other", "[gio]") {
  constexpr std::int32_t kMillion = 1'000'000;
  NumberSet upwards, downwards;

  for (std::int32_t number = 0; number < kMillion; ++number) {
    const std::int32_t lowest = upwards.lowest_missing();
    if (lowest != number) FAIL("the lowest missing number is " << lowest);
    upwards.insert(lowest);
  }
  for (std::int32_t number = kMillion; number-- > 0;) downwards.insert(number);

  CHECK(upwards.lowest_missing() == kMillion);
  CHECK(downwards.lowest_missing() == kMillion);
}

TEST_CASE("among a million runs the lowest missing number is found without a walk", "[gio]") {
  constexpr std::int32_t kRuns = 500'000;
  NumberSet numbers;
  for (std::int32_t run = 0; run < kRuns; ++run) numbers.insert(2 * run);

  // A walk over the runs would need 10^11 steps here, and would not end within this test's time.
  std::int32_t gaps = 0;
  for (std::int32_t run = kRuns; run-- > 0;)
    if (numbers.lowest_missing(2 * run) == 2 * run + 1) ++gaps;
  CHECK(gaps == kRuns);

  for (std::int32_t run = 0; run < kRuns; ++run) numbers.insert(numbers.lowest_missing());
  CHECK(numbers.lowest_missing() == 2 * kRuns);
}
