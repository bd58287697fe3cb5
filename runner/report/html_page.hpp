// HtmlPage: a run as one page that needs nothing else: no network, no server, no other file.
//
// The page is the viewer that web/ builds (web/dist/viewer.html, embedded) with three places filled
// in: the title, the trace (the very lines of JsonTrace, as one JSON array) and the transcript. Its
// script only reads the trace. Equal runs give equal bytes.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "runner/report/inline_json.hpp"
#include "runner/report/json_trace.hpp"
#include "runner/report/transcript.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

class HtmlPage : public sim::TraceSink {
 public:
  explicit HtmlPage(const TraceHeader& header);

  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void fact(const sim::Stamped& stamped) override;

  // The whole page; once, when the run is over. `failures` are the sentences of what has failed.
  std::string finish(const std::vector<std::string>& failures = {});

  std::uint64_t steps() const { return steps_; }
  std::uint64_t decisions() const { return transcript_.decisions(); }

 private:
  std::string title_;
  InlineJson json_;
  std::ostream lines_;
  JsonTrace trace_;
  Transcript transcript_;
  std::uint64_t steps_ = 0;
};

// Is this the beginning of a page that HtmlPage has made? So that no other one is overwritten.
inline constexpr std::size_t kPageHeadSize = 512;
bool is_page_of_ours(std::string_view head);

}  // namespace giosim::report
