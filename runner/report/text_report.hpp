// TextReport: the story of a run for somebody at a terminal, 80 columns wide.
//
// One line for each fact (when, who, what, by which rule) under a heading for each machine and
// phase, and below it what changed: "+" a new row, "-" a row that is gone, "~" changed cells. What a
// command printed stands as it was printed, behind a bar; it alone may be wider.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "base/row.hpp"
#include "runner/report/narrator.hpp"
#include "runner/report/phase.hpp"
#include "runner/report/state_mirror.hpp"
#include "sim/trace.hpp"

namespace giosim {

namespace report {

enum class Color { off, on };

enum class Detail {
  brief,  // decisions and trouble only; of many alike the first few, and how many more
  story,  // all but the plumbing
  all
};

class TextReport : public sim::TraceSink {
 public:
  // The stream must outlive the report.
  TextReport(std::ostream& out, Detail detail, Color color)
      : out_(out), detail_(detail), color_(color) {}

  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void fact(const sim::Stamped& stamped) override;

  // The last line: how much was left out. False when the stream has failed at any moment.
  bool finish();

 private:
  bool shown(Weight weight) const;
  bool one_of_many(std::string_view kind);
  void heading(const sim::Stamped& stamped, Phase phase);
  void many_more();
  void line(const sim::Stamped& stamped, const Telling& telling);
  void output(const Screen& screen);
  void changes(const sim::Stamped& stamped);
  void change(const RowDelta& delta);
  std::string painted(std::string_view text, std::string_view paint) const;

  std::ostream& out_;
  Detail detail_;
  Color color_;
  StateMirror mirror_;
  PhaseTracker phases_;
  std::string chapter_;                              // the heading that is on: machine and boot
  Phase phase_ = Phase::off;                         // and its phase
  std::map<std::string_view, std::uint64_t> alike_;  // kinds told under this heading
  std::uint64_t facts_ = 0;
  std::uint64_t left_out_ = 0;
};

// The document's notation, one record a line, in the order given: "<0/4/1/0, lan, 1>".
std::string ioconfig_listing(std::span<const IoconfigRow> records);

}  // namespace report

template <>
inline constexpr auto kWords<report::Detail> = WordTable<3>{"brief", "story", "all"};

}  // namespace giosim
