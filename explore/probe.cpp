#include "explore/probe.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "runner/vary.hpp"
#include "runner/world.hpp"

namespace giosim::explore {
namespace {

// Leaves the run from between two steps.
struct Given {
  RunEnd up;
};

// Makes the known choices, then those that are announced; what is asked within a step is 0 at first.
class ProbeChoices : public sim::Choices {
 public:
  ProbeChoices(const sim::ChoiceList& prefix, StateWatch& watch)
      : prefix_(prefix), watch_(watch) {}

  bool replaying() const { return made().size() < prefix_.size(); }

  // The next question is who runs next, and the answer this one, unless it is known.
  void announce(std::size_t next) { next_ = next; }
  // All questions from now on are asked within a step; they are noted here when they are new.
  void note_in(std::vector<InnerChoice>& inner, bool behind) {
    next_.reset();
    inner_ = &inner;
    behind_ = behind;
    in_step_ = true;
  }
  void step_is_over() { in_step_ = false; }

 protected:
  std::size_t decide(std::size_t options, sim::ChoiceKind kind, std::string_view what) override {
    const std::size_t at = made().size();
    const bool known = at < prefix_.size();
    std::size_t picked = known ? prefix_[at] : next_.value_or(0);
    MUST(picked < options);  // a run that is repeated goes the same way
    if (next_) return picked;
    if (!known) inner_->push_back({at, static_cast<std::uint32_t>(options), behind_ || !in_step_});
    if (kind == sim::ChoiceKind::fault) watch_.fault(what, picked);
    return picked;
  }

 private:
  const sim::ChoiceList& prefix_;
  StateWatch& watch_;
  std::optional<std::size_t> next_;
  std::vector<InnerChoice>* inner_ = nullptr;
  bool behind_ = false;
  bool in_step_ = false;
};

class ProbeRun {
 public:
  ProbeRun(const runner::Scenario& scenario, const Watched& watched, const ProbeOptions& options,
           const sim::ChoiceList& prefix, const Asleep& asleep, Trail& trail)
      : scenario_(scenario),
        options_(options),
        watch_(watched),
        choices_(prefix, watch_),
        asleep_(asleep),
        trail_(trail) {}

  void go() {
    runner::RunOptions run;
    run.choices = &choices_;
    run.limits = options_.limits;
    run.sinks = {&watch_};
    run.looks = &watch_;
    run.steering = [this](runner::World& world) { return steer(world); };
    run.vary = options_.varied;
    try {
      std::uint64_t steps = 0;
      trail_.outcome = outcome_of(
          scenario_, run, [&](const runner::World&) { trail_.final_state = watch_.state(); },
          steps);
      trail_.outcome.faults = watch_.faults();
      trail_.end = RunEnd::outcome;
    } catch (const Given& given) {
      trail_.end = given.up;
    }
    trail_.made = choices_.made();
  }

 private:
  class Steered : public runner::OpenOrders {
   public:
    Steered(ProbeRun& run, const runner::World& world, runner::Varied varied)
        : OpenOrders(world, varied), run_(run) {}
    void about_to_choose() override { run_.about_to_choose(); }
    void about_to_run(const sim::Process* process) override { run_.about_to_run(process); }
    void has_run() override { run_.has_run(); }

   private:
    ProbeRun& run_;
  };

  std::unique_ptr<sim::Steering> steer(runner::World& world) {
    kernel_ = &world.kernel();
    auto steered = std::make_unique<Steered>(*this, world, options_.varied);
    watch_.begin(world, *steered);
    return steered;
  }

  void about_to_choose() {
    known_ = choices_.replaying();
    is_new_state_ = false;
    const std::size_t count = candidates_ = kernel_->ready();
    if (count > 1) choices_.announce(0);
    if (known_ || (count == 1 && asleep_.empty())) return;
    if (options_.stopped && options_.stopped()) throw Given{RunEnd::stopped};

    Met& met = trail_.met.emplace_back();
    is_new_state_ = true;
    if (options_.merges) met.state = watch_.state();
    for (std::size_t i = 0; i < count; ++i)
      met.candidates.push_back(watch_.key_of(kernel_->ready_process(i)));
    met.asleep = asleep_;
    met.made = choices_.made().size();
    if (options_.merges && options_.known(met.state)) throw Given{RunEnd::known};
    if (options_.depth > 0 && met.made >= options_.depth) throw Given{RunEnd::depth};
    // One and the same order of processes in all states makes runs long and few.
    for (std::size_t i = 0; i < count; ++i) {
      const ProcessKey key = met.candidates[i];
      if (std::ranges::find(asleep_, key, &Sleeper::key) != asleep_.end()) continue;
      if (met.chosen == Met::kNone || key < met.candidates[met.chosen]) met.chosen = i;
    }
    if (met.chosen == Met::kNone) throw Given{RunEnd::asleep};
    if (count > 1) choices_.announce(met.chosen);
  }

  void about_to_run(const sim::Process* process) {
    ++trail_.steps;
    key_ = watch_.key_of(process);
    watch_.about_to_run(process, candidates_ > 1);
    const bool behind = !known_ && !is_new_state_;
    choices_.note_in(last_taken().inner, behind);
  }

  void has_run() {
    watch_.has_run();
    choices_.step_is_over();
    if (choices_.replaying()) return;  // there is more to come that is known
    if (!known_) ++trail_.new_steps;
    if (known_ || is_new_state_) {
      last_taken().key = key_;
      last_taken().footprint = watch_.footprint();
    } else {
      last_taken().then.push_back(key_);
    }
    std::erase_if(asleep_, [&](const Sleeper& sleeper) {
      return sleeper.key == key_ || !independent(sleeper.footprint, watch_.footprint());
    });
  }

  Taken& last_taken() { return trail_.met.empty() ? trail_.first : trail_.met.back().taken; }

  const runner::Scenario& scenario_;
  const ProbeOptions& options_;
  StateWatch watch_;
  ProbeChoices choices_;
  Asleep asleep_;
  Trail& trail_;
  sim::Kernel* kernel_ = nullptr;
  std::size_t candidates_ = 0;
  bool known_ = false;         // the step under way was begun among the known choices
  bool is_new_state_ = false;  // … or in the last state that was met
  ProcessKey key_ = 0;
};

}  // namespace

Trail probe(const runner::Scenario& scenario, const Watched& watched, const ProbeOptions& options,
            const sim::ChoiceList& prefix, const Asleep& asleep) {
  Trail trail;
  ProbeRun run(scenario, watched, options, prefix, asleep, trail);
  run.go();
  return trail;
}

}  // namespace giosim::explore
