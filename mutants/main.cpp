// giosim-mutants: is a suite of scenarios worth anything? It should notice a mechanism that is wrong.

#include <iostream>
#include <string>
#include <vector>

#include "cli/program.hpp"
#include "mutants/judge.hpp"
#include "mutants/program.hpp"

int main(int argc, char** argv) {
  giosim::cli::settle_down();
  const std::vector<std::string> words(argv + 1, argv + argc);
  // What it is told by itself: here with the right mechanism.
  if (words.size() >= 2 && words[0] == "judge") {
    giosim::mutants::judge(std::span(words).subspan(2), giosim::mutants::Until::the_end, std::cout);
    return 0;
  }
  giosim::cli::Terminal terminal;
  return static_cast<int>(giosim::mutants::program(words, terminal));
}
