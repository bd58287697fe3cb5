#include "cli/failed_before.hpp"

#include <filesystem>
#include <fstream>

#include "cli/state_folder.hpp"
#include "runner/replace_file.hpp"

namespace giosim::cli {
namespace {

namespace fs = std::filesystem;

std::string absolute(const std::string& file) {
  std::error_code error;
  const fs::path path = fs::weakly_canonical(fs::absolute(file, error), error);
  return error ? file : path.string();
}

}  // namespace

FailedBefore::FailedBefore() : FailedBefore(cache_file("failed")) {}

FailedBefore::FailedBefore(std::string path) : path_(std::move(path)) {
  if (path_.empty()) return;
  std::ifstream in(path_);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) failed_.insert(line);
}

bool FailedBefore::contains(const std::string& file) const {
  return failed_.contains(absolute(file));
}

void FailedBefore::note(const std::string& file, bool failed) {
  const std::string path = absolute(file);
  if (path.find('\n') != std::string::npos) return;  // a line each
  const bool changes = failed ? failed_.insert(path).second : failed_.erase(path) > 0;
  changed_ = changed_ || changes;
}

bool FailedBefore::save() {
  if (!changed_) return true;
  if (path_.empty()) return false;
  std::error_code error;
  fs::create_directories(fs::path(path_).parent_path(), error);
  // Another giosim never reads half of it.
  std::string lines;
  for (const std::string& path : failed_) lines += path + '\n';
  return runner::replace_file(path_, lines).has_value();
}

}  // namespace giosim::cli
