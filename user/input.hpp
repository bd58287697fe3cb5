// What a command reads: the files that its operands name, or standard input.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "user/command.hpp"

namespace giosim::user {

// "-" is standard input. Says so when there is no such file.
std::optional<std::string> read_input(Session& session, const Command& command,
                                      const std::string& path);

// A positive decimal number, or nothing.
std::optional<std::size_t> count_in(std::string_view word);

}  // namespace giosim::user
