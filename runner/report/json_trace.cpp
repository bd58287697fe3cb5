#include "runner/report/json_trace.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runner/report/plain_text.hpp"
#include "runner/report/rules.hpp"
#include "runner/report/sha256.hpp"

namespace giosim::report {
namespace {

constexpr std::size_t kFlushAt = 64 * 1024;

std::int64_t nanoseconds(sim::Duration duration) { return duration.count(); }

void write_rule(JsonWriter& json, const Rule& row) {
  json.key(row.id).open('{');
  json.field("title", row.title).field("plain", row.plain);
  if (!row.what_if.empty()) json.field("whatif", row.what_if);
  json.field("line", row.line).field("section", row.section).field("quote", row.quote);
  if (row.reading) {
    json.key("reading").open('{');
    json.field("kind", word(row.reading->kind)).field("text", row.reading->text);
    if (!row.reading->policy.empty()) json.field("policy", row.reading->policy);
    json.close('}');
  }
  json.close('}');
}

void write_header(JsonWriter& json, const TraceHeader& header) {
  json.open('{').field("type", "header").field("schema", kTraceSchema);
  json.field("engine", one_line(header.engine));
  json.key("scenario").open('{').field("name", one_line(header.scenario));
  if (!header.source.empty()) json.field("source", one_line(header.source));
  json.field("sha256", sha256_of(header.scenario_text)).close('}');
  json.field("clock", "virtual-ns");

  json.key("lanes").open('[');
  for (Lane lane : lanes())
    json.open('{').field("id", word(lane)).field("role", role_of(lane)).close('}');
  json.close(']').key("phases").open('[');
  for (const PhaseRow& phase : phases())
    json.open('{').field("id", phase.id).field("title", phase.title).close('}');
  json.close(']').key("rules").open('{');
  for (const Rule& row : rules()) write_rule(json, row);
  json.close('}');

  // A run starts with every machine off, and a machine that is off has no rows.
  json.key("initial").open('{').close('}');
  json.field("choices", one_line(header.choices));
  json.key("policies").open('{');
  for (const gio::PolicyRow& row : gio::policy_table())
    if (const std::size_t reading = row.get(header.policies); reading != 0)
      json.field(row.name, row.readings[reading]);
  json.close('}');
  if (header.lesson) {
    const HeaderLesson& lesson = *header.lesson;
    json.key("lesson").open('{').field("number", lesson.number);
    json.field("title", one_line(lesson.title)).field("goal", one_line(lesson.goal));
    if (!lesson.before.empty()) json.field("before", one_line(lesson.before));
    json.field("summary", one_line(lesson.summary));
    if (!lesson.ask.empty()) {
      json.key("ask").open('[');
      for (const std::string& machine : lesson.ask) json.value(one_line(machine));
      json.close(']');
    }
    if (!lesson.ask_at.empty()) {
      json.key("ask_at").open('[');
      for (const HwPath& hw_path : lesson.ask_at) json.value(hw_path.text());
      json.close(']');
    }
    json.close('}');
  }
  json.close('}').end_line();
}

void write_row(JsonWriter& json, const Row* row) {
  if (!row) {
    json.null();
    return;
  }
  json.open('{');
  for (const auto& [name, cell] : cells_of(*row)) json.field(name, cell);
  json.close('}');
}

// A row with nothing but its key, to look others up with.
template <class AnyRow>
Row at(const HwPath& hw_path) {
  AnyRow row;
  row.hw_path = hw_path;
  return row;
}
template <class AnyRow>
Row at(DeviceClass device_class, Instance instance) {
  AnyRow row;
  row.device_class = device_class;
  row.instance = instance;
  return row;
}

Row record_of(const HwPath& hw_path, DeviceClass device_class) {
  IoconfigRow row;
  row.hw_path = hw_path;
  row.device_class = device_class;
  return row;
}

// Where GIO found its number: its record, or the reservations it had to pass over.
std::vector<Row> rows_consulted(const InstanceAssigned& f) {
  if (f.by == AssignedBy::record) return {record_of(f.hw_path, f.device_class)};
  constexpr std::size_t kEnough = 4;
  std::vector<Row> reserved;
  for (const Candidate& candidate : f.considered) {
    if (candidate.code != CandidateCode::reserved) continue;
    for (Instance one = candidate.first; one <= candidate.last && reserved.size() < kEnough; ++one.number)
      reserved.push_back(at<ReservationRow>(f.device_class, one));
  }
  return reserved;
}

// The rows a fact rests on, beyond what caused it.
std::vector<Row> rows_consulted(const Fact& fact) {
  if (const auto* f = get_if<InstanceReserved>(&fact))
    return {at<EntryRow>(f->device_class, f->instance)};
  if (const auto* f = get_if<RecordFreed>(&fact))
    return {at<ReservationRow>(f->device_class, f->instance)};
  if (const auto* f = get_if<InstanceReassigned>(&fact))
    return {at<ReservationRow>(f->device_class, f->to), at<NodeRow>(f->hw_path)};
  if (const auto* f = get_if<InstanceKept>(&fact)) return {at<NodeRow>(f->hw_path)};
  if (const auto* f = get_if<EntrySaved>(&fact)) return {at<NodeRow>(f->hw_path)};
  if (const auto* f = get_if<DlpiMacSet>(&fact)) return {at<HdmRow>(f->hw_path)};
  if (const auto* f = get_if<InstanceAssigned>(&fact)) return rows_consulted(*f);
  return {};
}

}  // namespace

JsonTrace::JsonTrace(std::ostream& out, const TraceHeader& header) : out_(out) {
  write_header(json_, header);
}

void JsonTrace::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  mirror_.row(life, change, row);
}

