// Trace: how the mechanism states facts, and how listeners hear them.
//
// The mechanism knows a Trace and nothing behind it: no level, no format, no file. A fact is
// stamped (time, sequence, machine, boot, actor, cause) and handed to every listener alike.
// State changes are told before their fact: put(row), drop(row), then record(fact).
// With no listener a record costs one branch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fact.hpp"
#include "base/row.hpp"
#include "sim/kernel.hpp"

namespace giosim::sim {

// Which life of which machine a fact belongs to.
struct Life {
  std::string machine;
  int boot = 0;       // counts power-ons; 0 before the first
  Time powered_on{};  // start of this boot; facts of a machine that is off belong to the last one
};

struct Stamped {
  Time time{};
  std::uint64_t seq = 0;  // 1, 2, 3 … over the whole run
  const Life* life = nullptr;
  std::string_view actor;  // the process that stated it; "operator" for the scenario's own steps
  std::uint64_t cause = 0;  // seq of the fact that made this one happen; 0: none
  const giosim::Fact* fact = nullptr;
};

enum class RowChange { put, drop };

class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual void fact(const Stamped& stamped) = 0;
  // Belongs to the next fact of the run. A dropped row has only its key filled.
  virtual void row(const Life& life, RowChange change, const Row& row) {
    static_cast<void>(life), static_cast<void>(change), static_cast<void>(row);
  }
  // A module let a row decide that it does not change now. Only told to a sink that was attached
  // with watch_looks().
  virtual void look(const Life& life, const Row& row) {
    static_cast<void>(life), static_cast<void>(row);
  }
};

// One for a whole simulation: gives out sequence numbers and holds the listeners.
class Recorder {
 public:
  explicit Recorder(Kernel& kernel) : kernel_(kernel) {}
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // The sink must outlive the recorder or be detached.
  void attach(TraceSink& sink) { sinks_.push_back(&sink); }
  void detach(TraceSink& sink) { std::erase(sinks_, &sink); }

  // The one sink that hears of looks, too.
  void watch_looks(TraceSink& sink) { looks_ = &sink; }

  bool listened() const { return !sinks_.empty(); }
  bool looks_watched() const { return looks_ != nullptr; }
  std::uint64_t last_seq() const { return seq_; }
  Time now() const { return kernel_.now(); }

  void record(const Life& life, const giosim::Fact& fact);
  void row(const Life& life, RowChange change, const Row& row);
  void look(const Life& life, const Row& row) { looks_->look(life, row); }

 private:
  Kernel& kernel_;
  std::vector<TraceSink*> sinks_;
  TraceSink* looks_ = nullptr;
  std::uint64_t seq_ = 0;
};

// What one machine says. Lives as long as the machine; its modules hold a reference.
class Trace {
 public:
  Trace(Recorder& recorder, std::string machine)
      : recorder_(recorder), life_{std::move(machine), 0, {}} {}

  void powered_on() {
    ++life_.boot;
    life_.powered_on = recorder_.now();
  }

  bool listened() const { return recorder_.listened(); }
  const Life& life() const { return life_; }

  template <class AnyFact>
  void record(AnyFact&& fact) {
    if (recorder_.listened()) recorder_.record(life_, giosim::Fact(std::forward<AnyFact>(fact)));
  }
  template <class AnyRow>
  void put(const AnyRow& row) {
    if (recorder_.listened()) recorder_.row(life_, RowChange::put, Row(row));
  }
  template <class AnyRow>
  void drop(const AnyRow& row) {
    if (recorder_.listened()) recorder_.row(life_, RowChange::drop, Row(row));
  }
  // This row, which the caller leaves as it is, decides what it does: for an explorer, that has to
  // know what a step read. What a step puts or drops it has read anyway.
  template <class AnyRow>
  void look(const AnyRow& row) {
    if (recorder_.looks_watched()) recorder_.look(life_, Row(row));
  }
  bool looks_watched() const { return recorder_.looks_watched(); }

 private:
  Recorder& recorder_;
  Life life_;
};

}  // namespace giosim::sim
