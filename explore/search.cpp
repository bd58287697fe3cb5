#include "explore/search.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace giosim::explore {
namespace {


// One arrival at a state, and the candidates that are still to be tried from there.
struct Visit {
  sim::ChoiceList made;
  std::vector<std::uint32_t> todo;  // candidates, by their places
  std::uint32_t state = kNowhere;
};

struct Task {
  sim::ChoiceList prefix;
  Asleep asleep;
  std::uint32_t state = kNowhere;
  std::uint32_t edge = 0;
  std::shared_ptr<const Visit> visit;  // of which this is todo[place]; none of a variant
  std::size_t place = 0;
};

class Search {
 public:
  Search(const runner::Scenario& scenario, const SearchOptions& options)
      : scenario_(scenario), options_(options), watched_(scenario) {
    probe_.varied = options.varied;
    probe_.limits = options.limits;
    probe_.depth = options.bounds.depth;
    probe_.merges = options.reduction != Reduction::none;
    probe_.known = [this](Fingerprint state) { return index_.contains(state); };
    probe_.stopped = [this] { return options_.interrupted && options_.interrupted(); };
  }

  Found go() {
    const auto begin = std::chrono::steady_clock::now();
    State beginning;  // the play before its first choice, which may be one within a step
    beginning.edges.emplace_back();
    found_.graph.push_back(std::move(beginning));
    found_.root = {Target::To::state, 0};
    Task first;
    first.state = 0;
    tasks_.push_back(std::move(first));
    while (!tasks_.empty()) {
      found_.took = std::chrono::steady_clock::now() - begin;
      if (const auto stop = bound_reached()) {
        found_.stop = *stop;
        break;
      }
      round();
      if (options_.progress) options_.progress(found_.runs, found_.graph.size());
    }
    if (found_.stop == Stop::exhausted && cut_) found_.stop = Stop::depth;
    found_.took = std::chrono::steady_clock::now() - begin;
    found_.bytes = bytes();
    return std::move(found_);
  }

 private:
  std::optional<Stop> bound_reached() const {
    if (probe_.stopped()) return Stop::interrupted;
    const Bounds& bounds = options_.bounds;
    if (bounds.runs > 0 && found_.runs >= bounds.runs) return Stop::runs;
    if (bounds.memory > 0 && bytes() >= bounds.memory) return Stop::memory;
    if (bounds.time.count() > 0 && found_.took >= bounds.time) return Stop::time;
    return std::nullopt;
  }

  // An estimate from what is kept; the allocator's own share is not in it.
  std::uint64_t bytes() const {
    constexpr std::size_t kIndexNode = sizeof(std::pair<Fingerprint, std::uint32_t>) + 24;
    return found_.graph.size() * (sizeof(State) + kIndexNode) + edges_ * sizeof(Edge) +
           tasks_.size() * sizeof(Task) + in_tasks_;
  }

  void round() {
    std::size_t count = std::min(kRound, tasks_.size());
    if (options_.bounds.runs > 0)
      count = std::min<std::size_t>(count, options_.bounds.runs - found_.runs);
    std::vector<Task> now;
    for (std::size_t i = 0; i < count; ++i) {
      now.push_back(std::move(tasks_.back()));
      tasks_.pop_back();
      in_tasks_ -= size_of(now.back());
    }
    std::vector<Trail> trails(count);
    const auto work = [&](std::size_t i) {
      trails[i] = probe(scenario_, watched_, probe_, now[i].prefix, now[i].asleep);
    };
    if (options_.in_parallel && count > 1)
      options_.in_parallel(count, work);
    else
      for (std::size_t i = 0; i < count; ++i) work(i);
    for (std::size_t i = 0; i < count; ++i) take_in(now[i], trails[i]);
  }

  static std::size_t size_of(const Task& task) {
    return task.prefix.size() * sizeof(task.prefix[0]) + task.asleep.size() * 200;
  }
  void push(Task task) {
    in_tasks_ += size_of(task);
    tasks_.push_back(std::move(task));
  }

