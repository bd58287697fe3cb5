#include "runner/report/html_page.hpp"

#include <catch2/catch.hpp>
#include <ostream>

#include "tests/runner/report/stage.hpp"

namespace giosim::report {
namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("lines of JSON become one array, in which no tag can stand", "[html]") {
  InlineJson json;
  std::ostream out(&json);

  out << "{\"a\":\"</script>\"}\n" << "{\"b\":1}" << '\n';

  CHECK(json.array() == "[\n{\"a\":\"\\u003c/script>\"},\n{\"b\":1}\n]");
}

TEST_CASE("the page knows its own", "[html]") {
  TraceHeader header;
  header.scenario = "x";
  HtmlPage page(header);
  const std::string text = page.finish();

  CHECK(is_page_of_ours(text.substr(0, kPageHeadSize)));
  CHECK_FALSE(is_page_of_ours("<!doctype html><title>giosim teach</title>"));
  CHECK_FALSE(holds(text, "@@GIOSIM"));
}

TEST_CASE("the transcript tells each step: what changed, what was considered, the document's words",
          "[html]") {
  Stage stage;
  Transcript transcript;
  stage.attach(transcript);
  document_example(stage);

  const std::string text = transcript.text();

  CHECK(holds(text, "<h2>target, boot 1: scan and claim</h2>"));
  CHECK(holds(text, "gives up lan2 for lan0"));
  CHECK(holds(text, "instance 2 → 0"));
  CHECK(holds(text, "✓ <b>lan0</b>: reserved for this very MAC address"));
  CHECK(holds(text, "✗ <b>lan2</b>: its initial instance, which gives way to the reserved one"));
  CHECK(holds(text, "<q>updates the `ioconfig` information with the new hardware path"));
  CHECK(transcript.decisions() > 0);
}

TEST_CASE("the transcript of a lesson says its goal and situation first, and its summary last", "[html]") {
  Stage stage;
  Transcript transcript(HeaderLesson{.number = 3,
                                     .title = "Reserve & wait",
                                     .goal = "Say why.",
                                     .before = "A move.",
                                     .summary = "So it is.",
                                     .ask = {}});
  stage.attach(transcript);
  document_example(stage);
  transcript.finish({"a claim failed"});

  const std::string text = transcript.text();
  CHECK(text.starts_with("<h2>Lesson 3: Reserve &amp; wait</h2>\n<p>Say why.</p>\n<p>A move.</p>\n"));
  const std::size_t summary = text.find("<h2>What to take home</h2>\n<p>So it is.</p>");
  REQUIRE(summary != std::string::npos);
  CHECK(summary > text.rfind("<article"));
  CHECK(text.find("The run has failed") > summary);
}

}  // namespace
}  // namespace giosim::report
