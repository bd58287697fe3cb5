#include "runner/report/test_json.hpp"

#include <string_view>

#include "base/lines.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::report {
namespace {

void write_story(JsonWriter& json, std::string_view story) {
  json.key("story").open('[');
  for (const std::string_view line : lines_of(story)) json.value(one_line(line));
  json.close(']');
}

}  // namespace

void write_test_json(std::ostream& out, std::span<const CaseResult> cases) {
  JsonWriter json;
  json.open('{').field("schema", "giosim.test/1");
  json.key("cases").open('[');
  for (const CaseResult& result : cases) {
    json.open('{')
        .field("file", one_line(result.file))
        .field("name", one_line(result.name))
        .field("outcome", word(result.outcome))
        .field("facts", result.facts);
    if (!result.reason.empty()) json.field("reason", one_line(result.reason));
    if (!result.replay.empty()) json.field("replay", one_line(result.replay));
    if (!result.story.empty()) write_story(json, result.story);
    if (result.elapsed) json.field("elapsed_ns", std::int64_t{result.elapsed->count()});
    json.close('}');
  }
  json.close(']').key("summary").open('{');
  for (std::size_t i = 0; i < kWords<Outcome>.size(); ++i) {
    const auto outcome = static_cast<Outcome>(i);
    json.field(word(outcome), static_cast<std::uint64_t>(count(cases, outcome)));
  }
  json.close('}').close('}').end_line();
  out << json.text();
}

}  // namespace giosim::report
