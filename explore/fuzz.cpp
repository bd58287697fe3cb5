#include "explore/fuzz.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/must.hpp"
#include "base/splitmix64.hpp"
#include "runner/load.hpp"
#include "runner/problem.hpp"

namespace giosim::explore {
namespace {

using runner::Failure;

// Counts facts by name.
class Reached : public sim::TraceSink {
 public:
  explicit Reached(std::map<std::string, std::uint64_t>& counts) : counts_(counts) {}
  void fact(const sim::Stamped& stamped) override {
    ++counts_[std::string(visit([](const auto& fact) { return fact.name; }, *stamped.fact))];
  }

 private:
  std::map<std::string, std::uint64_t>& counts_;
};

// One performance of a play.
struct Performance {
  std::optional<Failure> failure;
  std::string choices;
  std::optional<std::size_t> senseless;  // the step that could not be done
  bool interrupted = false;
};

std::string policy_text(const gio::Policies& policies) {
  std::string text;
  for (const gio::PolicyRow& row : gio::policy_table())
    if (const std::size_t reading = row.get(policies); reading != 0)
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", row.name, row.readings[reading]);
  return text;
}

bool alike(const std::optional<Failure>& a, const Failure& b) {
  return a && a->kind == b.kind && a->id == b.id;
}

class Fuzzer {
 public:
  explicit Fuzzer(const FuzzOptions& options) : options_(options) {}

  FuzzResult go(std::uint64_t seed, const std::string& name) {
    FuzzResult result;
    result.seed = seed;
    result.play = random_play(seed);
    result.play.name = name;
    result.play.says = "It was drawn at random.";
    result.play.policy = policy_text(options_.policies);
    Performance performance = sensible(result, seed);
    result.interrupted = performance.interrupted;
    if (!performance.failure) return result;

    result.failure = performance.failure;
    result.size_before = result.play.size_text();
    result.play.choices = performance.choices;
    shrink(result, seed);
    result.play.says = fmt::format("Drawn at random and shrunk; it breaks {}.",
                                   result.failure->id.empty() ? "the mechanism" : result.failure->id);
    return result;
  }

 private:
  Performance perform(const Play& play, sim::Choices& choices,
                      std::map<std::string, std::uint64_t>* reached = nullptr) {
    ++runs_;
    Performance performance;
    try {
      const runner::Scenario scenario = runner::load_scenario_text(play.name, play.text());
      std::map<std::string, std::uint64_t> counts;
      Reached sink(counts);
      runner::RunOptions options;
      options.choices = &choices;
      options.limits = options_.limits;
      options.interrupted = options_.interrupted;
      if (reached) options.sinks = {&sink};
      const runner::Verdict verdict = runner::run(scenario, options);
      // No exit code is judged: that of a command which the power has cut off says nothing.
      const auto wrong = std::ranges::find_if(verdict.failures, [](const Failure& failure) {
        return failure.kind != Failure::Kind::expectation;
      });
      if (wrong != verdict.failures.end()) performance.failure = *wrong;
      performance.choices = verdict.choices;
      performance.interrupted = verdict.interrupted;
      if (reached)
        for (const auto& [name, count] : counts) (*reached)[name] += count;
    } catch (const runner::ScenarioError& error) {
      for (const runner::Problem& problem : error.problems().sorted())
        performance.senseless = play.step_in_line(problem.line);
      if (!performance.senseless) performance.senseless = play.steps.size();
    }
    return performance;
  }

  Performance sensible(FuzzResult& result, std::uint64_t seed) {
    Play& play = result.play;
    while (true) {
      sim::Seeded choices(seed);
      result.reached.clear();
      const Performance performance = perform(play, choices, &result.reached);
      if (!performance.senseless) return performance;
      if (play.steps.empty()) return {};
      // Nobody knows which step it was: the last one goes.
      const std::size_t at = std::min(*performance.senseless, play.steps.size() - 1);
      play.steps.erase(play.steps.begin() + static_cast<std::ptrdiff_t>(at));
      ++result.steps_dropped;
    }
  }

  // The play fails in the same way, in some order: the plain one if possible, else one drawn.
  std::optional<Performance> fails_alike(const Play& play, const Failure& failure,
                                         std::uint64_t seed) {
    sim::InOrder plain;
    const Performance in_order = perform(play, plain);
    if (alike(in_order.failure, failure)) return in_order;
    if (in_order.senseless) return std::nullopt;
    for (std::uint64_t other = 0; other < 3; ++other) {
      sim::Seeded drawn(seed + other);
      const Performance performance = perform(play, drawn);
      if (alike(performance.failure, failure)) return performance;
    }
    return std::nullopt;
  }

  // What fails as time has it needs no order of its own.
  void forget_the_orders(FuzzResult& result, std::uint64_t seed) {
    if (result.play.vary.empty()) return;
    Play less = result.play;
    less.vary.clear();
    less.choices.clear();
    const auto performance = fails_alike(less, *result.failure, seed);
    if (!performance) return;
    less.choices = performance->choices;
    result.play = std::move(less);
    result.failure = performance->failure;
  }

  bool given_up() const { return runs_ >= options_.shrink_runs || options_.interrupted(); }

  void shrink(FuzzResult& result, std::uint64_t seed) {
    forget_the_orders(result, seed);
    bool smaller = true;
    while (smaller && !given_up()) {
      smaller = false;
      for (std::size_t part = 0; part < result.play.parts() && !given_up();) {
        Play less = result.play.without(part);
        less.choices.clear();
        if (const auto performance = fails_alike(less, *result.failure, seed)) {
          less.choices = performance->choices;
          result.play = std::move(less);
          result.failure = performance->failure;
          smaller = true;
        } else {
          ++part;
        }
      }
    }
    shrink_choices(result);
  }

  // Each choice that need not be another than the plain one becomes the plain one.
  void shrink_choices(FuzzResult& result) {
    auto parsed = sim::parse_choices(result.play.choices);
    MUST(parsed.has_value());
    sim::ChoiceList list = std::move(*parsed);
    for (std::size_t i = list.size(); i-- > 0 && !given_up();) {
      if (list[i] == 0) continue;
      sim::ChoiceList plainer = list;
      plainer[i] = 0;
      while (!plainer.empty() && plainer.back() == 0) plainer.pop_back();
      Play tried = result.play;
      tried.choices.clear();
      sim::Replayed replayed(plainer);
      const Performance performance = perform(tried, replayed);
      if (!alike(performance.failure, *result.failure)) continue;
      list = std::move(plainer);
      result.failure = performance.failure;
      i = std::min(i, list.size());
    }
    result.play.choices = sim::to_string(list);
  }

  const FuzzOptions& options_;
  std::uint64_t runs_ = 0;
};

}  // namespace

std::uint64_t seed_of_play(std::uint64_t seed, std::uint64_t index) {
  return scattered(seed * kSplitmixStep + index + 1);
}

FuzzResult fuzz(std::uint64_t seed, const std::string& name, const FuzzOptions& options) {
  return Fuzzer(options).go(seed, name);
}

}  // namespace giosim::explore
