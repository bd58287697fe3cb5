#include "cli/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/lines.hpp"
#include "cli/arguments.hpp"
#include "runner/load.hpp"
#include "runner/problem.hpp"

namespace giosim::cli {
namespace {

namespace fs = std::filesystem;

// The set that begins at pattern[0] == '['; how long it is, and whether it has the character.
// Without a closing bracket it is no set.
struct Set {
  std::size_t length = 0;
  bool has = false;
};
Set set_at(std::string_view pattern, char c) {
  std::size_t at = 1;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool has = false;
  for (const std::size_t first = at; at < pattern.size(); ++at) {
    if (pattern[at] == ']' && at != first) return {at + 1, has != negated};
    if (at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']') {
      has = has || (pattern[at] <= c && c <= pattern[at + 2]);
      at += 2;
    } else {
      has = has || pattern[at] == c;
    }
  }
  return {};
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool is_yaml(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

// Hidden files are none of the user's scenarios but an editor's or a version control's; what is no
// file, such as a named pipe, could keep us waiting for ever.
void collect_below(const fs::path& folder, std::vector<std::string>& files) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const fs::path& path = entry->path();
    std::error_code ignored;
    if (path.filename().string().starts_with('.')) continue;
    if (entry->is_directory(ignored) && !entry->is_symlink(ignored))
      collect_below(path, files);
    else if (is_yaml(path) && entry->is_regular_file(ignored) &&
             !only_for_inclusion(text_of(path)))
      files.push_back(path.generic_string());
  }
  if (error)
    throw UsageError(
        fmt::format("cannot read the folder {}: {}", folder.string(), error.message()));
}

std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> files;
  collect_below(folder, files);
  std::ranges::sort(files);
  if (files.empty())
    throw UsageError(
        fmt::format("there is no scenario (*.yaml) in the folder {}", folder.string()));
  return files;
}

}  // namespace

// Backtracks to the last star only, so that it takes time n * m at most.
bool matches_glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0;
  std::size_t star = std::string_view::npos, retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
      continue;
    }
    if (p < pattern.size()) {
      const Set set = pattern[p] == '[' ? set_at(pattern.substr(p), text[t]) : Set();
      const bool same = set.length > 0 ? set.has : pattern[p] == '?' || pattern[p] == text[t];
      if (same) {
        p += std::max<std::size_t>(set.length, 1);
        ++t;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    t = ++retry;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool matches_filter(std::string_view filter, std::string_view text) {
  if (filter.find_first_of("*?[") == std::string_view::npos)
    return text.find(filter) != std::string_view::npos;
  const std::string_view own_name = text.substr(text.rfind('/') + 1);
  return matches_glob(filter, text) || matches_glob(filter, own_name);
}

TagRule::TagRule(std::string_view text) {
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view tag = text.substr(0, comma);
    const bool unwanted = tag.starts_with('!');
    if (unwanted) tag.remove_prefix(1);
    if (tag.empty())
      throw UsageError("--tag: expected tags with commas between them, such as moves,!slow");
    (unwanted ? unwanted_ : wanted_).emplace_back(tag);
    if (comma == text.size()) return;
    text.remove_prefix(comma + 1);
  }
}

bool TagRule::accepts(const std::vector<std::string>& tags) const {
  const auto has = [&](const std::string& tag) {
    return std::ranges::find(tags, tag) != tags.end();
  };
  return std::ranges::all_of(wanted_, has) && std::ranges::none_of(unwanted_, has);
}

std::vector<std::string> scenario_files(const std::vector<std::string>& paths) {
  std::set<std::string> files;
  std::set<fs::path> met;  // a file may be named, and lie in a folder that is named
  const auto add = [&](const std::string& file) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(file, error);
    if (error || met.insert(real).second) files.insert(file);
  };
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
      throw UsageError(fmt::format("there is no file or folder {}", runner::in_quotes(path)));
    if (error) throw UsageError(fmt::format("cannot read {}: {}", path, error.message()));
    if (fs::is_directory(status))
      std::ranges::for_each(files_below(path), add);
    else
      add(path);
  }
  return {files.begin(), files.end()};
}

bool only_for_inclusion(std::string_view yaml) {
  bool says_anything = false;
  for (std::string_view line : lines_of(yaml)) {
    if (line.empty() || line[0] == '#' || line[0] == ' ' || line[0] == '\r' ||
        line.starts_with("---"))
      continue;
    says_anything = true;
    if (line[0] == '{' || line[0] == '?') return false;  // keys may stand anywhere
    if (line[0] == '"' || line[0] == '\'') line.remove_prefix(1);
    for (const std::string_view key : {"scenario", "says", "steps", "expect"})
      if (line.starts_with(key) && line.find(':') != std::string_view::npos) return false;
  }
  return says_anything;
}

Candidate load_candidate(const std::string& file) {
  Candidate candidate{.file = file, .scenario = {}, .problems = {}, .stray = {}};
  try {
    candidate.scenario = runner::load_scenario(file);
  } catch (const runner::ScenarioError& error) {
    candidate.problems = error.problems().text();
  }
  return candidate;
}

Sieve::Sieve(std::vector<std::string> filters, const std::vector<std::string>& tags)
    : filters_(std::move(filters)), rules_(tags.begin(), tags.end()) {}

bool Sieve::accepts(const Candidate& candidate) const {
  const auto fits = [&](const std::string& filter) {
    return matches_filter(filter, candidate.file) ||
           (candidate.scenario && matches_filter(filter, candidate.scenario->name));
  };
  if (!filters_.empty() && std::ranges::none_of(filters_, fits)) return false;
  if (rules_.empty() || !candidate.scenario) return true;
  return std::ranges::any_of(
      rules_, [&](const TagRule& rule) { return rule.accepts(candidate.scenario->tags); });
}

}  // namespace giosim::cli
