#include "cli/exploration.hpp"

#include <fmt/format.h>

#include <thread>

#include "cli/interruption.hpp"
#include "cli/policy_option.hpp"
#include "cli/suite.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::cli {

void declare(Arguments& arguments, ExplorationSettings& settings) {
  std::string sentence = "what is left open, joined by commas (default: init,scan):";
  for (const runner::VaryRow& row : runner::kVaries)
    sentence += " " + std::string(row.word) + ": " + std::string(row.sentence) + ";";
  sentence.back() = '.';
  Argument& vary = arguments.text("--vary", "LIST", std::move(sentence), settings.vary);
  vary.offer = Offer::words;
  vary.words = [] {
    std::vector<std::string> words;
    for (const runner::VaryRow& row : runner::kVaries) words.emplace_back(row.word);
    return words;
  };
  arguments.number("--runs", "stop after N runs", settings.runs, 1);
  arguments.number("--depth", "give up a run after N choices", settings.depth, 1);
  arguments.number("--time", "stop after N seconds", settings.time, 1);
  arguments.number("--memory", "stop when the states take N megabytes", settings.memory, 1);
  arguments.number("--jobs", "use N threads (default: all cores); the result is the same",
                   settings.jobs, 1)
      .letter = "-j";
  arguments.flag("--timings", "say how long it took and how much memory a state takes",
                 settings.timings);
}

runner::Varied varied_of(const ExplorationSettings& settings, const runner::Scenario& scenario) {
  if (settings.vary) {
    const auto varied = runner::Varied::parse(*settings.vary);
    if (!varied) throw UsageError("--vary: " + varied.error());
    return *varied;
  }
  if (!scenario.vary.nothing()) return scenario.vary;
  return {runner::Vary::init, runner::Vary::scan};
}

explore::SearchOptions search_options(const ExplorationSettings& settings,
                                      const runner::Scenario& scenario, Progress& progress) {
  explore::SearchOptions options;
  options.varied = varied_of(settings, scenario);
  options.bounds.runs = settings.runs.value_or(0);
  options.bounds.depth = settings.depth.value_or(0);
  options.bounds.time = std::chrono::seconds(settings.time.value_or(0));
  options.bounds.memory = settings.memory.value_or(0) * 1'000'000;
  options.interrupted = [] { return Interruption::requested(); };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t jobs = settings.jobs.value_or(cores);
  if (jobs > 1)
    options.in_parallel = [jobs](std::size_t count, const std::function<void(std::size_t)>& work) {
      work_in_parallel(count, jobs, work, [](std::size_t) {}, [](std::size_t) {});
    };
  options.progress = [&progress, name = report::one_line(scenario.name)](std::uint64_t runs,
                                                                         std::size_t states) {
    progress.show(fmt::format("{}: {} states, {} runs", name, states, runs));
  };
  return options;
}

}  // namespace giosim::cli
