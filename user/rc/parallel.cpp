#include "user/rc/parallel.hpp"

#include <algorithm>
#include <string>

namespace giosim::user {
namespace {

// What the scripts of one level share while they run.
struct Progress {
  explicit Progress(sim::Kernel& kernel) : one_ended(kernel) {}
  std::set<std::size_t> ended;
  sim::Event one_ended;
};

sim::Task<> run_one(Progress& progress, std::size_t place, sim::Task<> script) {
  co_await std::move(script);
  progress.ended.insert(place);
  progress.one_ended.set();
}

}  // namespace

sim::Task<> run_in_parallel(sim::Kernel& kernel, std::vector<std::set<std::size_t>> waits,
                            ParallelRun run) {
  Progress progress(kernel);
  sim::ProcessGroup scripts(kernel);
  std::set<std::size_t> started;
  while (true) {
    progress.one_ended.reset();
    for (std::size_t i = 0; i < waits.size() && run.go_on(); ++i)
      if (std::ranges::includes(progress.ended, waits[i]) && started.insert(i).second)
        scripts.spawn(run.name_of(i), run_one(progress, i, run.runs(i)));
    if (scripts.running() == 0) co_return;
    co_await progress.one_ended.wait("a script ends");
  }
}

}  // namespace giosim::user
