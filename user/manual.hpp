// A command's page of the manual, as man(1) shows it on the machine.
#pragma once

#include <string>

#include "user/command.hpp"

namespace giosim::user {

std::string manual_page(const Command& command);

}  // namespace giosim::user
