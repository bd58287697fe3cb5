// Lecture: a run as it is taught: one step for each fact, with its sentence, its rule, what made it
// happen, what it rests on, the numbers considered and what changed.
//
// It is read from a trace (docs/TRACE.md), from a file or fresh from a run: who teaches needs
// nothing but what everybody can see. The state at any step is folded from the changes, forwards
// and backwards.
#pragma once

#include <cstdint>
#include <expected>
#include <istream>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runner/report/cell.hpp"
#include "runner/report/narrator.hpp"

namespace giosim::report {

// The cells of a row, or the fields of a fact, in the order of the trace.
using Cells = std::vector<std::pair<std::string, Cell>>;

const Cell* cell_in(const Cells& cells, std::string_view name);
std::string text_in(const Cells& cells, std::string_view name);  // "" when there is none
std::optional<std::int64_t> number_in(const Cells& cells, std::string_view name);

// One cell, or with an empty field a whole row: no before, it is new; no after, it is gone.
struct StepChange {
  std::string table, key;
  std::string field;
  Cell before, after;
  std::optional<Cells> row_before, row_after;
};

struct Considered {
  std::string value;  // "1", or a run of numbers: "3..17"
  bool chosen = false;
  std::string why;

  std::int64_t first() const;
  std::int64_t last() const;
};

struct Decision {
  std::string ask;
  std::vector<Considered> considered;

  const Considered& chosen() const;
};

struct LectureStep {
  std::uint64_t seq = 0;
  std::int64_t since_power_on_ns = 0;
  std::string machine;
  std::int64_t boot = 0;
  std::string phase, component, actor, kind, sentence, subject, rule;
  Weight weight = Weight::step;
  std::uint64_t cause = 0;  // 0: nothing before it
  std::vector<std::uint64_t> links;
  std::vector<StepChange> changes;
  std::optional<Decision> decision;
  Cells fields;
};

// A rule of the rule book, as the trace brought it along.
struct TaughtRule {
  std::string title, plain, what_if, section, quote;
  std::int64_t line = 0;
  std::string reading_kind, reading, policy;  // the policy that chooses another reading
};

class Lecture {
 public:
  // The error says in which line, and what.
  static std::expected<Lecture, std::string> read(std::istream& trace);

  const std::string& name() const { return name_; }
  std::span<const LectureStep> steps() const { return steps_; }
  // From 1; it must exist.
  const LectureStep& step(std::uint64_t seq) const { return steps_.at(seq - 1); }
  const TaughtRule* rule(const std::string& id) const;
  // The reading of a policy that this run departs with; empty: its default.
  std::string departure(const std::string& policy) const;
  // "the drivers init, each at its own pace"
  std::string phase_title(const std::string& phase) const;

 private:
  std::string name_;
  std::vector<LectureStep> steps_;
  std::map<std::string, TaughtRule> rules_;
  std::map<std::string, std::string> phases_, policies_;
};

// Does this step merely come after that one, its cause? A process does one thing after the other, and
// what it did for one device is no reason for what it does for the next.
bool is_mere_sequence(const LectureStep& step, const LectureStep& cause);


// The state of all machines behind one step; 0: before the first.
class LectureState {
 public:
  using Table = std::map<std::string, Cells>;  // by key
  using Tables = std::map<std::string, Table>;  // by name

  explicit LectureState(const Lecture& lecture) : lecture_(lecture) {}

  void go_to(std::uint64_t seq);
  std::uint64_t at() const { return at_; }

  // No rows: the machine is off, or has none of them.
  const Table& table(const std::string& machine, const std::string& name) const;
  const Cells* row(const std::string& machine, const std::string& table,
                   const std::string& key) const;

 private:
  enum class Way { forwards, backwards };
  void fold(const LectureStep& step, Way way);

  const Lecture& lecture_;
  std::uint64_t at_ = 0;
  std::map<std::string, Tables> machines_;
};

}  // namespace giosim::report
