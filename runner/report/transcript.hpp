// Transcript: the run as text in HTML, for paper and for a browser without scripts.
//
// Every fact is told as the page tells it: its sentence, what changed, what was considered and the
// rule; the document's sentence stands where a section first applies the rule. It is the fallback
// of html_page.hpp, whose script shows the same from the trace.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runner/report/json_trace.hpp"
#include "runner/report/narrator.hpp"
#include "runner/report/phase.hpp"
#include "runner/report/state_mirror.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

class Transcript : public sim::TraceSink {
 public:
  explicit Transcript(std::optional<HeaderLesson> lesson = {});

  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void fact(const sim::Stamped& stamped) override;

  // Behind the last step: what has failed, and what to take home from a lesson.
  void finish(const std::vector<std::string>& failures);

  // Markup without a frame, to be put into a page.
  const std::string& text() const { return text_; }

  std::uint64_t decisions() const { return decisions_; }

 private:
  void section(const sim::Stamped& stamped);
  void changes(const sim::Stamped& stamped);
  void decision(const Fact& fact);
  void rule_applied(std::string_view id);

  std::optional<HeaderLesson> lesson_;
  std::string text_;
  std::string section_;
  std::set<std::string_view> quoted_;  // the rules whose sentence this section has already
  StateMirror mirror_;
  PhaseTracker phases_;
  std::uint64_t decisions_ = 0;
};

}  // namespace giosim::report
