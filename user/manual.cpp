#include "user/manual.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace giosim::user {
namespace {

std::string indented(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines += fmt::format("  {}", text.substr(0, end));
    lines += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
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