void JsonTrace::fact(const sim::Stamped& stamped) {
  const Fact& fact = *stamped.fact;
  const Telling telling = tell(stamped);
  ++events_;

  json_.open('{').field("type", "event").field("seq", stamped.seq);
  json_.field("t", nanoseconds(stamped.time - stamped.life->powered_on));
  json_.field("machine", one_line(stamped.life->machine)).field("boot", stamped.life->boot);
  json_.field("phase", row_of(phases_.follow(stamped)).id);
  json_.field("comp", word(telling.lane)).field("actor", one_line(stamped.actor));
  json_.field("kind", kind_of(fact)).field("label", telling.label).key("subject");
  telling.subject.empty() ? json_.null() : json_.value(telling.subject);
  json_.key("cause");
  stamped.cause == 0 ? json_.null() : json_.value(stamped.cause);
  links(stamped);
  span(stamped, telling);
  json_.field("rule", telling.rule).field("msg", telling.sentence);
  json_.field("weight", word(telling.weight));
  delta(stamped);
  decision(stamped);

  json_.key("fields").open('{');
  visit(
      [this](const auto& alternative) {
        alternative.fields([this](std::string_view name, const auto& value) {
          json_.field(name, cell_of(value));
        });
      },
      fact);
  json_.close('}');
  json_.field("clock", nanoseconds(stamped.time.time_since_epoch()));
  json_.close('}').end_line();
  if (json_.text().size() >= kFlushAt) flush();
}

void JsonTrace::links(const sim::Stamped& stamped) {
  std::vector<std::uint64_t> seqs;
  for (const Row& row : rows_consulted(*stamped.fact))
    if (const std::uint64_t seq = mirror_.writer(stamped.life->machine, row)) seqs.push_back(seq);
  if (seqs.empty()) return;

  std::ranges::sort(seqs);
  seqs.erase(std::ranges::unique(seqs).begin(), seqs.end());
  json_.key("links").open('[');
  for (std::uint64_t seq : seqs) json_.value(seq);
  json_.close(']');
}

