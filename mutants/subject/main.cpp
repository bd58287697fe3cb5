// The program of one mutant: giosim as it is, but for the part that is wrong.
//
// giosim-mutants calls it with the word judge; anything else is a command of giosim, so that one can
// see for oneself what the mutant does.

#include <iostream>
#include <string>
#include <vector>

#include "cli/program.hpp"
#include "mutants/judge.hpp"

int main(int argc, char** argv) {
  giosim::cli::settle_down();
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() >= 2 && words[0] == "judge") {
    const auto until = words[1] == "all" ? giosim::mutants::Until::the_end
                                         : giosim::mutants::Until::the_first_kill;
    giosim::mutants::judge(std::span(words).subspan(2), until, std::cout);
    return 0;
  }
  giosim::cli::Terminal terminal;
  return static_cast<int>(giosim::cli::program(words, terminal));
}
