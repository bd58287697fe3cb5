#include "explore/shortest.hpp"

#include <algorithm>

#include "explore/replay.hpp"

namespace giosim::explore {
namespace {

void drop_zeros(sim::ChoiceList& list) {
  while (!list.empty() && list.back() == 0) list.pop_back();
}

class Shortener {
 public:
  Shortener(const runner::Scenario& scenario, const SearchOptions& options, const Found& found,
            std::uint64_t runs)
      : scenario_(scenario), options_(options), found_(found), runs_(runs) {
    for (const OutcomeSeen& seen : found.outcomes) wanted_.push_back(seen.outcome.fingerprint());
    lists_.resize(wanted_.size());
    missing_ = wanted_.size();
  }

  std::vector<ShortList> go() {
    by_deviations();
    for (std::size_t i = 0; i < lists_.size(); ++i)
      if (!lists_[i].shortest) lists_[i].choices = simplified(i);
    return std::move(lists_);
  }

 private:
  struct Level {
    sim::ChoiceList list;                // ends with a choice that is not plain, or is empty
    std::vector<std::uint32_t> options;  // of each choice of its run
  };

  Replay run(const sim::ChoiceList& list) {
    ++done_;
    return replay(scenario_, options_.varied, list, options_.limits);
  }
  bool given_up() const {
    return done_ >= runs_ || (options_.interrupted && options_.interrupted());
  }

  // A run at a time, since the runs of one level are few and each decides whether to go on.
  void by_deviations() {
    std::vector<Level> level;
    try_list({}, level);
    while (missing_ > 0 && !level.empty() && !given_up()) {
      std::vector<Level> next;
      for (const Level& from : level)
        for (std::size_t at = from.list.size(); at < from.options.size(); ++at)
          for (std::uint32_t answer = 1; answer < from.options[at]; ++answer) {
            if (missing_ == 0 || given_up()) return;
            sim::ChoiceList list = from.list;
            list.resize(at, 0);
            list.push_back(answer);
            try_list(std::move(list), next);
          }
      level = std::move(next);
    }
  }

  void try_list(sim::ChoiceList list, std::vector<Level>& level) {
    Replay replayed = run(list);
    const auto at = std::ranges::find(wanted_, replayed.outcome.fingerprint());
    if (at != wanted_.end()) {
      ShortList& found = lists_[static_cast<std::size_t>(at - wanted_.begin())];
      if (!found.shortest) {
        found = {list, true};
        --missing_;
      }
    }
    level.push_back({std::move(list), std::move(replayed.options)});
  }

  // Every choice in turn becomes a plain one, the last first, until none can.
  sim::ChoiceList simplified(std::size_t outcome) {
    sim::ChoiceList list = found_.outcomes[outcome].choices;
    drop_zeros(list);
    const std::uint64_t end = done_ + runs_;
    for (bool again = true; again;) {
      again = false;
      for (std::size_t at = list.size(); at-- > 0 && done_ < end;) {
        if (at >= list.size() || list[at] == 0) continue;
        sim::ChoiceList simpler = list;
        simpler[at] = 0;
        drop_zeros(simpler);
        if (run(simpler).outcome.fingerprint() != wanted_[outcome]) continue;
        list = std::move(simpler);
        again = true;
      }
    }
    return list;
  }

  const runner::Scenario& scenario_;
  const SearchOptions& options_;
  const Found& found_;
  std::uint64_t runs_;
  std::uint64_t done_ = 0;
  std::vector<Fingerprint> wanted_;
  std::vector<ShortList> lists_;
  std::size_t missing_ = 0;
};

}  // namespace

std::vector<ShortList> shortest_lists(const runner::Scenario& scenario,
                                      const SearchOptions& options, const Found& found,
                                      std::uint64_t runs) {
  return Shortener(scenario, options, found, runs).go();
}

}  // namespace giosim::explore
