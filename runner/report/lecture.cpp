#include "runner/report/lecture.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/must.hpp"
#include "base/words.hpp"
#include "runner/report/json_reading.hpp"

namespace giosim::report {
namespace {

namespace json = boost::json;

std::string text_or_nothing(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
const json::object& object_among(const json::value& value) {
  const json::object* object = value.if_object();
  if (!object) throw UnreadableJson{"a list holds what is no object"};
  return *object;
}
Cells cells_of_json(const json::object& object) {
  Cells cells;
  for (const auto& field : object)
    cells.emplace_back(std::string(field.key()), cell_of_json(field.value()));
  return cells;
}
std::optional<Cells> row_of_json(const json::value& value) {
  const json::object* row = value.if_object();
  return row ? std::optional(cells_of_json(*row)) : std::nullopt;
}

StepChange change_of_json(const json::object& delta) {
  StepChange change;
  change.table = text_member(delta, "table");
  change.key = text_member(delta, "key");
  change.field = text_or_nothing(delta, "field");
  if (!change.field.empty()) {
    change.before = cell_of_json(member_of(delta, "before"));
    change.after = cell_of_json(member_of(delta, "after"));
  } else {
    change.row_before = row_of_json(member_of(delta, "before"));
    change.row_after = row_of_json(member_of(delta, "after"));
    if (!change.row_before && !change.row_after)
      throw UnreadableJson{"a row is neither there before nor there after"};
  }
  return change;
}

Decision decision_of(const json::object& object) {
  Decision decision{.ask = text_member(object, "ask"), .considered = {}};
  for (const json::value& one : list_member(object, "considered")) {
    const json::object& candidate = object_among(one);
    const json::value& value = member_of(candidate, "v");
    Considered considered{.value = text_of(cell_of_json(value)),
                          .chosen = member_of(candidate, "ok") == json::value(true),
                          .why = text_member(candidate, "why")};
    decision.considered.push_back(std::move(considered));
  }
  if (std::ranges::count(decision.considered, true, &Considered::chosen) != 1)
    throw UnreadableJson{"a decision must choose one number"};
  return decision;
}

// A trace of an earlier giosim says no weight.
Weight weight_of(const json::object& event) {
  const std::string text = text_or_nothing(event, "weight");
  const auto found = std::ranges::find(kWords<Weight>, text);
  return found == kWords<Weight>.end() ? Weight::step
                                       : static_cast<Weight>(found - kWords<Weight>.begin());
}

LectureStep step_of(const json::object& event, std::uint64_t expected) {
  LectureStep step;
  step.seq = static_cast<std::uint64_t>(integer_member(event, "seq"));
  if (step.seq != expected)
    throw UnreadableJson{fmt::format("it is event {}; expected event {}", step.seq, expected)};
  step.since_power_on_ns = integer_member(event, "t");
  step.machine = text_member(event, "machine");
  step.boot = integer_member(event, "boot");
  step.phase = text_member(event, "phase");
  step.component = text_member(event, "comp");
  step.actor = text_member(event, "actor");
  step.kind = text_member(event, "kind");
  step.sentence = text_member(event, "msg");
  step.subject = text_or_nothing(event, "subject");
  step.rule = text_member(event, "rule");
  step.weight = weight_of(event);
  const auto earlier = [&](std::int64_t seq) {
    if (seq < 1 || static_cast<std::uint64_t>(seq) >= step.seq)
      throw UnreadableJson{fmt::format("it rests on event {}, which is not before it", seq)};
    return static_cast<std::uint64_t>(seq);
  };
  if (const std::int64_t* cause = member_of(event, "cause").if_int64())
    step.cause = earlier(*cause);
  if (event.contains("links"))
    for (const json::value& link : list_member(event, "links"))
      if (const std::int64_t* seq = link.if_int64()) step.links.push_back(earlier(*seq));
  for (const json::value& delta : list_member(event, "delta"))
    step.changes.push_back(change_of_json(object_among(delta)));
  if (event.contains("decision")) step.decision = decision_of(object_member(event, "decision"));
  step.fields = cells_of_json(object_member(event, "fields"));
  return step;
}

TaughtRule rule_of(const json::object& object) {
  TaughtRule rule;
  rule.title = text_member(object, "title");
  rule.plain = text_member(object, "plain");
  rule.what_if = text_or_nothing(object, "whatif");
  rule.section = text_or_nothing(object, "section");
  rule.quote = text_or_nothing(object, "quote");
  rule.line = integer_member(object, "line");
  if (object.contains("reading")) {
    const json::object& reading = object_member(object, "reading");
    rule.reading_kind = text_member(reading, "kind");
    rule.reading = text_member(reading, "text");
    rule.policy = text_or_nothing(reading, "policy");
  }
  return rule;
}

}  // namespace

const Cell* cell_in(const Cells& cells, std::string_view name) {
  const auto found = std::ranges::find(cells, name, &Cells::value_type::first);
  return found == cells.end() ? nullptr : &found->second;
}

std::string text_in(const Cells& cells, std::string_view name) {
  const Cell* cell = cell_in(cells, name);
  const auto* text = cell ? std::get_if<std::string>(cell) : nullptr;
  return text ? *text : std::string();
}

std::optional<std::int64_t> number_in(const Cells& cells, std::string_view name) {
  const Cell* cell = cell_in(cells, name);
  const auto* number = cell ? std::get_if<std::int64_t>(cell) : nullptr;
  return number ? std::optional(*number) : std::nullopt;
}

std::int64_t Considered::first() const { return std::atoll(value.c_str()); }

std::int64_t Considered::last() const {
  const std::size_t dots = value.find("..");
  return dots == std::string::npos ? first() : std::atoll(value.c_str() + dots + 2);
}

const Considered& Decision::chosen() const {
  const auto found = std::ranges::find(considered, true, &Considered::chosen);
  MUST(found != considered.end());
  return *found;
}

std::expected<Lecture, std::string> Lecture::read(std::istream& trace) {
  Lecture lecture;
  const auto read_header = [&](const json::object& header) {
    lecture.name_ = text_member(object_member(header, "scenario"), "name");
    for (const auto& rule : object_member(header, "rules"))
      lecture.rules_.emplace(std::string(rule.key()), rule_of(object_among(rule.value())));
    for (const json::value& phase : list_member(header, "phases"))
      lecture.phases_.emplace(text_member(object_among(phase), "id"),
                              text_member(object_among(phase), "title"));
    for (const auto& policy : object_member(header, "policies"))
      lecture.policies_.emplace(std::string(policy.key()), text_of(cell_of_json(policy.value())));
  };
  const auto read_event = [&](const json::object& event) {
    lecture.steps_.push_back(step_of(event, lecture.steps_.size() + 1));
  };
  if (const auto read = read_trace(trace, read_header, read_event); !read)
    return std::unexpected(read.error());
  return lecture;
}

const TaughtRule* Lecture::rule(const std::string& id) const {
  const auto found = rules_.find(id);
  return found == rules_.end() ? nullptr : &found->second;
}

std::string Lecture::departure(const std::string& policy) const {
  const auto found = policies_.find(policy);
  return found == policies_.end() ? std::string() : found->second;
}

bool is_mere_sequence(const LectureStep& step, const LectureStep& cause) {
  if (step.machine != cause.machine) return false;
  if (step.boot != cause.boot) return true;
  return step.actor == cause.actor && !step.subject.empty() && !cause.subject.empty() &&
         step.subject != cause.subject;
}

std::string Lecture::phase_title(const std::string& phase) const {
  const auto found = phases_.find(phase);
  return found == phases_.end() ? phase : found->second;
}

void LectureState::go_to(std::uint64_t seq) {
  MUST(seq <= lecture_.steps().size());
  while (at_ < seq) fold(lecture_.step(++at_), Way::forwards);
  while (at_ > seq) fold(lecture_.step(at_--), Way::backwards);
}

void LectureState::fold(const LectureStep& step, Way way) {
  Tables& tables = machines_[step.machine];
  const auto apply = [&](const StepChange& change) {
    Table& table = tables[change.table];
    if (!change.field.empty()) {
      const auto row = table.find(change.key);
      if (row == table.end()) return;
      for (auto& [field, cell] : row->second)
        if (field == change.field) cell = way == Way::forwards ? change.after : change.before;
      return;
    }
    const auto& row = way == Way::forwards ? change.row_after : change.row_before;
    if (row)
      table.insert_or_assign(change.key, *row);
    else
      table.erase(change.key);
  };
  if (way == Way::forwards)
    for (const StepChange& change : step.changes) apply(change);
  else
    for (auto change = step.changes.rbegin(); change != step.changes.rend(); ++change)
      apply(*change);
}

const LectureState::Table& LectureState::table(const std::string& machine,
                                               const std::string& name) const {
  static const Table kNone;
  const auto tables = machines_.find(machine);
  if (tables == machines_.end()) return kNone;
  const auto table = tables->second.find(name);
  return table == tables->second.end() ? kNone : table->second;
}

const Cells* LectureState::row(const std::string& machine, const std::string& table,
                               const std::string& key) const {
  const Table& rows = this->table(machine, table);
  const auto found = rows.find(key);
  return found == rows.end() ? nullptr : &found->second;
}

}  // namespace giosim::report
