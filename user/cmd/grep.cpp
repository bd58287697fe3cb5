// grep(1)

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <vector>

#include "base/lines.hpp"
#include "user/cmd/commands.hpp"
#include "user/files.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

// A line is selected when one of them matches it; nothing when one cannot be understood.
std::optional<std::vector<std::regex>> compiled(Session& session, const Arguments& patterns,
                                                const Options& options) {
  auto flags = options.has('E') ? std::regex::egrep : std::regex::grep;
  if (options.has('i')) flags |= std::regex::icase;
  std::vector<std::regex> all;
  for (const std::string& pattern : patterns) {
    try {
      all.emplace_back(pattern, flags);
    } catch (const std::regex_error&) {
      fail(session, kGrep, "RE error: the pattern cannot be understood: " + pattern);
      return std::nullopt;
    }
  }
  return all;
}

// How many lines of `text` are selected; prints them unless they are only counted.
std::size_t select(Session& session, const std::vector<std::regex>& patterns, const Options& options,
                   std::string_view text, const std::string& head) {
  std::size_t selected = 0, number = 0;
  for (const std::string_view one : lines_of(text)) {
    const std::string line(one);
    ++number;
    const bool matches = std::ranges::any_of(
        patterns, [&](const std::regex& pattern) { return std::regex_search(line, pattern); });
    if (matches == options.has('v')) continue;
    ++selected;
    if (options.has('c') || options.has('q')) continue;
    session.print(head + (options.has('n') ? fmt::format("{}:", number) : "") + line + '\n');
  }
  return selected;
}

int grep(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kGrep, arguments, "Ece:inqv");
  if (!options) return 2;
  Arguments patterns, files = options->operands();
  for (const auto& [letter, value] : options->given())
    if (letter == 'e') patterns.push_back(value);
  if (patterns.empty()) {
    if (files.empty()) {
      complain_of_usage(session, kGrep);
      return 2;
    }
    patterns.push_back(files.front());
    files.erase(files.begin());
  }
  const auto compiled_patterns = compiled(session, patterns, *options);
  if (!compiled_patterns) return 2;

  const bool many = files.size() > 1;
  if (files.empty()) files = {"-"};
  std::size_t selected = 0;
  bool trouble = false;
  for (const std::string& path : files) {
    const auto text = path == "-" ? std::optional(session.in) : read_file(session, path);
    if (!text) {
      fail(session, kGrep, "can't open " + path);
      trouble = true;
      continue;
    }
    const std::string head = many ? path + ':' : "";
    const std::size_t here = select(session, *compiled_patterns, *options, *text, head);
    if (options->has('c')) session.print(fmt::format("{}{}\n", head, here));
    selected += here;
  }
  if (trouble) return 2;
  return selected > 0 ? 0 : 1;
}

}  // namespace

constinit const Command kGrep{
    "grep", "/usr/bin/grep", "search a file for a pattern",
    "grep [-E] [-cinqv] pattern [file]...\n"
    "grep [-E] [-cinqv] -e pattern [-e pattern]... [file]...",
    "-c  print only the number of lines\n"
    "-e  a pattern; with several, a line that matches one of them is selected\n"
    "-E  extended regular expressions\n"
    "-i  ignore upper/lower case distinction\n"
    "-n  precede each line by its number\n"
    "-q  print nothing\n"
    "-v  select the lines that do not match\n"
    "\n"
    "Exit code 0 when a line was selected, 1 when none was, 2 for trouble.",
    Plain(&grep)};

}  // namespace giosim::user
