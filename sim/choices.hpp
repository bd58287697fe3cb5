// Choices: the one object that is asked whatever a scenario does not determine.
//
// Which of the ready processes runs next, how long a latency within a range takes, whether the
// power fails here: each is a number below `options`, asked in a defined order. A run is hence a
// scenario plus a list of small integers, and list() is that list ("0.2.1"; the zeros at its end
// are dropped, since 0 is always the plain course of events).
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace giosim::sim {

enum class ChoiceKind : std::uint8_t { order, latency, fault, other };
std::string_view name_of(ChoiceKind kind);

// A list of choices does not fit the run. The sentence says which position, which value, how
// many options there were, and what was asked.
class ChoiceError : public std::runtime_error {
 public:
  explicit ChoiceError(const std::string& sentence) : std::runtime_error(sentence) {}
};

using ChoiceList = std::vector<std::uint32_t>;

// "0.2.1" → {0, 2, 1}; the empty text → {}. The error is a sentence.
std::expected<ChoiceList, std::string> parse_choices(std::string_view text);
std::string to_string(const ChoiceList& list);  // zeros at the end dropped; "" when all are 0

class Choices {
 public:
  virtual ~Choices() = default;
  Choices() = default;
  Choices(const Choices&) = delete;
  Choices& operator=(const Choices&) = delete;

  // A number below `options`. With one option nothing is asked and nothing is recorded.
  std::size_t pick(std::size_t options, ChoiceKind kind, std::string_view what);

  // Every choice made so far in this run.
  const ChoiceList& made() const { return made_; }
  std::string list() const { return to_string(made_); }

  // From now on nobody is asked how long something takes: it is the shortest. For a kernel that is
  // steered (sim/steering.hpp), where every order is open whatever the latencies are.
  void latencies_are_orders() { latencies_are_orders_ = true; }

  // True: every pick is 0, so the kernel need not ask for the order of ready processes, and the
  // list of such a run is empty.
  virtual bool always_in_order() const { return false; }

  // Called when a run has ended well: throws ChoiceError if choices are left over.
  virtual void end_of_run() const {}

 protected:
  virtual std::size_t decide(std::size_t options, ChoiceKind kind, std::string_view what) = 0;
  ChoiceList made_;

 private:
  bool latencies_are_orders_ = false;
};

// First come, first served; the smallest latency; no fault.
class InOrder final : public Choices {
 public:
  bool always_in_order() const override { return true; }

 protected:
  std::size_t decide(std::size_t, ChoiceKind, std::string_view) override { return 0; }
};

// Pseudo-random, the same on every machine for the same seed.
class Seeded final : public Choices {
 public:
  explicit Seeded(std::uint64_t seed) : state_(seed) {}

 protected:
  std::size_t decide(std::size_t options, ChoiceKind, std::string_view) override;

 private:
  std::uint64_t state_;
};

// The run that a list describes. Behind the end of the list every choice is 0.
class Replayed final : public Choices {
 public:
  explicit Replayed(ChoiceList list);
  void end_of_run() const override;

 protected:
  std::size_t decide(std::size_t options, ChoiceKind kind, std::string_view what) override;

 private:
  ChoiceList list_;
};

// Every run there is, one after the other, like an odometer whose last wheel turns first:
//   Exhaustive choices;
//   while (choices.next_run()) { ...run; each pick is asked of choices... }
class Exhaustive final : public Choices {
 public:
  // False when every combination has been run.
  bool next_run();

  // True when the next pick is one that no earlier run has made: what comes before is a replay.
  bool at_frontier() const { return made_.size() >= wheels_.size(); }

  std::uint64_t runs() const { return runs_; }

 protected:
  std::size_t decide(std::size_t options, ChoiceKind kind, std::string_view what) override;

 private:
  struct Wheel {
    std::uint32_t value;
    std::uint32_t options;
  };
  std::vector<Wheel> wheels_;  // of this run: the replayed ones, then those that are new
  std::uint64_t runs_ = 0;
};

}  // namespace giosim::sim