  static Asleep with(Asleep asleep, const Taken& taken) {
    // What a step with a choice in it does was seen for one answer only.
    if (taken.inner.empty()) asleep.push_back({taken.key, taken.footprint});
    return asleep;
  }

  void take_in(const Task& task, const Trail& trail) {
    ++found_.runs;
    found_.steps += trail.steps;
    found_.new_steps += trail.new_steps;
    if (trail.end == RunEnd::stopped) return;

    from_ = task.state;
    from_edge_ = task.edge;
    edge().kind = Edge::Kind::taken;
    edge().then = trail.first.then;
    add_variants(task, trail);
    if (task.visit) try_next(task, trail.first);

    for (const Met& met : trail.met)
      if (!take_in(met, trail)) return;
    if (trail.end == RunEnd::outcome) link(take_in_outcome(trail));
  }

  // The next candidate of the visit; the one just tried sleeps from now on.
  void try_next(const Task& task, const Taken& taken) {
    if (task.place + 1 == task.visit->todo.size()) return;
    push(task_for(task.visit, task.place + 1, sleeps() ? with(task.asleep, taken) : Asleep()));
  }

  Task task_for(std::shared_ptr<const Visit> visit, std::size_t place, Asleep asleep) const {
    Task task;
    task.prefix = visit->made;
    task.prefix.push_back(visit->todo[place]);
    task.asleep = std::move(asleep);
    task.state = visit->state;
    task.edge = visit->todo[place];
    task.visit = std::move(visit);
    task.place = place;
    return task;
  }

  // The other answers to the choices within a step.
  void add_variants(const Task& task, const Trail& trail) {
    variants_of(trail.first, trail, task.state, task.edge, task.asleep);
  }
  void variants_of(const Taken& taken, const Trail& trail, std::uint32_t state,
                   std::uint32_t edge, const Asleep& asleep) {
    for (const InnerChoice& inner : taken.inner)
      for (std::uint32_t answer = 1; answer < inner.options; ++answer) {
        Task variant;
        variant.prefix.assign(trail.made.begin(),
                              trail.made.begin() + static_cast<std::ptrdiff_t>(inner.at));
        variant.prefix.push_back(answer);
        if (!inner.behind) variant.asleep = asleep;
        variant.state = state;
        State& of = found_.graph[state];
        Edge other;
        other.key = of.edges[edge].key;
        other.variant = true;
        variant.edge = static_cast<std::uint32_t>(of.edges.size());
        of.edges.push_back(std::move(other));
        ++edges_;
        push(std::move(variant));
      }
  }

  // False: what the run saw behind this is known already.
  bool take_in(const Met& met, const Trail& trail) {
    if (probe_.merges) {
      const auto known = index_.find(met.state);
      if (known != index_.end()) {
        link({Target::To::state, known->second});
        visit_again(known->second, met, trail);
        return false;
      }
    }
    const auto at = static_cast<std::uint32_t>(found_.graph.size());
    if (probe_.merges) index_.emplace(met.state, at);
    link({Target::To::state, at});
    State state;
    state.parent = from_;
    state.parent_edge = from_edge_;
    state.candidates = static_cast<std::uint32_t>(met.candidates.size());
    for (const ProcessKey key : met.candidates) {
      Edge edge;
      edge.key = key;
      const bool asleep = std::ranges::find(met.asleep, key, &Sleeper::key) != met.asleep.end();
      edge.kind = asleep ? Edge::Kind::asleep : Edge::Kind::open;
      state.edges.push_back(std::move(edge));
    }
    edges_ += state.edges.size();
    if (state.candidates > 1) ++found_.states;
    state.cut = met.chosen == Met::kNone && trail.end == RunEnd::depth;
    cut_ = cut_ || state.cut;
    found_.graph.push_back(std::move(state));
    if (met.chosen == Met::kNone) return false;

    Visit visit;
    visit.made.assign(trail.made.begin(), trail.made.begin() + static_cast<std::ptrdiff_t>(met.made));
    visit.state = at;
    for (std::size_t i = 0; i < met.candidates.size(); ++i)
      if (i != met.chosen && found_.graph[at].edges[i].kind == Edge::Kind::open)
        visit.todo.push_back(static_cast<std::uint32_t>(i));
    std::ranges::sort(visit.todo, {}, [&](std::uint32_t i) { return met.candidates[i]; });
    if (!visit.todo.empty())
      push(task_for(std::make_shared<const Visit>(std::move(visit)), 0,
                    sleeps() ? with(met.asleep, met.taken) : Asleep()));

    from_ = at;
    from_edge_ = static_cast<std::uint32_t>(met.chosen);
    edge().kind = Edge::Kind::taken;
    edge().then = met.taken.then;
    variants_of(met.taken, trail, from_, from_edge_, met.asleep);
    return true;
  }

