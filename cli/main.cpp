// giosim: see cli/subcommand.cpp for what it can do.

#include <string>
#include <vector>

#include "cli/program.hpp"

int main(int argc, char** argv) {
  giosim::cli::settle_down();
  giosim::cli::Terminal terminal;
  const std::vector<std::string> command_line(argv + 1, argv + argc);
  return static_cast<int>(giosim::cli::program(command_line, terminal));
}
