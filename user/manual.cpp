#include "user/manual.hpp"

#include <fmt/format.h>

#include "base/lines.hpp"

namespace giosim::user {
namespace {

std::string indented(std::string_view text) {
  std::string lines;
  for (const std::string_view line : lines_of(text))
    lines += line.empty() ? "\n" : fmt::format("  {}\n", line);
  return lines;
}

}  // namespace

std::string manual_page(const Command& command) {
  std::string page = fmt::format("NAME\n  {} - {}\n\nSYNOPSIS\n{}", command.path, command.sentence,
                                 indented(command.synopsis));
  if (!command.manual.empty()) page += "\nDESCRIPTION\n" + indented(command.manual);
  return page;
}

}  // namespace giosim::user
