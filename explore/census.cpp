#include "explore/census.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace giosim::explore {

Census::Census(Found& found) : found_(found) {
  MUST(found.stop == Stop::exhausted);
  resolve_all();
  count();
}

Count Census::failing() const {
  Count sum = 0;
  for (std::size_t i = 0; i < of_outcome_.size(); ++i)
    if (!found_.outcomes[i].outcome.passed) sum += of_outcome_[i];
  return sum;
}

// The step of `key`, which sleeps in `state`. It slept already, or was taken, in the state from
// which this one was met first, and does not meddle with the step between the two: so it may as
// well come before that one.
Target Census::resolve(std::uint32_t at, ProcessKey key) {
  const auto edge_of = [this](std::uint32_t state, ProcessKey wanted) -> Edge& {
    auto& edges = found_.graph[state].edges;
    const auto edge = std::ranges::find_if(
        edges, [&](const Edge& e) { return e.key == wanted && !e.variant; });
    MUST(edge != edges.end());
    return *edge;
  };
  Edge& asleep = edge_of(at, key);
  if (asleep.target.to != Target::To::nowhere) return asleep.target;

  const std::uint32_t parent = found_.graph[at].parent;
  MUST(parent != kNowhere);
  const ProcessKey between = found_.graph[parent].edges[found_.graph[at].parent_edge].key;
  const Target first = resolve(parent, key);
  // What had no alternative behind it may have been the step between.
  const std::vector<ProcessKey>& then = edge_of(parent, key).then;
  Target target = first;
  if (then.empty()) {
    MUST(first.to == Target::To::state);
    target = resolve(first.index, between);
    edge_of(at, key).then = edge_of(first.index, between).then;
  } else {
    MUST(then.front() == between);
    edge_of(at, key).then.assign(then.begin() + 1, then.end());
  }
  edge_of(at, key).target = target;
  return target;
}

void Census::resolve_all() {
  for (std::uint32_t state = 0; state < found_.graph.size(); ++state)
    for (std::size_t i = 0; i < found_.graph[state].edges.size(); ++i)
      if (found_.graph[state].edges[i].kind == Edge::Kind::asleep)
        static_cast<void>(resolve(state, found_.graph[state].edges[i].key));
}

void Census::count() {
  const std::size_t states = found_.graph.size();
  // Children before parents.
  std::vector<std::uint32_t> order;
  std::vector<char> seen(states, 0);
  std::vector<std::pair<std::uint32_t, std::size_t>> path;
  const auto enter = [&](Target target) {
    if (target.to != Target::To::state || seen[target.index]) return;
    seen[target.index] = 1;
    path.emplace_back(target.index, 0);
  };
  enter(found_.root);
  while (!path.empty()) {
    auto& [state, next] = path.back();
    const auto& edges = found_.graph[state].edges;
    if (next < edges.size()) {
      enter(edges[next++].target);
    } else {
      order.push_back(state);
      path.pop_back();
    }
  }

  from_.assign(states, 0);
  failing_from_.assign(states, 0);
  for (const std::uint32_t state : order)
    for (const Edge& edge : found_.graph[state].edges) {
      from_[state] += from(edge.target);
      failing_from_[state] += failing_from(edge.target);
    }

  of_outcome_.assign(found_.outcomes.size(), 0);
  std::vector<Count> to(states, 0);
  const auto arrive = [&](Target target, const Count& by) {
    if (target.to == Target::To::state) to[target.index] += by;
    if (target.to == Target::To::outcome) of_outcome_[target.index] += by;
  };
  arrive(found_.root, 1);
  for (auto state = order.rbegin(); state != order.rend(); ++state)
    for (const Edge& edge : found_.graph[*state].edges) arrive(edge.target, to[*state]);
  for (const Count& one : of_outcome_) orders_ += one;
}

const Count& Census::from(Target target) const {
  MUST(target.to != Target::To::nowhere);
  return target.to == Target::To::state ? from_[target.index] : one_;
}

const Count& Census::failing_from(Target target) const {
  MUST(target.to != Target::To::nowhere);
  if (target.to == Target::To::state) return failing_from_[target.index];
  return found_.outcomes[target.index].outcome.passed ? zero_ : one_;
}

}  // namespace giosim::explore
