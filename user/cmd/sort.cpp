// sort(1)

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <vector>

#include "base/lines.hpp"
#include "user/cmd/commands.hpp"
#include "user/input.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

// The text from field `key` on, fields being parted by blanks; the whole line for key 1.
std::string_view from_field(std::string_view line, std::size_t key) {
  for (std::size_t field = 1; field < key; ++field) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    line.remove_prefix(std::min(line.find_first_of(" \t"), line.size()));
  }
  return line;
}

long long number_at(std::string_view text) { return std::atoll(std::string(text).c_str()); }

int sort(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kSort, arguments, "k:nru");
  if (!options) return 2;
  const std::string* const value = options->value('k');
  const auto key = value ? count_in(*value) : std::optional<std::size_t>(1);
  if (!key || *key == 0) {
    complain_of_usage(session, kSort);
    return 2;
  }

  Arguments files = options->operands();
  if (files.empty()) files = {"-"};
  std::string texts;
  for (const std::string& path : files) {
    const auto text = read_input(session, kSort, path);
    if (!text) return 2;
    texts += *text;
    if (!texts.empty() && !texts.ends_with('\n')) texts += '\n';
  }

  const auto before = [&](std::string_view a, std::string_view b) {
    const std::string_view x = from_field(a, *key), y = from_field(b, *key);
    if (!options->has('n')) return x < y;
    return number_at(x) < number_at(y);
  };
  const Lines all = lines_of(texts);
  std::vector<std::string_view> lines(all.begin(), all.end());
  std::ranges::sort(lines);  // lines whose keys are alike come in the order of their whole text
  std::ranges::stable_sort(lines, before);
  if (options->has('u')) {
    const auto doubles = std::ranges::unique(
        lines, [&](auto a, auto b) { return !before(a, b) && !before(b, a); });
    lines.erase(doubles.begin(), doubles.end());
  }
  if (options->has('r')) std::ranges::reverse(lines);
  for (const std::string_view line : lines) session.print(fmt::format("{}\n", line));
  return 0;
}

}  // namespace

constinit const Command kSort{
    "sort", "/usr/bin/sort", "sort or merge files", "sort [-nru] [-k field] [file]...",
    "-k  the key begins with this field; fields are parted by blanks\n"
    "-n  by number   -r  the other way round   -u  one of those with equal keys\n"
    "\n"
    "Letters are compared by their codes. Exit code 0, or 2 for trouble.",
    Plain(&sort)};

}  // namespace giosim::user
