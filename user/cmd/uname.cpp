// uname(1)

#include <fmt/format.h>

#include "user/cmd/commands.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

int uname(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kUname, arguments, "amnrsv");
  if (!options) return 1;
  const bool all = options->has('a');
  const auto wants = [&](char letter) { return all || options->has(letter); };
  std::vector<std::string> words;
  if (wants('s') || options->given().empty()) words.emplace_back("HP-UX");
  if (wants('n')) words.push_back(session.machine().name());
  if (wants('r')) words.emplace_back("B.11.31");
  if (wants('v')) words.emplace_back("U");
  if (wants('m')) words.emplace_back("ia64");
  session.print(fmt::format("{}\n", fmt::join(words, " ")));
  return 0;
}

}  // namespace

constinit const Command kUname{
    "uname", "/usr/bin/uname", "print the name of the current system version", "uname [-amnrsv]",
    "-a  all of them   -m  machine   -n  node name   -r  release   -s  system\n"
    "-v  version", Plain(&uname)};

}  // namespace giosim::user
