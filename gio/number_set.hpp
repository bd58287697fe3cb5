// NumberSet: which numbers of a class are taken, as runs without a gap.
//
// Numbers are taken mostly one after the other, so a million of them are a handful of runs.
// Lowest free, take and release cost O(log runs).
#pragma once

#include <cstdint>
#include <map>

namespace giosim::gio {

class NumberSet {
 public:
  using Number = std::int32_t;

  bool contains(Number number) const;
  void insert(Number number);  // MUST: not yet there
  void erase(Number number);   // MUST: there
  bool empty() const { return runs_.empty(); }

  // The lowest number at or above `floor` that is not in the set.
  Number lowest_missing(Number floor = 0) const;

  // MUST: not empty.
  Number highest() const;

 private:
  std::map<Number, Number> runs_;  // first -> last, never touching each other
};

}  // namespace giosim::gio