void JsonTrace::span(const sim::Stamped& stamped, const Telling& telling) {
  const auto span = spans_.follow(stamped, telling);
  if (!span) return;
  json_.key("span").open('{').field("id", span->id);
  json_.field("ph", span->edge == SpanEdge::begin ? "begin" : "end").field("name", span->name);
  json_.close('}');
}

void JsonTrace::delta(const sim::Stamped& stamped) {
  json_.key("delta").open('[');
  mirror_.settle(stamped, [this](const RowDelta& changed) {
    if (changed.before && changed.after) {
      for (const auto& [field, before, after] : differences(*changed.before, *changed.after)) {
        json_.open('{').field("table", changed.table).field("key", changed.key);
        json_.field("field", field).field("before", before).field("after", after).close('}');
      }
    } else {
      json_.open('{').field("table", changed.table).field("key", changed.key);
      json_.key("before");
      write_row(json_, changed.before);
      json_.key("after");
      write_row(json_, changed.after);
      json_.close('}');
    }
    // The end of a large machine is one fact with a million rows.
    if (json_.text().size() >= kFlushAt) flush();
  });
  json_.close(']');
}

void JsonTrace::decision(const sim::Stamped& stamped) {
  const auto candidates = considered(*stamped.fact);
  if (candidates.empty()) return;

  const bool first = holds_alternative<InstanceAssigned>(*stamped.fact);
  json_.key("decision").open('{');
  json_.field("id", fmt::format("{}-{}", first ? "first" : "reassign", stamped.seq));
  json_.field("ask", question(*stamped.fact));
  json_.key("considered").open('[');
  for (const Candidate& candidate : candidates) {
    json_.open('{').key("v");
    if (candidate.first == candidate.last)
      json_.value(candidate.first.number);
    else
      json_.value(fmt::format("{}..{}", candidate.first.number, candidate.last.number));
    json_.field("ok", is_chosen(candidate.code)).field("why", why(candidate.code));
    json_.field("code", word(candidate.code));
    if (is_foil(candidate.code)) json_.field("foil", true);
    json_.close('}');
  }
  json_.close(']').close('}');
}

bool JsonTrace::finish(const std::vector<std::string>& failures) {
  json_.open('{').field("type", "footer").field("events", events_);
  json_.field("final_state_sha256", state_sha256(mirror_));
  if (!failures.empty()) {
    json_.key("failures").open('[');
    for (const std::string& failure : failures) json_.value(one_line(failure));
    json_.close(']');
  }
  json_.close('}').end_line();
  flush();
  out_.flush();
  return !failed();
}

bool JsonTrace::failed() const { return !out_; }

void JsonTrace::flush() {
  if (out_) out_.write(json_.text().data(), static_cast<std::streamsize>(json_.text().size()));
  json_.clear();
}

std::string state_sha256(const StateMirror& state) {
  Sha256 hash;
  JsonWriter json;
  std::string machine_now;
  std::string_view table_now;
  bool in_table = false;

  json.open('{');
  state.each([&](const std::string& machine, std::string_view table, const std::string& key,
                 const Row& row) {
    if (in_table && (machine != machine_now || table != table_now)) json.close('}');
    if (in_table && machine != machine_now) json.close('}');
    if (!in_table || machine != machine_now) json.key(one_line(machine)).open('{');
    if (!in_table || machine != machine_now || table != table_now) json.key(table).open('{');
    in_table = true;
    machine_now = machine;
    table_now = table;

    std::vector<Field> cells = cells_of(row);
    std::ranges::sort(cells, {}, &Field::first);
    json.key(key).open('{');
    for (const auto& [name, cell] : cells) json.field(name, cell);
    json.close('}');
    hash.add(json.text());
    json.clear();
  });
  if (in_table) json.close('}').close('}');
  json.close('}');
  hash.add(json.text());
  return hash.hex();
}

}  // namespace giosim::report
