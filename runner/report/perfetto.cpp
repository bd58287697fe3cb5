#include "runner/report/perfetto.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runner/report/plain_text.hpp"
#include "runner/report/rules.hpp"

namespace giosim::report {
namespace {

std::int32_t thread_of(Lane lane) { return static_cast<std::int32_t>(lane) + 1; }

std::string microseconds(std::int64_t nanoseconds) {
  return fmt::format("{}.{:03}", nanoseconds / 1000, nanoseconds % 1000);
}

std::string change_of(const RowDelta& changed) {
  const std::string row = fmt::format("{} {}", changed.table, changed.key);
  if (!changed.before) return row + ": new";
  if (!changed.after) return row + ": gone";
  std::string text = row + ":";
  for (const auto& [field, before, after] : differences(*changed.before, *changed.after))
    text += fmt::format(" {} {} -> {}", field, text_of(before), text_of(after));
  return text;
}

std::string candidate_text(const Candidate& candidate) {
  const std::string numbers =
      candidate.first == candidate.last
          ? fmt::format("{}", candidate.first.number)
          : fmt::format("{}..{}", candidate.first.number, candidate.last.number);
  return fmt::format("{}{}: {}", is_chosen(candidate.code) ? "* " : "", numbers,
                     why(candidate.code));
}

}  // namespace

Perfetto::Perfetto(std::ostream& out) : out_(out) {
  out_ << R"({"displayTimeUnit":"ns","traceEvents":[)";
}

void Perfetto::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  mirror_.row(life, change, row);
}

void Perfetto::fact(const sim::Stamped& stamped) {
  const Telling telling = tell(stamped);
  const Place place = place_of(stamped, telling.lane);
  slice(stamped, telling, place);
  if (const auto span = spans_.follow(stamped, telling)) call(*span, place);
  if (stamped.cause != 0) arrow(stamped.cause, stamped.seq, place);
  if (const std::string ask = question(*stamped.fact); !ask.empty()) {
    event("i", ask, place).field("s", "t");
    end_event();
  }
}

void Perfetto::finish() {
  for (const auto& [thread, slice] : held_) release(slice, INT64_MAX);
  out_ << "\n]}\n";
  out_.flush();
}

Perfetto::Place Perfetto::place_of(const sim::Stamped& stamped, Lane lane) {
  const std::int64_t now = stamped.time.time_since_epoch().count();
  const std::int64_t time = places_.empty() ? now : std::max(now, places_.back().time + 1);
  places_.push_back({time, process_of(*stamped.life), thread_of(lane)});
  return places_.back();
}

// A number for a boot of a machine. The first time, its process and its threads get their names.
std::int32_t Perfetto::process_of(const sim::Life& life) {
  const auto number = static_cast<std::int32_t>(processes_.size()) + 1;
  const auto [known, is_new] = processes_.try_emplace({life.machine, life.boot}, number);
  if (!is_new) return known->second;

  const auto names = [&](std::string_view what, std::int32_t thread, std::string_view argument,
                         const auto& value) {
    event("M", what, {.time = 0, .process = number, .thread = thread});
    json_.key("args").open('{').field(argument, value).close('}');
    end_event();
  };
  const std::string machine = one_line(life.machine);
  names("process_name", 0, "name",
        life.boot == 0 ? machine + ", off" : fmt::format("{}, boot {}", machine, life.boot));
  names("process_sort_index", 0, "sort_index", number);
  for (const Lane lane : lanes()) {
    names("thread_name", thread_of(lane), "name",
          fmt::format("{}: {}", word(lane), role_of(lane)));
    names("thread_sort_index", thread_of(lane), "sort_index", thread_of(lane));
  }
  return number;
}

JsonWriter& Perfetto::event(std::string_view type, std::string_view name, const Place& place) {
  json_.open('{').field("ph", type).field("name", name);
  json_.field("pid", place.process).field("tid", place.thread);
  return json_.key("ts").number(microseconds(place.time));
}

void Perfetto::end_event() {
  json_.close('}');
  write(taken());
}

std::string Perfetto::taken() {
  std::string text = json_.text();
  json_.end_line();
  json_.clear();
  return text;
}

// Each event is a line, and a comma stands before all but the first.
void Perfetto::write(std::string_view event) {
  out_ << (is_first_ ? "\n" : "\n,") << event;
  is_first_ = false;
}

void Perfetto::slice(const sim::Stamped& stamped, const Telling& telling, const Place& place) {
  const auto thread = std::pair(place.process, place.thread);
  if (const auto before = held_.find(thread); before != held_.end())
    release(before->second, place.time);
  event("X", telling.label, place).field("cat", kind_of(*stamped.fact));
  arguments(stamped, telling);
  held_[thread] = {place, taken()};
}

void Perfetto::arguments(const sim::Stamped& stamped, const Telling& telling) {
  json_.key("args").open('{').field("seq", stamped.seq).field("says", telling.sentence);
  json_.field("actor", one_line(stamped.actor));
  const Rule& applied = rule(telling.rule);
  json_.field("rule", fmt::format("{}: {}", applied.id, applied.title));
  if (!applied.quote.empty())
    json_.field("document", applied.quote).field("section", applied.section);
  std::vector<std::string> changes;
  mirror_.settle(stamped,
                 [&](const RowDelta& changed) { changes.push_back(change_of(changed)); });
  const auto list = [this](std::string_view name, const auto& items, const auto& text) {
    if (items.empty()) return;
    json_.key(name).open('[');
    for (const auto& item : items) json_.value(text(item));
    json_.close(']');
  };
  list("changed", changes, [](const std::string& change) { return change; });
  list("considered", considered(*stamped.fact), candidate_text);
  json_.close('}');
}

void Perfetto::call(const Span& span, const Place& place) {
  event(span.edge == SpanEdge::begin ? "b" : "e", fmt::format("{} {}", span.name, span.owner), place);
  json_.field("cat", span.name).field("id", span.id);
  end_event();
}

// From the slice of the cause to the one that stands here.
void Perfetto::arrow(std::uint64_t cause, std::uint64_t effect, const Place& place) {
  event("s", "cause", places_.at(cause - 1)).field("cat", "cause").field("id", effect);
  end_event();
  event("f", "cause", place).field("cat", "cause").field("id", effect).field("bp", "e");
  end_event();
}

void Perfetto::release(const Slice& slice, std::int64_t until) {
  const std::int64_t lasts = std::min(until - slice.place.time, kLongestSlice);
  write(fmt::format("{},\"dur\":{}}}", slice.text, microseconds(lasts)));
}

}  // namespace giosim::report
