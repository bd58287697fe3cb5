// The shell: what becomes of a line that somebody types at a terminal of the machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "user/session.hpp"

namespace giosim::user {

// Performs the line within a process of the OS; what it prints is in the session, its exit code in
// session.status. A command that takes the power away takes this process with it.
sim::Task<> perform_line(Session& session, std::string line);

// Performs a script's lines within the process that calls, with $0, $1 … $9, $# and $@, and returns
// its exit code. It ends at `exit`, or at a line that sh does not understand.
sim::Task<int> perform_script(Session& session, std::string path, std::string lines,
                              std::vector<std::string> arguments);

// Starts the line as a foreground process of the machine. MUST: it runs. The session outlives it.
void start_line(Session& session, std::string line);

}  // namespace giosim::user
