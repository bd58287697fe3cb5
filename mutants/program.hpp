// The program giosim-mutants, from the words of its command line to its exit code.
#pragma once

#include <span>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

namespace giosim::mutants {

// 0: every mutant is killed; 1: one survives; 2: bad usage, or a scenario that does not pass with
// the right mechanism. Nothing is thrown.
cli::ExitCode program(std::span<const std::string> command_line, cli::Terminal& terminal);

}  // namespace giosim::mutants
