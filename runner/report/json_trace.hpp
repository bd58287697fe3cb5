// JsonTrace: the whole run as JSON Lines, schema giosim.trace/1 (docs/TRACE.md).
//
// Line 1 is a header, then one line for each fact, then a footer with the hash of the final
// state. Equal runs give equal bytes. The cost of a fact does not grow with the machine: only
// what changed is written.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "gio/policy.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/narrator.hpp"
#include "runner/report/phase.hpp"
#include "runner/report/spans.hpp"
#include "runner/report/state_mirror.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

inline constexpr std::string_view kTraceSchema = "giosim.trace/1";

// Of a scenario that is a lesson: what to tell before its first step and behind its last.
struct HeaderLesson {
  std::int64_t number = 0;
  std::string title, goal, before, summary;
  std::vector<std::string> ask = {};  // the machines whose decisions are asked; empty: all
  std::vector<HwPath> ask_at = {};    // the devices; empty: all
};

// What the header says about the run.
struct TraceHeader {
  std::string engine;         // "giosim 1.0"
  std::string scenario;       // its name
  std::string source;         // its file; may be empty
  std::string scenario_text;  // hashed, not written
  std::string choices;        // "0.2.1"; empty: no choice departs from the first
  gio::Policies policies;     // those that are not the default are written
  std::optional<HeaderLesson> lesson = {};
};

class JsonTrace : public sim::TraceSink {
 public:
  // Writes the header. The stream must outlive the trace.
  JsonTrace(std::ostream& out, const TraceHeader& header);

  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void fact(const sim::Stamped& stamped) override;

  // Writes the footer, with the sentences of what has failed, and all that is not yet written. False
  // when the stream has failed, at any moment of the run; what came after that is not in the file.
  bool finish(const std::vector<std::string>& failures = {});

  bool failed() const;

 private:
  void span(const sim::Stamped& stamped, const Telling& telling);
  void links(const sim::Stamped& stamped);
  void delta(const sim::Stamped& stamped);
  void decision(const sim::Stamped& stamped);
  void flush();

  std::ostream& out_;
  JsonWriter json_;
  StateMirror mirror_;
  PhaseTracker phases_;
  std::uint64_t events_ = 0;
  OpenSpans spans_;
};

// SHA-256 over the canonical JSON of a state: {machine: {table: {key: {field: cell}}}}, keys in
// the order of their bytes, no blanks, nothing for what is empty.
std::string state_sha256(const StateMirror& state);

}  // namespace giosim::report
