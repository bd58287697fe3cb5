#include "explore/sample.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "base/splitmix64.hpp"
#include "runner/vary.hpp"
#include "runner/world.hpp"

namespace giosim::explore {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t roll() { return splitmix64(state_); }
  std::size_t below(std::size_t n) { return giosim::below(n, roll()); }

 private:
  std::uint64_t state_;
};

struct Drawn {
  Outcome outcome;
  Fingerprint final_state;
  sim::ChoiceList made;
  std::uint64_t steps = 0;
  std::size_t processes = 0;  // that ever had a choice beside them
  bool stopped = false;
};

struct Stopped {};

class Draw {
 public:
  Draw(const Sample& how, std::uint64_t number, const std::function<bool()>& stopped)
      : how_(how), dice_(how.seed * 0x100000001B3u + number), stopped_(stopped) {
    if (how.strategy != Strategy::pct) return;
    for (std::uint64_t i = 1; i < how.depth && how.choices > 0; ++i)
      changes_.push_back(dice_.below(how.choices));
  }

  Drawn go(const runner::Scenario& scenario, const SearchOptions& options,
           const Watched& watched) {
    StateWatch watch(watched);
    Choosing choices(*this);
    runner::RunOptions run;
    run.choices = &choices;
    run.limits = options.limits;
    run.sinks = {&watch};
    run.looks = &watch;
    run.steering = [&](runner::World& world) {
      auto steered = std::make_unique<Steered>(*this, watch, world, options.varied);
      watch.begin(world, *steered);
      return steered;
    };
    run.vary = options.varied;
    try {
      drawn_.outcome = outcome_of(
          scenario, run, [&](const runner::World&) { drawn_.final_state = watch.state(); },
          drawn_.steps);
      drawn_.outcome.faults = watch.faults();
    } catch (const Stopped&) {
      drawn_.stopped = true;
    }
    drawn_.made = choices.made();
    drawn_.processes = seen_.size();
    return std::move(drawn_);
  }

 private:
  class Choosing : public sim::Choices {
   public:
    explicit Choosing(Draw& draw) : draw_(draw) {}

   protected:
    std::size_t decide(std::size_t options, sim::ChoiceKind, std::string_view) override {
      return draw_.decide(options);
    }

   private:
    Draw& draw_;
  };

  class Steered : public runner::OpenOrders {
   public:
    Steered(Draw& draw, StateWatch& watch, runner::World& world, runner::Varied varied)
        : OpenOrders(world, varied), draw_(draw), watch_(watch), kernel_(world.kernel()) {}
    void about_to_choose() override {
      if (draw_.stopped_ && draw_.stopped_()) throw Stopped();
      draw_.candidates_.clear();
      const std::size_t count = kernel_.ready();
      for (std::size_t i = 0; i < count; ++i) {
        draw_.candidates_.push_back(watch_.key_of(kernel_.ready_process(i)));
        if (count > 1) draw_.seen_.insert(draw_.candidates_.back());
      }
    }
    void about_to_run(const sim::Process* process) override {
      watch_.about_to_run(process, draw_.candidates_.size() > 1);
      draw_.candidates_.clear();
    }
    void has_run() override { watch_.has_run(); }

   private:
    Draw& draw_;
    StateWatch& watch_;
    sim::Kernel& kernel_;
  };

  std::size_t decide(std::size_t options) {
    if (how_.strategy != Strategy::pct || candidates_.size() != options)
      return dice_.below(options);
    const auto highest = std::ranges::max_element(
        candidates_, {}, [this](ProcessKey key) { return priority(key); });
    if (std::ranges::find(changes_, choice_++) != changes_.end()) priorities_[*highest] = lowest_--;
    return static_cast<std::size_t>(highest - candidates_.begin());
  }

  std::int64_t priority(ProcessKey key) {
    const auto [at, added] = priorities_.try_emplace(key, 0);
    if (added) at->second = static_cast<std::int64_t>(dice_.roll() >> 2);
    return at->second;
  }

  const Sample& how_;
  Dice dice_;
  const std::function<bool()>& stopped_;
  std::vector<ProcessKey> candidates_;
  std::set<ProcessKey> seen_;
  std::map<ProcessKey, std::int64_t> priorities_;
  std::vector<std::uint64_t> changes_;
  std::uint64_t choice_ = 0;
  std::int64_t lowest_ = -1;
  Drawn drawn_;
};

}  // namespace

Sampled draw(const runner::Scenario& scenario, const SearchOptions& options, Sample how) {
  Sampled sampled;
  Found& found = sampled.found;
  const Watched watched(scenario);
  const auto begin = std::chrono::steady_clock::now();
  if (how.strategy == Strategy::pct) {
    Sample plain;
    plain.seed = how.seed;
    const Drawn first = Draw(plain, 0, options.interrupted).go(scenario, options, watched);
    how.processes = first.processes;
    how.choices = first.made.size();
  }
  sampled.how = how;

  std::map<Fingerprint, std::size_t> index;
  found.stop = Stop::runs;
  while (found.runs < how.runs && found.stop == Stop::runs) {
    if (options.bounds.time.count() > 0 && found.took >= options.bounds.time) {
      found.stop = Stop::time;
      break;
    }
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kRound, how.runs - found.runs));
    std::vector<Drawn> drawn(count);
    const auto work = [&](std::size_t i) {
      drawn[i] = Draw(how, found.runs + i, options.interrupted).go(scenario, options, watched);
    };
    if (options.in_parallel && count > 1)
      options.in_parallel(count, work);
    else
      for (std::size_t i = 0; i < count; ++i) work(i);
    for (Drawn& one : drawn) {
      if (one.stopped) {
        found.stop = Stop::interrupted;
        break;
      }
      ++found.runs;
      found.steps += one.steps;
      found.final_states.insert(one.final_state);
      const auto [at, added] = index.emplace(one.outcome.fingerprint(), found.outcomes.size());
      if (added) {
        found.outcomes.push_back({std::move(one.outcome), std::move(one.made)});
        sampled.runs_of.push_back(0);
      }
      ++sampled.runs_of[at->second];
    }
    found.took = std::chrono::steady_clock::now() - begin;
    if (options.progress) options.progress(found.runs, 0);
  }
  return sampled;
}

}  // namespace giosim::explore
