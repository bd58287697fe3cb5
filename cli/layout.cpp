#include "cli/layout.hpp"

#include <fmt/format.h>

#include <string>

#include "base/lines.hpp"
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
  for (const std::string_view line : lines_of(lines))
    out << (line.empty() ? "" : "  ") << line << '\n';
}

}  // namespace giosim::cli
