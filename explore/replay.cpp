#include "explore/replay.hpp"

#include <memory>

#include "runner/vary.hpp"
#include "runner/world.hpp"

namespace giosim::explore {
namespace {

class NotedChoices : public sim::Choices {
 public:
  NotedChoices(const sim::ChoiceList& list, StateWatch& watch, std::vector<std::uint32_t>& options)
      : list_(list), watch_(watch), options_(options) {}

 protected:
  std::size_t decide(std::size_t options, sim::ChoiceKind kind, std::string_view what) override {
    const std::size_t at = made().size();
    const std::size_t wanted = at < list_.size() ? list_[at] : 0;
    const std::size_t picked = wanted < options ? wanted : 0;
    options_.push_back(static_cast<std::uint32_t>(options));
    if (kind == sim::ChoiceKind::fault) watch_.fault(what, picked);
    return picked;
  }

 private:
  const sim::ChoiceList& list_;
  StateWatch& watch_;
  std::vector<std::uint32_t>& options_;
};

class Noting : public runner::OpenOrders {
 public:
  Noting(runner::World& world, runner::Varied varied, StateWatch& watch,
         const sim::Choices& choices, std::vector<ReplayedStep>& steps)
      : OpenOrders(world, varied),
        kernel_(world.kernel()),
        watch_(watch),
        choices_(choices),
        steps_(steps) {}

  void about_to_choose() override {
    before_ = choices_.made().size();
    candidates_ = kernel_.ready();
  }
  void about_to_run(const sim::Process* process) override {
    ReplayedStep& step = steps_.emplace_back();
    if (process) {
      step.process = process->name();
      step.label = process->label();
    }
    step.key = watch_.key_of(process);
    step.choice = before_;
    watch_.about_to_run(process, candidates_ > 1);
  }
  void has_run() override { watch_.has_run(); }

 private:
  sim::Kernel& kernel_;
  std::size_t candidates_ = 0;
  StateWatch& watch_;
  const sim::Choices& choices_;
  std::vector<ReplayedStep>& steps_;
  std::size_t before_ = 0;
};

}  // namespace

Replay replay(const runner::Scenario& scenario, runner::Varied varied,
              const sim::ChoiceList& list, const sim::Limits& limits) {
  Replay replay;
  const Watched watched(scenario);
  StateWatch watch(watched);
  NotedChoices choices(list, watch, replay.options);

  runner::RunOptions run;
  run.choices = &choices;
  run.limits = limits;
  run.sinks = {&watch};
  run.looks = &watch;
  run.steering = [&](runner::World& world) {
    auto noting = std::make_unique<Noting>(world, varied, watch, choices, replay.steps);
    watch.begin(world, *noting);
    return noting;
  };
  run.vary = varied;
  std::uint64_t steps = 0;
  replay.outcome = outcome_of(scenario, run, [](const runner::World&) {}, steps);
  replay.outcome.faults = watch.faults();
  replay.made = choices.made();
  return replay;
}

}  // namespace giosim::explore
