#include "cli/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "runner/report/plain_text.hpp"

namespace giosim::cli {

void print_row(std::ostream& out, std::string_view name, std::string_view sentence,
               std::size_t column) {
  std::string left = fmt::format("  {}", name);
  if (report::characters(left) + 2 > column) {
    out << left << '\n';
    left.clear();
  }
  for (const std::string& line : report::wrapped(sentence, kWidth - column)) {
    out << left << std::string(column - report::characters(left), ' ') << line << '\n';
    left.clear();
  }
}

void print_paragraph(std::ostream& out, std::string_view text, std::size_t indent) {
  for (const std::string& line : report::wrapped(text, kWidth - indent))
    out << std::string(indent, ' ') << line << '\n';
}

void print_indented(std::ostream& out, std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    out << (end > 0 ? "  " : "") << lines.substr(0, end) << '\n';
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

}  // namespace giosim::cli
