#include "user/rc/console.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "user/rc/exit_code.hpp"

namespace giosim::user {

void Console::title(std::string_view text) {
  text_ += fmt::format("\n     {}\n     {}\n\n", text, std::string(text.size(), '_'));
  any_failed_ = false;
}

void Console::item(std::string_view message, int exit_code) {
  constexpr std::size_t kWidth = 66;
  const std::size_t dots = kWidth - std::min(message.size() + 1, kWidth - 3);
  text_ += fmt::format("     {} {} {}\n", message, std::string(dots, '.'),
                       checklist_word(exit_code));
  any_failed_ = any_failed_ || failed(exit_code);
}

void Console::line(std::string_view text) { text_ += fmt::format("{}\n", text); }

void Console::close_checklist() {
  if (any_failed_)
    text_ +=
        "\n* - An error has occurred!\n"
        "* - Refer to the file /etc/rc.log for more information.\n";
}

std::string console_log(std::string before, std::string_view added) {
  constexpr std::size_t kMostBytes = 32 * 1024;
  before += added;
  if (before.size() <= kMostBytes) return before;
  const std::size_t line = before.find('\n', before.size() - kMostBytes);
  return before.substr(std::min(line, before.size() - 1) + 1);
}

}  // namespace giosim::user
