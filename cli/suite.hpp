// Suite: many scenarios run by a pool of workers, each a simulation of its own; results come in the
// order of the scenarios, whoever is first.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "cli/selection.hpp"
#include "runner/report/case_result.hpp"

namespace giosim::cli {

// What a worker may ask while it works: the test run is being ended.
using Stopped = std::function<bool()>;

// Calls work(index) for 0 … count-1 on `jobs` threads, and on the calling thread ready(index) in
// order, each as soon as it and all before it are done; waiting(done) now and then meanwhile. What
// work() throws leaves here.
void work_in_parallel(std::size_t count, std::size_t jobs,
                      const std::function<void(std::size_t)>& work,
                      const std::function<void(std::size_t)>& ready,
                      const std::function<void(std::size_t done)>& waiting);

// Loads the files, in their order.
std::vector<Candidate> load_in_parallel(const std::vector<std::string>& files, std::size_t jobs);

enum class Runs { once, twice };

// Runs one scenario; with Runs::twice it fails when the two traces differ. A run that is stopped
// counts as not run.
report::CaseResult run_case(const Candidate& candidate, Runs runs, const Stopped& stopped);

}  // namespace giosim::cli
