#include "runner/report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "runner/report/plain_text.hpp"

namespace giosim::report {
namespace {

// XML has no way at all to write a control character; line ends stay.
std::string escaped(std::string_view text) {
  std::string xml;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    xml += in_markup(text.substr(0, end));
    if (end < text.size()) xml += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return xml;
}

// On one line: a parser makes blanks of the line ends in attributes anyway.
std::string attribute(std::string_view text) { return escaped(one_line(text)); }

std::string_view folder_of(const CaseResult& result) {
  const std::size_t slash = result.file.rfind('/');
  return slash == std::string::npos ? "." : std::string_view(result.file).substr(0, slash);
}

// The file names the case: two scenarios may be called alike.
std::string_view class_of(const CaseResult& result) {
  return std::string_view(result.file).substr(0, result.file.rfind('.'));
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

struct Counts {
  std::size_t tests, failures, errors, skipped;
};
Counts counts_of(std::span<const CaseResult> cases) {
  return {cases.size(), count(cases, Outcome::failed) + count(cases, Outcome::unexpected_pass),
          count(cases, Outcome::broken) + count(cases, Outcome::bug),
          count(cases, Outcome::expected_failure) + count(cases, Outcome::not_run)};
}

std::string attributes(const Counts& counts) {
  return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", counts.tests,
                     counts.failures, counts.errors, counts.skipped);
}

void write_case(std::ostream& out, const CaseResult& result) {
  const std::string_view name = result.name.empty() ? result.file : result.name;
  out << fmt::format(R"(    <testcase classname="{}" name="{}" file="{}")",
                     attribute(class_of(result)), attribute(name), attribute(result.file));
  if (result.elapsed)
    out << fmt::format(R"( time="{:.6f}")", std::chrono::duration<double>(*result.elapsed).count());
  if (result.outcome == Outcome::passed) {
    out << "/>\n";
    return;
  }
  out << ">\n";
  if (!is_bad(result.outcome)) {
    out << fmt::format("      <skipped message=\"{}: {}\"/>\n", word(result.outcome),
                       attribute(result.reason));
  } else {
    const bool error = result.outcome == Outcome::broken || result.outcome == Outcome::bug;
    const std::string_view element = error ? "error" : "failure";
    out << fmt::format("      <{} type=\"{}\" message=\"{}\">{}</{}>\n", element,
                       word(result.outcome), attribute(first_line(result.story)),
                       escaped(result.story), element);
  }
  out << "    </testcase>\n";
}

}  // namespace

void write_junit(std::ostream& out, std::span<const CaseResult> cases) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      << fmt::format("<testsuites name=\"giosim\" {}>\n", attributes(counts_of(cases)));
  // In the order of their files a subfolder's may stand amid those of a folder.
  std::vector<CaseResult> by_folder(cases.begin(), cases.end());
  std::ranges::stable_sort(by_folder, {}, folder_of);
  for (std::span<const CaseResult> rest = by_folder; !rest.empty();) {
    const std::string_view folder = folder_of(rest.front());
    const auto end = std::ranges::find_if_not(
        rest, [&](const CaseResult& result) { return folder_of(result) == folder; });
    const auto suite = rest.first(static_cast<std::size_t>(end - rest.begin()));
    out << fmt::format("  <testsuite name=\"{}\" {}>\n", attribute(folder),
                       attributes(counts_of(suite)));
    for (const CaseResult& result : suite) write_case(out, result);
    out << "  </testsuite>\n";
    rest = rest.subspan(suite.size());
  }
  out << "</testsuites>\n";
}

}  // namespace giosim::report
