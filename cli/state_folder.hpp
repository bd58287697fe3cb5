// What giosim remembers for a user from one run of the program to the next.
#pragma once

#include <string>

namespace giosim::cli {

// A file in $XDG_STATE_HOME/giosim, or that of ~/.local/state. Empty: there is no such place.
std::string state_file(const std::string& name);
// The same in $XDG_CACHE_HOME/giosim, or that of ~/.cache: for what may be lost.
std::string cache_file(const std::string& name);

}  // namespace giosim::cli
