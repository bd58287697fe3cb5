// The program: from the words of the command line to the exit code.
#pragma once

#include <span>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

namespace giosim::cli {

// Everything that can go wrong ends here in a sentence and an exit code; nothing is thrown.
ExitCode program(std::span<const std::string> command_line, Terminal& terminal);

// Makes of the process a good citizen: a closed pipe is an error of write() and not a signal, and
// files that are opened later never get the numbers of standard output or standard error.
void settle_down();

}  // namespace giosim::cli
