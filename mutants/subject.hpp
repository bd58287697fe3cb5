// Subject: a program that judges scenarios (mutants/judge.hpp), run as a process of its own and
// followed from outside, since a mutant may hang or crash.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "mutants/judge.hpp"

namespace giosim::mutants {

struct Patience {
  std::chrono::milliseconds for_one{30'000};   // then the scenario counts as one that never ends
  std::function<bool()> stopped = [] { return false; };
};

// The judgement of each file; those behind the first kill, if it ends there, and those that were
// not reached when it was stopped have the outcome not_run. Throws std::runtime_error when the
// program cannot be started.
std::vector<Judgement> judge_by(const std::string& program, const std::vector<std::string>& files,
                                Until until, const Patience& patience);

}  // namespace giosim::mutants
