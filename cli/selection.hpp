// Selection: which scenarios a command is about.
//
// Paths come first (a folder stands for the scenarios in it and below), then what was said by
// --filter and --tag. Always in the order of the paths, whatever the file system says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runner/scenario.hpp"

namespace giosim::cli {

// Shell patterns: * and ? (both may stand for a slash, too) and [a-z], [!a-z].
bool matches_glob(std::string_view pattern, std::string_view text);

// A pattern without * ? [ is looked for anywhere in the text; one with them is a pattern for the
// whole text, or for the file's own name.
bool matches_filter(std::string_view filter, std::string_view text);

// "moves,!slow": all of these, none of those. Throws UsageError.
class TagRule {
 public:
  explicit TagRule(std::string_view text);
  bool accepts(const std::vector<std::string>& tags) const;

 private:
  std::vector<std::string> wanted_, unwanted_;
};

// The files named, and those found in the folders named. Throws UsageError for a path that is not
// there, and for a folder in which there is nothing.
std::vector<std::string> scenario_files(const std::vector<std::string>& paths);

// A YAML file that only describes machines, for others to include: it has none of the keys that
// make a scenario. A file with nothing in it, or one that is hard to read, is no such file.
bool only_for_inclusion(std::string_view yaml);

// A scenario, or why it could not be loaded.
struct Candidate {
  std::string file;
  std::optional<runner::Scenario> scenario;
  std::string problems;
  std::string stray = {};  // of a golden that should not be there: why (cli/goldens.hpp)

  std::string name() const { return scenario ? scenario->name : std::string(); }
};
Candidate load_candidate(const std::string& file);

// What --filter and --tag say. A file that could not be loaded is only judged by its path: nobody
// knows its name and its tags, and it must not vanish.
class Sieve {
 public:
  Sieve(std::vector<std::string> filters, const std::vector<std::string>& tags);
  bool accepts(const Candidate& candidate) const;

 private:
  std::vector<std::string> filters_;  // any of them
  std::vector<TagRule> rules_;        // any of them
};

}  // namespace giosim::cli
