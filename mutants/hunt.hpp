// Hunt: which scenarios notice which mutants.
#pragma once

#include <string>
#include <vector>

#include "mutants/judge.hpp"
#include "mutants/mutant.hpp"

namespace giosim::mutants {

// A scenario that notices it, and by what.
struct Kill {
  std::string file;
  std::vector<Finding> findings;

  bool by(std::string_view what) const;
};

enum class Fate { killed, survives, not_judged };

struct Trial {
  Mutant mutant;
  Fate fate = Fate::not_judged;
  std::vector<Kill> kills;      // the first one, or all of them
  std::size_t scenarios = 0;    // how many it was judged by
};

// The invariants and other things that have killed it, each once, in the order of their kills.
std::vector<std::string> killers_of(const Trial& trial);

// "scenarios/moves/swap.yaml" stands for "moves/swap.yaml".
bool is_named(const std::string& file, const std::string& scenario);

}  // namespace giosim::mutants

namespace giosim {

template <>
inline constexpr auto kWords<mutants::Fate> = WordTable<3>{"killed", "SURVIVES", "not judged"};

}  // namespace giosim
