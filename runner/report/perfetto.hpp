// Perfetto: the whole run as a Chrome trace, which ui.perfetto.dev and chrome://tracing open.
//
// A boot of a machine is a process there, a component (lane) a thread of it. A fact is a slice, a call
// (spans.hpp) an asynchronous slice of its own, a decision of GIO's an instant, and what caused a fact
// is an arrow to it. The rule, the document's sentence, what changed and every number considered
// are the arguments of a slice.
//
// Times are microseconds since the start of the run. Facts of the same nanosecond follow each other by
// one, because slices of a thread must nest. A fact takes no time, but what has no width cannot be seen:
// a slice lasts until the next one of its thread, or kLongestSlice. Equal runs give equal bytes.
//
// The format: "Trace Event Format", Google, and Perfetto's page "External trace formats".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runner/report/json_writer.hpp"
#include "runner/report/narrator.hpp"
#include "runner/report/spans.hpp"
#include "runner/report/state_mirror.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

class Perfetto : public sim::TraceSink {
 public:
  static constexpr std::int64_t kLongestSlice = 50'000;  // ns

  // Writes the head. The stream must outlive it; whether it took everything is for its owner to see.
  explicit Perfetto(std::ostream& out);

  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void fact(const sim::Stamped& stamped) override;

  // Writes what is still held back, and the end.
  void finish();

 private:
  struct Place {  // on the screen: where a fact stands
    std::int64_t time = 0;  // ns since the start of the run
    std::int32_t process = 0;
    std::int32_t thread = 0;
  };
  struct Slice {  // held back until it is known how long it lasts
    Place place;
    std::string text;  // all but its duration
  };

  Place place_of(const sim::Stamped& stamped, Lane lane);
  std::int32_t process_of(const sim::Life& life);
  JsonWriter& event(std::string_view type, std::string_view name, const Place& place);
  void end_event();
  std::string taken();
  void write(std::string_view event);
  void slice(const sim::Stamped& stamped, const Telling& telling, const Place& place);
  void arguments(const sim::Stamped& stamped, const Telling& telling);
  void call(const Span& span, const Place& place);
  void arrow(std::uint64_t cause, std::uint64_t effect, const Place& place);
  void release(const Slice& slice, std::int64_t until);

  std::ostream& out_;
  bool is_first_ = true;  // of the events
  JsonWriter json_;
  StateMirror mirror_;
  OpenSpans spans_;
  std::vector<Place> places_;  // of fact 1, 2, 3 …
  std::map<std::pair<std::string, std::int32_t>, std::int32_t> processes_;  // machine and boot
  std::map<std::pair<std::int32_t, std::int32_t>, Slice> held_;  // process and thread
};

}  // namespace giosim::report
