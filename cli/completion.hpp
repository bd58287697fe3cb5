// Completion scripts, generated from what the commands declare (cli/arguments.hpp).
#pragma once

#include <string>

namespace giosim::cli {

std::string bash_completion();
std::string zsh_completion();

}  // namespace giosim::cli
