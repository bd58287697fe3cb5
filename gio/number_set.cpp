#include "gio/number_set.hpp"

#include <iterator>

#include "base/must.hpp"

namespace giosim::gio {

bool NumberSet::contains(Number number) const {
  const auto after = runs_.upper_bound(number);
  return after != runs_.begin() && std::prev(after)->second >= number;
}

void NumberSet::insert(Number number) {
  MUST(number >= 0);
  const auto after = runs_.upper_bound(number);
  const auto before = after == runs_.begin() ? runs_.end() : std::prev(after);
  MUST(before == runs_.end() || before->second < number);

  const bool joins_before = before != runs_.end() && before->second == number - 1;
  const bool joins_after = after != runs_.end() && after->first == number + 1;
  const Number last = joins_after ? after->second : number;
  if (joins_before)
    before->second = last;
  else
    runs_.emplace_hint(after, number, last);
  if (joins_after) runs_.erase(after);
}

void NumberSet::erase(Number number) {
  MUST(contains(number));
  const auto run = std::prev(runs_.upper_bound(number));
  const auto [first, last] = *run;
  if (last > number) runs_.emplace_hint(std::next(run), number + 1, last);
  if (first < number)
    run->second = number - 1;
  else
    runs_.erase(run);
}

NumberSet::Number NumberSet::lowest_missing(Number floor) const {
  const auto after = runs_.upper_bound(floor);
  if (after == runs_.begin()) return floor;
  const Number last = std::prev(after)->second;
  return last >= floor ? last + 1 : floor;
}

NumberSet::Number NumberSet::highest() const {
  MUST(!runs_.empty());
  return std::prev(runs_.end())->second;
}

}  // namespace giosim::gio
