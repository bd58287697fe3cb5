#include "explore/finding.hpp"

#include <algorithm>
#include <numeric>

#include "explore/replay.hpp"

namespace giosim::explore {
namespace {

Parting part(const Replay& one, const Replay& other) {
  Parting parting;
  const std::size_t both = std::min(one.steps.size(), other.steps.size());
  while (parting.common < both &&
         one.steps[parting.common].text() == other.steps[parting.common].text())
    ++parting.common;
  const auto next = [&](const Replay& replay) {
    return parting.common < replay.steps.size() ? replay.steps[parting.common].text()
                                                : std::string();
  };
  parting.first = next(one);
  parting.second = next(other);
  return parting;
}

// Walks the graph along a replayed order.
class Walk {
 public:
  Walk(const Found& found, const Replay& replay) : found_(found), replay_(replay) {}

  struct Place {
    std::size_t step;     // the one that is taken from this state
    std::uint32_t state;
    std::uint32_t edge;
  };
  // The states with a choice, in order; up to where a choice within a step makes it unclear.
  std::vector<Place> places() const {
    std::vector<Place> places;
    const State& beginning = found_.graph[found_.root.index];
    if (beginning.edges.size() > 1) return places;  // a choice before the first step
    Target at = beginning.edges[0].target;
    std::size_t step = 0;
    while (at.to == Target::To::state) {
      const State& state = found_.graph[at.index];
      std::size_t edge = state.edges.size();
      for (; step < replay_.steps.size() && edge == state.edges.size(); ++step)
        if (is_choice(step))
          for (std::size_t i = 0; i < state.edges.size(); ++i)
            if (state.edges[i].key == replay_.steps[step].key && !state.edges[i].variant) edge = i;
      if (edge == state.edges.size()) break;
      places.push_back({step - 1, at.index, static_cast<std::uint32_t>(edge)});
      if (has_variants(state, state.edges[edge].key)) break;
      at = state.edges[edge].target;
    }
    return places;
  }

 private:
  bool is_choice(std::size_t step) const {
    const std::size_t next =
        step + 1 < replay_.steps.size() ? replay_.steps[step + 1].choice : replay_.made.size();
    return replay_.steps[step].choice < next;
  }
  static bool has_variants(const State& state, ProcessKey key) {
    return std::ranges::any_of(state.edges,
                               [&](const Edge& e) { return e.variant && e.key == key; });
  }

