// giosim serve --socket: programs outside open /dev/dlpi on a machine (docs/DLPI.md).
#pragma once

#include <string>

#include "cli/seat.hpp"

namespace giosim::cli {

// Until Ctrl-C, or for an inherited socket ("fd:3") until the end of standard input.
ExitCode serve_dlpi(const SeatSettings& settings, const std::string& socket, Terminal& terminal);

}  // namespace giosim::cli
