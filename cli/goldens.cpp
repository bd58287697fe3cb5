#include "cli/goldens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "cli/judgement.hpp"
#include "runner/replace_file.hpp"

namespace giosim::cli {
namespace {

namespace fs = std::filesystem;
using State = runner::GoldenCheck::State;

fs::path real(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : canonical;
}

std::vector<std::string> goldens_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string file = entry->path().generic_string();
    if (is_golden(file) || is_pending(file)) files.push_back(file);
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

bool is_golden(const std::string& file) { return file.ends_with(runner::kGolden); }
bool is_pending(const std::string& file) {
  return file.ends_with(runner::pending_path(std::string(runner::kGolden)));
}

void GoldenLog::listen_to(runner::RunOptions& options) {
  options.on_golden = [this](const runner::GoldenCheck& check) { checks_.push_back(check); };
}

std::string GoldenLog::leave_pending() const {
  std::string lines;
  for (const runner::GoldenCheck& check : checks_) {
    const std::string pending = runner::pending_path(check.path);
    if (check.state == State::same) {
      std::error_code ignored;
      fs::remove(pending, ignored);
    } else if (check.state == State::differs || check.state == State::missing) {
      const auto written = runner::replace_file(pending, check.text);
      lines += written ? fmt::format("   pending: {}; to take it: giosim accept {}\n", pending,
                                     shell_word(check.path))
                       : fmt::format("   nothing is pending: {}\n", written.error());
    }
  }
  return lines;
}

std::vector<StrayGolden> stray_goldens(const std::vector<std::string>& paths,
                                       const std::vector<Candidate>& scenarios) {
  std::map<fs::path, std::vector<std::string>> named_by;  // by the golden's real path
  std::set<fs::path> unknown;                             // folders
  for (const Candidate& candidate : scenarios) {
    if (!candidate.scenario) unknown.insert(real(candidate.file).parent_path());
    else
      for (const std::string& golden : runner::goldens_of(*candidate.scenario))
        named_by[real(golden)].push_back(candidate.file);
  }

  std::vector<StrayGolden> strays;
  std::set<fs::path> met;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) continue;
    for (const std::string& file : goldens_below(path)) {
      const fs::path here = real(file);
      if (!met.insert(here).second || unknown.contains(here.parent_path())) continue;
      const std::string golden =
          is_pending(file) ? file.substr(0, file.size() - runner::kPending.size()) : file;
      const auto by = named_by.find(real(golden));
      if (by == named_by.end())
        strays.push_back({file, "an orphan: no scenario beside it names it; remove it, or name it "
                                "in an expectation such as 'trace: golden'"});
    }
  }
  for (const auto& [golden, files] : named_by)
    if (files.size() > 1)
      strays.push_back({files[1], fmt::format("its golden {} is kept by {}, too; each needs one of "
                                              "its own", golden.filename().string(), files[0])});
  return strays;
}

}  // namespace giosim::cli
