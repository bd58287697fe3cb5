// head(1) and tail(1)

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "base/lines.hpp"
#include "user/cmd/commands.hpp"
#include "user/input.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

enum class End { first, last };

int show_end(Session& session, const Command& command, const Arguments& arguments, End which) {
  const auto options = Options::parse(session, command, arguments, "n:");
  if (!options) return 1;
  const std::string* const value = options->value('n');
  const auto wanted = value ? count_in(*value) : std::optional<std::size_t>(10);
  Arguments files = options->operands();
  if (!wanted || (which == End::last && files.size() > 1)) {
    complain_of_usage(session, command);
    return 1;
  }
  const bool many = files.size() > 1;
  if (files.empty()) files = {"-"};

  int status = 0;
  for (const std::string& path : files) {
    const auto text = read_input(session, command, path);
    if (!text) {
      status = 1;
      continue;
    }
    if (many) session.print(fmt::format("==> {} <==\n", path));
    const Lines lines = lines_of(*text);
    const auto size = static_cast<std::size_t>(std::ranges::distance(lines));
    const std::size_t count = std::min(*wanted, size);
    const std::size_t begin = which == End::first ? 0 : size - count;
    for (const std::string_view line : lines | std::views::drop(begin) | std::views::take(count))
      session.print(fmt::format("{}\n", line));
  }
  return status;
}

int head(Session& session, const Arguments& arguments) {
  return show_end(session, kHead, arguments, End::first);
}

int tail(Session& session, const Arguments& arguments) {
  return show_end(session, kTail, arguments, End::last);
}

}  // namespace

constinit const Command kHead{
    "head", "/usr/bin/head", "give the first few lines", "head [-n number] [file]...",
    "Prints the first 10 lines of each file, or as many as -n says; of standard input\n"
    "without a file. Exit code 0, or 1 when a file cannot be read.",
    Plain(&head)};

constinit const Command kTail{
    "tail", "/usr/bin/tail", "deliver the last part of a file", "tail [-n number] [file]",
    "Prints the last 10 lines, or as many as -n says; of standard input without a file.\n"
    "Exit code 0, or 1 when the file cannot be read. Not emulated: -f, +number.",
    Plain(&tail)};

}  // namespace giosim::user
