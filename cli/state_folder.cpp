#include "cli/state_folder.hpp"

#include <cstdlib>

namespace giosim::cli {

namespace {

std::string file_below(const char* variable, const std::string& folder_at_home,
                       const std::string& name) {
  const char* chosen = std::getenv(variable);
  const char* home = std::getenv("HOME");
  // The specification says that a relative path counts as none.
  if (chosen && *chosen == '/') return std::string(chosen) + "/giosim/" + name;
  if (home && *home == '/') return std::string(home) + "/" + folder_at_home + "/giosim/" + name;
  return {};
}

}  // namespace

std::string state_file(const std::string& name) {
  return file_below("XDG_STATE_HOME", ".local/state", name);
}

std::string cache_file(const std::string& name) {
  return file_below("XDG_CACHE_HOME", ".cache", name);
}

}  // namespace giosim::cli
