#include "cli/state_folder.hpp"

#include <cstdlib>

namespace giosim::cli {

std::string state_file(const std::string& name) {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  // The specification says that a relative path counts as none.
  if (state && *state == '/') return std::string(state) + "/giosim/" + name;
  if (home && *home == '/') return std::string(home) + "/.local/state/giosim/" + name;
  return {};
}

}  // namespace giosim::cli
