// Invariants: what holds in every run, checked by a listener (docs/RULES.md, chapter I).
//
// It keeps its own picture of each machine from facts and rows, and judges it after each fact;
// some sentences are judged when nothing is left to do (at_quiescence) or between two boots.
// They hold under the default readings; a scenario that takes another one may expect to see one
// broken. I9 is judged where the disk is, I13 by exploration.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"
#include "runner/report/boot_history.hpp"
#include "runner/report/picture.hpp"
#include "sim/trace.hpp"

namespace giosim {

namespace report {

struct InvariantLook;

enum class Moment { always, quiescence, two_boots, round_trip, n_boots };

struct Broken {
  std::string_view id;   // "I1"
  std::string sentence;  // with names: "lan0 is held by 0/4/1/0 and by 0/4/2/0."
  std::string machine;
  int boot = 0;
  std::uint64_t seq = 0;  // of the fact after which it was seen
};

class Invariants : public sim::TraceSink {
 public:
  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void fact(const sim::Stamped& stamped) override;

  // Nothing is left to happen on a machine that is on. To be called as often as one likes.
  void at_quiescence(const sim::Life& life);

  // In the order in which they were seen; one sentence only once in a boot, and not more than
  // kMostSentences.
  static constexpr std::size_t kMostSentences = 1000;
  const std::vector<Broken>& broken() const { return broken_; }

 private:
  friend struct InvariantLook;

  void note(std::string_view id, const sim::Life& life, std::string sentence);

  std::map<std::string, Picture> pictures_;
  BootHistory history_;
  std::vector<Broken> broken_;
  std::uint64_t last_seq_ = 0;
};

// One row for each invariant: when it is judged, and what must hold. The sentence stands in the
// rule of the same id (rules.hpp).
struct InvariantRow {
  std::string_view id;
  Moment when;
  void (*check)(const InvariantLook&);
};
std::span<const InvariantRow> invariant_table();

}  // namespace report

template <>
inline constexpr auto kWords<report::Moment> =
    WordTable<5>{"always", "quiescence", "two boots", "round trip", "n boots"};

}  // namespace giosim
