#include "runner/report/html_page.hpp"

#include <cstddef>

#include "base/must.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::report {

// web/dist/viewer.html; cmake/embed.cmake writes them.
extern const unsigned char kViewerPage[];
extern const std::size_t kViewerPageSize;

namespace {

constexpr std::string_view kTitlePlace = "@@GIOSIM_TITLE@@";
constexpr std::string_view kTracePlace = "@@GIOSIM_TRACE@@";
constexpr std::string_view kTranscriptPlace = "@@GIOSIM_TRANSCRIPT@@";
constexpr std::string_view kMark = "<meta name=\"generator\" content=\"giosim teach\">";

std::string_view viewer() {
  return {reinterpret_cast<const char*>(kViewerPage), kViewerPageSize};
}

// What stands before the place goes to the page, then what belongs there; the rest stays.
void fill_in(std::string& page, std::string_view& rest, std::string_view place,
             std::string_view text) {
  const std::size_t at = rest.find(place);
  MUST(at != std::string_view::npos);
  page += rest.substr(0, at);
  page += text;
  rest.remove_prefix(at + place.size());
}

}  // namespace

HtmlPage::HtmlPage(const TraceHeader& header)
    : title_(in_markup(header.scenario)),
      lines_(&json_),
      trace_(lines_, header),
      transcript_(header.lesson) {}

void HtmlPage::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  trace_.row(life, change, row);
  transcript_.row(life, change, row);
}

void HtmlPage::fact(const sim::Stamped& stamped) {
  ++steps_;
  trace_.fact(stamped);
  transcript_.fact(stamped);
}

std::string HtmlPage::finish(const std::vector<std::string>& failures) {
  trace_.finish(failures);
  transcript_.finish(failures);
  std::string_view rest = viewer();
  std::string page;
  fill_in(page, rest, kTitlePlace, title_);
  fill_in(page, rest, kTitlePlace, title_);  // of the transcript
  fill_in(page, rest, kTranscriptPlace, transcript_.text());
  fill_in(page, rest, kTracePlace, json_.array());
  page += rest;
  return page;
}

bool is_page_of_ours(std::string_view head) {
  return head.substr(0, kPageHeadSize).find(kMark) != std::string_view::npos;
}

}  // namespace giosim::report