  const Found& found_;
  const Replay& replay_;
};

std::optional<Critical> critical_of(const runner::Scenario& scenario, const SearchOptions& options,
                                    const Found& found, const Census& census,
                                    const Replay& failing) {
  const auto fails = [&](Target target) { return census.from(target) == census.failing_from(target); };
  const std::vector<Walk::Place> places = Walk(found, failing).places();
  for (auto place = places.begin(); place != places.end(); ++place) {
    if (!fails(census.follow(place->state, place->edge))) continue;
    const Target here{Target::To::state, place->state};
    if (fails(here)) return std::nullopt;  // it was lost before the first choice
    Critical critical;
    critical.step = place->step + 1;
    critical.what = failing.steps[place->step].text();
    critical.failing_before = share_of(census.failing_from(here), census.from(here));
    const std::size_t choice = failing.steps[place->step].choice;
    for (std::uint32_t other = 0; other < failing.options[choice]; ++other) {
      if (other == failing.made[choice]) continue;
      sim::ChoiceList list(failing.made.begin(),
                           failing.made.begin() + static_cast<std::ptrdiff_t>(choice));
      list.push_back(other);
      Replay passing = replay(scenario, options.varied, list, options.limits);
      if (!passing.outcome.passed) continue;
      while (!list.empty() && list.back() == 0) list.pop_back();
      critical.passes = std::move(list);
      critical.instead = passing.steps[place->step].text();
      break;
    }
    return critical;
  }
  return std::nullopt;
}

}  // namespace

double share_of(const Count& part, const Count& whole) {
  if (whole == 0) return 0;
  // Ten digits are enough for a person, and whole numbers do it for any size.
  const Count scaled = part * 10'000'000'000 / whole;
  return scaled.convert_to<double>() / 1e10;
}

bool Finding::several_with_the_same_faults() const {
  std::vector<std::string> faults;
  for (const OutcomeFinding& one : outcomes) faults.push_back(one.outcome.faults);
  std::ranges::sort(faults);
  return std::ranges::adjacent_find(faults) != faults.end();
}

bool Finding::all_pass() const {
  return std::ranges::all_of(outcomes, [](const OutcomeFinding& o) { return o.outcome.passed; });
}

Finding sample(const runner::Scenario& scenario, const SearchOptions& options, Sample how) {
  Finding finding;
  Sampled sampled = draw(scenario, options, how);
  finding.found = std::move(sampled.found);
  finding.sample = sampled.how;
  if (finding.found.stop == Stop::interrupted) return finding;
  const std::vector<ShortList> lists = shortest_lists(scenario, options, finding.found, 500);
  for (std::size_t i = 0; i < lists.size(); ++i)
    finding.outcomes.push_back(
        {finding.found.outcomes[i].outcome, lists[i], 0, 0, sampled.runs_of[i]});
  std::ranges::stable_sort(finding.outcomes, std::ranges::greater(), &OutcomeFinding::runs);
  if (finding.outcomes.size() > 1) {
    const auto again = [&](const OutcomeFinding& one) {
      return replay(scenario, options.varied, one.list.choices, options.limits);
    };
    finding.parting = part(again(finding.outcomes[0]), again(finding.outcomes[1]));
  }
  return finding;
}

Finding find(const runner::Scenario& scenario, const SearchOptions& options) {
  Finding finding;
  finding.found = search(scenario, options);
  Found& found = finding.found;
  finding.exhausted = found.stop == Stop::exhausted;
  if (found.stop == Stop::interrupted) return finding;

  std::optional<Census> census;
  if (finding.exhausted) {
    census.emplace(found);
    finding.orders = census->orders();
    finding.failing = census->failing();
  }
  const std::vector<ShortList> lists = shortest_lists(scenario, options, found);
  for (std::size_t i = 0; i < found.outcomes.size(); ++i) {
    OutcomeFinding one{found.outcomes[i].outcome, lists[i], 0, 0, 0};
    if (census) {
      Count with_the_same_faults = 0;
      for (std::size_t k = 0; k < found.outcomes.size(); ++k)
        if (found.outcomes[k].outcome.faults == one.outcome.faults)
          with_the_same_faults += census->of_outcome()[k];
      one.orders = census->of_outcome()[i];
      one.share = share_of(one.orders, with_the_same_faults);
    }
    finding.outcomes.push_back(std::move(one));
  }
  std::ranges::stable_sort(finding.outcomes, [](const OutcomeFinding& a, const OutcomeFinding& b) {
    if (a.outcome.faults != b.outcome.faults) return a.outcome.faults < b.outcome.faults;
    if (a.orders != b.orders) return a.orders > b.orders;
    return a.list.choices < b.list.choices;
  });

  const auto again = [&](const OutcomeFinding& one) {
    return replay(scenario, options.varied, one.list.choices, options.limits);
  };
  if (finding.outcomes.size() > 1 &&
      finding.outcomes[0].outcome.faults == finding.outcomes[1].outcome.faults)
    finding.parting = part(again(finding.outcomes[0]), again(finding.outcomes[1]));
  const auto failing = std::ranges::find_if(
      finding.outcomes, [](const OutcomeFinding& o) { return !o.outcome.passed; });
  if (census && failing != finding.outcomes.end() && finding.failing != finding.orders)
    finding.critical = critical_of(scenario, options, found, *census, again(*failing));
  return finding;
}

}  // namespace giosim::explore
