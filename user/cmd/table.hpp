// All commands of the emulated machine, by name.
#pragma once

#include <span>
#include <string_view>

#include "user/command.hpp"

namespace giosim::user {

std::span<const Command* const> commands();

// By its name, an alias of it or its path; nullptr when there is none.
const Command* find_command(std::string_view word);

}  // namespace giosim::user
