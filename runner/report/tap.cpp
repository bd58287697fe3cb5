#include "runner/report/tap.hpp"

#include <fmt/format.h>

#include <string_view>

#include "base/lines.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::report {
namespace {

// A "#" would begin a directive.
std::string tap_escaped(std::string_view text) {
  std::string tap;
  for (const char c : one_line(text)) {
    if (c == '#' || c == '\\') tap += '\\';
    tap += c;
  }
  return tap;
}

}  // namespace

void write_tap_head(std::ostream& out, std::size_t cases) {
  out << fmt::format("TAP version 14\n1..{}\n", cases);
}

void write_tap(std::ostream& out, std::size_t number, const CaseResult& result) {
  const bool todo = result.outcome == Outcome::expected_failure;
  out << fmt::format("{} {} - {}", is_bad(result.outcome) || todo ? "not ok" : "ok", number,
                     tap_escaped(result.file));
  if (!result.name.empty()) out << ": " << tap_escaped(result.name);
  if (todo) out << " # TODO " << tap_escaped(result.reason);
  if (result.outcome == Outcome::not_run) out << " # SKIP " << tap_escaped(result.reason);
  out << '\n';
  if (!is_bad(result.outcome)) return;

  out << fmt::format("  ---\n  outcome: {}\n  message: |\n", word(result.outcome));
  for (const std::string_view line : lines_of(result.story))
    out << "    " << one_line(line) << '\n';
  out << "  ...\n";
}

}  // namespace giosim::report
