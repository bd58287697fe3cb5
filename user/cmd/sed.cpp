// sed(1): the one function that one uses at a prompt, s.

#include <fmt/format.h>

#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "base/lines.hpp"
#include "user/cmd/commands.hpp"
#include "user/input.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

struct Substitution {
  std::regex pattern;
  std::string replacement;
  std::regex_constants::match_flag_type how = std::regex_constants::format_sed;
};

// Up to the next delimiter that no backslash stands before; nothing without one.
std::optional<std::string> part_of(std::string_view& rest, char delimiter) {
  std::string part;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == delimiter) {
      rest.remove_prefix(i + 1);
      return part;
    }
    if (rest[i] == '\\' && i + 1 < rest.size() && rest[++i] != delimiter) part += '\\';
    part += rest[i];
  }
  return std::nullopt;
}

// "s/lan18/lan54/g"; any character may stand for the slash.
std::optional<Substitution> parse(std::string_view script) {
  if (script.size() < 2 || script[0] != 's' || script[1] == '\\') return std::nullopt;
  const char delimiter = script[1];
  script.remove_prefix(2);
  const auto pattern = part_of(script, delimiter);
  const auto replacement = pattern ? part_of(script, delimiter) : std::nullopt;
  if (!replacement || (!script.empty() && script != "g")) return std::nullopt;

  Substitution substitution;
  substitution.replacement = *replacement;
  if (script.empty()) substitution.how |= std::regex_constants::format_first_only;
  try {
    substitution.pattern = std::regex(*pattern, std::regex::basic);
  } catch (const std::regex_error&) {
    return std::nullopt;
  }
  return substitution;
}

int sed(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kSed, arguments, "e:");
  if (!options) return 2;
  Arguments scripts, files = options->operands();
  for (const auto& [letter, script] : options->given()) scripts.push_back(script);
  if (scripts.empty()) {
    if (files.empty()) {
      complain_of_usage(session, kSed);
      return 2;
    }
    scripts.push_back(files.front());
    files.erase(files.begin());
  }
  std::vector<Substitution> substitutions;
  for (const std::string& script : scripts) {
    auto substitution = parse(script);
    if (!substitution)
      return fail(session, kSed, fmt::format("{} is not a recognized function; only s is.", script), 2);
    substitutions.push_back(std::move(*substitution));
  }

  int status = 0;
  if (files.empty()) files = {"-"};
  for (const std::string& path : files) {
    const auto text = read_input(session, kSed, path);
    if (!text) {
      status = 2;
      continue;
    }
    for (const std::string_view one : lines_of(*text)) {
      std::string line(one);
      for (const Substitution& s : substitutions)
        line = std::regex_replace(line, s.pattern, s.replacement, s.how);
      session.print(line + '\n');
    }
  }
  return status;
}

}  // namespace

constinit const Command kSed{
    "sed", "/usr/bin/sed", "stream text editor",
    "sed s/pattern/replacement/[g] [file]...\n"
    "sed -e s/pattern/replacement/[g] [-e s/…/…/]... [file]...",
    "Prints the files, or standard input, with the first match in each line replaced; with g\n"
    "all of them. In the replacement, & is what was matched, and \\1 to \\9 are its parts in\n"
    "\\( \\). Any character may stand for the slash. A file is not changed by it:\n"
    "\n"
    "  sed s/lan18/lan54/ /etc/rc.config.d/netconf > /tmp/netconf\n"
    "  cp /tmp/netconf /etc/rc.config.d/netconf\n"
    "\n"
    "Exit code 0, or 2 for trouble. Ours: no other function than s.",
    Plain(&sed)};

}  // namespace giosim::user
