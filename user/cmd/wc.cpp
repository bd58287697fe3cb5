// wc(1)

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "user/cmd/commands.hpp"
#include "user/input.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

struct Counts {
  std::size_t lines = 0, words = 0, bytes = 0;
};

Counts counts_of(std::string_view text) {
  Counts counts{.bytes = text.size()};
  bool in_word = false;
  for (const char c : text) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank && !in_word) ++counts.words;
    in_word = !blank;
    if (c == '\n') ++counts.lines;
  }
  return counts;
}

int wc(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kWc, arguments, "clw");
  if (!options) return 1;
  const bool all = options->given().empty();
  const auto print = [&](const Counts& counts, const std::string& name) {
    std::string line;
    const auto column = [&](char letter, std::size_t count) {
      if (all || options->has(letter))
        line += line.empty() ? fmt::format("{}", count) : fmt::format(" {}", count);
    };
    column('l', counts.lines);
    column('w', counts.words);
    column('c', counts.bytes);
    session.print(line + (name.empty() ? "" : ' ' + name) + '\n');
  };

  if (options->operands().empty()) print(counts_of(session.in), "");
  int status = 0;
  Counts total;
  for (const std::string& path : options->operands()) {
    const auto text = read_input(session, kWc, path);
    if (!text) {
      status = 1;
      continue;
    }
    const Counts counts = counts_of(*text);
    print(counts, path);
    total.lines += counts.lines;
    total.words += counts.words;
    total.bytes += counts.bytes;
  }
  if (options->operands().size() > 1) print(total, "total");
  return status;
}

}  // namespace

constinit const Command kWc{
    "wc", "/usr/bin/wc", "count words, lines, and bytes in a file", "wc [-clw] [file]...",
    "-l  lines   -w  words   -c  bytes; all of them without an option\n"
    "\n"
    "Exit code 0, or 1 when a file cannot be read. Ours: one blank between the numbers.",
    Plain(&wc)};

}  // namespace giosim::user