  // Fewer sleep than when it was met before: those that are awake now are tried.
  void visit_again(std::uint32_t at, const Met& met, const Trail& trail) {
    State& state = found_.graph[at];
    Visit visit;
    visit.state = at;
    std::vector<std::uint32_t> places;  // in this run's order of candidates
    for (std::size_t i = 0; i < met.candidates.size(); ++i) {
      const auto edge = std::ranges::find_if(state.edges, [&](const Edge& e) {
        return e.key == met.candidates[i] && !e.variant;
      });
      MUST(edge != state.edges.end());  // one state has one set of candidates
      const bool asleep = std::ranges::find(met.asleep, edge->key, &Sleeper::key) != met.asleep.end();
      if (edge->kind != Edge::Kind::asleep || asleep) continue;
      edge->kind = Edge::Kind::open;
      visit.todo.push_back(static_cast<std::uint32_t>(i));
      places.push_back(static_cast<std::uint32_t>(edge - state.edges.begin()));
    }
    if (visit.todo.empty()) return;
    visit.made.assign(trail.made.begin(), trail.made.begin() + static_cast<std::ptrdiff_t>(met.made));
    // Each by itself: which of them comes first does not matter, as none of them sleeps.
    for (std::size_t i = 0; i < visit.todo.size(); ++i) {
      Task task;
      task.prefix = visit.made;
      if (met.candidates.size() > 1) task.prefix.push_back(visit.todo[i]);
      task.asleep = met.asleep;
      task.state = at;
      task.edge = places[i];
      push(std::move(task));
    }
  }

  Target take_in_outcome(const Trail& trail) {
    found_.final_states.insert(trail.final_state);
    const Fingerprint outcome = trail.outcome.fingerprint();
    const auto [at, added] =
        outcome_index_.emplace(outcome, static_cast<std::uint32_t>(found_.outcomes.size()));
    if (added) found_.outcomes.push_back({trail.outcome, trail.made});
    return {Target::To::outcome, at->second};
  }

  bool sleeps() const { return options_.reduction == Reduction::full; }
  Edge& edge() { return found_.graph[from_].edges[from_edge_]; }
  void link(Target target) { edge().target = target; }

  const runner::Scenario& scenario_;
  const SearchOptions& options_;
  const Watched watched_;
  ProbeOptions probe_;
  std::vector<Task> tasks_;
  std::unordered_map<Fingerprint, std::uint32_t, FingerprintHash> index_;
  std::unordered_map<Fingerprint, std::uint32_t, FingerprintHash> outcome_index_;
  Found found_;
  std::uint64_t edges_ = 0;
  std::uint64_t in_tasks_ = 0;
  bool cut_ = false;
  std::uint32_t from_ = kNowhere, from_edge_ = 0;  // the edge that leads to what is taken in next
};

}  // namespace

Found search(const runner::Scenario& scenario, const SearchOptions& options) {
  return Search(scenario, options).go();
}

}  // namespace giosim::explore
