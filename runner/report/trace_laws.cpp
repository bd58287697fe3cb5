#include "runner/report/trace_laws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "runner/report/json_reading.hpp"
#include "runner/report/json_trace.hpp"
#include "runner/report/rules.hpp"
#include "runner/report/sha256.hpp"

namespace giosim::report {
namespace {

namespace json = boost::json;
using fmt::format;

constexpr std::size_t kEnough = 100;
constexpr std::string_view kMacStart = "0x";
constexpr std::size_t kMacLength = 14;

// Everything that looks like a MAC address.
std::vector<std::string> macs_in(std::string_view words) {
  std::vector<std::string> found;
  for (std::size_t at = words.find(kMacStart); at != std::string_view::npos;
       at = words.find(kMacStart, at + 1)) {
    const std::string_view mac = words.substr(at, kMacLength);
    const bool digits =
        std::all_of(mac.begin() + 2, mac.end(), [](unsigned char c) { return std::isxdigit(c); });
    if (mac.size() == kMacLength && digits) found.emplace_back(mac);
  }
  return found;
}

// machine -> table -> key -> field -> cell, all in the order of their bytes.
using StateRow = std::map<std::string, json::value>;
using State = std::map<std::string, std::map<std::string, std::map<std::string, StateRow>>>;

StateRow row_of(const json::object& object) {
  StateRow row;
  for (const auto& [name, cell] : object) row.emplace(name, cell);
  return row;
}

template <class Map, class Value>
std::string canonical(const Map& map, Value&& value) {
  std::string text = "{";
  for (const auto& [name, held] : map) {
    if (text.size() > 1) text += ',';
    text += json::serialize(json::string(name)) + ":" + value(held);
  }
  return text + "}";
}

std::string canonical(const State& state) {
  return canonical(state, [](const auto& tables) {
    return canonical(tables, [](const auto& table) {
      return canonical(table, [](const auto& row) {
        return canonical(row, [](const json::value& cell) { return json::serialize(cell); });
      });
    });
  });
}

// One delta, with the machine it is about.
struct Change {
  std::string machine, table, key;
  std::optional<std::string> cell;  // its field; none: a whole row
  json::value before, after;
};

Change change_of(const std::string& machine, const json::object& delta) {
  Change change{machine,      text_member(delta, "table"),   text_member(delta, "key"),
                std::nullopt, member_of(delta, "before"), member_of(delta, "after")};
  if (delta.contains("field")) change.cell = text_member(delta, "field");
  return change;
}

// Puts `to` where `from` has to be. False: something else was there.
bool apply(State& state, const Change& change, const json::value& from, const json::value& to) {
  auto& rows = state[change.machine][change.table];
  const auto row = rows.find(change.key);
  bool fits = true;
  if (change.cell) {
    fits = row != rows.end() && row->second.contains(*change.cell) &&
           row->second.at(*change.cell) == from;
    rows[change.key][*change.cell] = to;
  } else {
    fits = from.is_null()
               ? row == rows.end()
               : row != rows.end() && from.is_object() && row->second == row_of(from.as_object());
    rows.erase(change.key);
    if (to.is_object()) rows.emplace(change.key, row_of(to.as_object()));
  }
  if (rows.empty()) state[change.machine].erase(change.table);
  if (state[change.machine].empty()) state.erase(change.machine);
  return fits;
}

class Laws {
 public:
  void line(const std::string& line);
  void end();
  std::vector<BrokenLaw> broken() && { return std::move(broken_); }
  bool enough() const { return broken_.size() >= kEnough; }

 private:
  void header(const json::object& line);
  void event(const json::object& event);
  void footer(const json::object& line);

  void order(const json::object& event);
  void causes(const json::object& event);
  void fold(const json::object& event);
  void quoted_rule(const json::object& event);
  void decision(const json::object& event);
  void span(const json::object& event);
  void knowledge(const json::object& event);

  void breaks(std::string_view law, std::string sentence) {
    if (!enough()) broken_.push_back({law, line_, std::move(sentence)});
  }

  std::size_t line_ = 0;
  bool header_seen_ = false, footer_seen_ = false;
  std::int64_t seq_ = 0, clock_ = 0;
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> last_t_;  // by machine and boot
  std::set<std::string, std::less<>> rules_;
  State initial_, state_;
  std::vector<Change> changes_;
  // The calls that have begun and not ended, innermost last, by machine and subject: name, id.
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<std::string, std::string>>>
      open_;
  std::set<std::string> span_ids_;
  std::map<std::string, std::set<std::string>> known_macs_;  // by machine
  std::map<std::string, std::set<std::string>> introduced_;  // H/W paths of cards that said theirs
  std::vector<BrokenLaw> broken_;
};

void Laws::line(const std::string& line) {
  ++line_;
  json::error_code error;
  const json::value value = json::parse(line, error);
  if (error || !value.is_object()) {
    breaks("T10", "this line is no JSON object");
    return;
  }
  try {
    const json::object& object = value.as_object();
    const std::string type = text_member(object, "type");
    if (footer_seen_) throw UnreadableJson{"something comes after the footer"};
    if (type == "header")
      header(object);
    else if (!header_seen_)
      throw UnreadableJson{"the first line is no header"};
    else if (type == "event")
      event(object);
    else if (type == "footer")
      footer(object);
    else
      throw UnreadableJson{format("there is no type {}", type)};
  } catch (const UnreadableJson& unreadable) {
    breaks("T10", unreadable.sentence);
  }
}

void Laws::header(const json::object& line) {
  if (line_ != 1) throw UnreadableJson{"a header stands in the middle"};
  header_seen_ = true;
  if (text_member(line, "schema") != kTraceSchema)
    breaks("T10", format("the schema is not {}", kTraceSchema));

  for (const auto& [id, value] : object_member(line, "rules")) {
    rules_.emplace(id);
    const Rule* known = find_rule(std::string_view(id));
    const json::object* entry = value.if_object();
    if (!known || !entry)
      breaks("T5", format("there is no rule {}", std::string(id)));
    else if (text_member(*entry, "quote") != known->quote ||
             text_member(*entry, "section") != known->section ||
             integer_member(*entry, "line") != known->line)
      breaks("T5", format("rule {} does not quote the document", known->id));
  }
  for (const auto& [machine, tables] : object_member(line, "initial"))
    for (const auto& [table, rows] : tables.as_object())
      for (const auto& [key, row] : rows.as_object())
        initial_[machine][table][key] = row_of(row.as_object());
  state_ = initial_;
}

void Laws::event(const json::object& event) {
  order(event);
  causes(event);
  fold(event);
  quoted_rule(event);
  decision(event);
  span(event);
  knowledge(event);
}

void Laws::order(const json::object& event) {
  const std::int64_t seq = integer_member(event, "seq");
  if (seq != ++seq_) breaks("T1", format("seq is {}, but {} comes next", seq, seq_));
  seq_ = seq;

  const std::int64_t t = integer_member(event, "t"), clock = integer_member(event, "clock");
  std::int64_t& last = last_t_[{text_member(event, "machine"), integer_member(event, "boot")}];
  if (t < last) breaks("T1", format("t falls from {} to {} within a boot", last, t));
  if (clock < clock_) breaks("T1", format("the clock falls from {} to {}", clock_, clock));
  last = t;
  clock_ = clock;
}

void Laws::causes(const json::object& event) {
  const json::value& cause = member_of(event, "cause");
  const auto earlier = [&](const json::value& seq, std::string_view name) {
    const std::int64_t number = integer_of(seq, name);
    if (number < 1 || number >= seq_)
      breaks("T2", format("{} {} is no event before {}", name, number, seq_));
  };
  if (!cause.is_null()) earlier(cause, "cause");
  if (event.contains("links"))
    for (const json::value& link : list_member(event, "links")) earlier(link, "link");
}

void Laws::fold(const json::object& event) {
  const std::string machine = text_member(event, "machine");
  for (const json::value& value : list_member(event, "delta")) {
    if (!value.is_object()) throw UnreadableJson{"a delta is no object"};
    Change change = change_of(machine, value.as_object());
    if (!apply(state_, change, change.before, change.after))
      breaks("T3", format("{} {} was not what `before` says", change.table, change.key));
    if (change.before == change.after)
      breaks("T3", format("{} {} does not change", change.table, change.key));
    changes_.push_back(std::move(change));
  }
}

void Laws::quoted_rule(const json::object& event) {
  const std::string rule = text_member(event, "rule");
  if (!rules_.contains(rule)) breaks("T5", format("the header has no rule {}", rule));
}

void Laws::decision(const json::object& event) {
  if (!event.contains("decision")) return;
  const json::value* chosen = nullptr;
  int right = 0;
  for (const json::value& value : list_member(object_member(event, "decision"), "considered")) {
    if (!value.is_object()) throw UnreadableJson{"a candidate is no object"};
    if (member_of(value.as_object(), "ok") != json::value(true)) continue;
    ++right;
    chosen = &member_of(value.as_object(), "v");
  }
  if (right != 1) {
    breaks("T6", format("the decision has {} right answers", right));
    return;
  }
  if (!chosen->is_int64()) {
    breaks("T6", "the right answer is not one number");
    return;
  }
  const std::string machine = text_member(event, "machine"),
                    subject = text_member(event, "subject");
  const auto& nodes = state_[machine]["node"];
  const auto node = nodes.find(subject);
  if (node == nodes.end() || !node->second.contains("instance") ||
      node->second.at("instance") != *chosen)
    breaks("T6", format("{} does not have the instance that was chosen, {}", subject,
                        chosen->as_int64()));
}

void Laws::span(const json::object& event) {
  const std::string machine = text_member(event, "machine"), kind = text_member(event, "kind");
  if (kind == "machine.powered_off")
    std::erase_if(open_, [&](const auto& open) { return open.first.first == machine; });
  if (!event.contains("span")) return;

  const json::object& span = object_member(event, "span");
  const std::string id = text_member(span, "id"), name = text_member(span, "name");
  std::string subject;
  if (!member_of(event, "subject").is_null()) subject = text_member(event, "subject");
  const json::object& fields = object_member(event, "fields");
  if (fields.contains("script")) subject = text_member(fields, "script");

  auto& open = open_[{machine, subject}];
  if (text_member(span, "ph") == "begin") {
    if (!span_ids_.insert(id).second) breaks("T7", format("span {} begins twice", id));
    // A call of the same name that never ended was given up.
    const auto same = std::ranges::find(open, name, &std::pair<std::string, std::string>::first);
    open.erase(same, open.end());
    open.emplace_back(name, id);
    return;
  }
  const auto begun = std::ranges::find(open, id, &std::pair<std::string, std::string>::second);
  if (begun == open.end())
    breaks("T7", format("span {} ends, but has not begun", id));
  else if (begun + 1 != open.end() && kind != "hdm.init_failed")
    breaks("T7", format("span {} ends before {}, which is inside it", id, open.back().second));
  open.erase(begun, open.end());
}

// What a machine knows of MAC addresses: those of saved entries, what its drivers have read, and
// the station address that an administrator gives to a card which has said its own.
void Laws::knowledge(const json::object& event) {
  const std::string machine = text_member(event, "machine"), kind = text_member(event, "kind");
  std::set<std::string>& known = known_macs_[machine];
  std::set<std::string>& introduced = introduced_[machine];
  if (kind == "machine.powered_on") {
    known.clear();
    introduced.clear();
  }

  if (kind == "hdm.mac_learnt") introduced.insert(text_member(event, "subject"));
  const bool tells_a_mac =
      kind == "hdm.mac_learnt" ||
      (kind == "dlpi.mac_set" && introduced.contains(text_member(event, "subject")));
  if (tells_a_mac)
    for (std::string& mac : macs_in(json::serialize(member_of(event, "fields"))))
      known.insert(std::move(mac));
  for (const json::value& delta : list_member(event, "delta")) {
    const std::string table = text_member(delta.as_object(), "table");
    if (table == "entry" || table == "reservation" || table == "hdm")
      for (std::string& mac : macs_in(json::serialize(delta))) known.insert(std::move(mac));
  }
  // What a person or a program wrote is quoted, whatever it names.
  static const std::set<std::string_view> kQuotes = {
      "cmd.started",  "cmd.ended",           "cmd.cut_off",       "net.setting_applied",
      "nettl.logged", "rc.log_line_written", "pi.setting_carried"};
  if (kQuotes.contains(kind)) return;
  for (const std::string& mac : macs_in(text_member(event, "msg")))
    if (!known.contains(mac))
      breaks("T9", format("the sentence names {}, which {} does not know yet", mac, machine));
}

void Laws::footer(const json::object& line) {
  footer_seen_ = true;
  if (integer_member(line, "events") != seq_)
    breaks("T1", format("the footer counts {} events, there are {}", integer_member(line, "events"),
                        seq_));
  if (text_member(line, "final_state_sha256") != sha256_of(canonical(state_)))
    breaks("T3", "the final state does not have the hash of the footer");

  State back = state_;
  for (auto change = changes_.rbegin(); change != changes_.rend(); ++change)
    if (!apply(back, *change, change->after, change->before)) {
      breaks("T4", format("{} {} cannot be undone", change->table, change->key));
      return;
    }
  if (back != initial_) breaks("T4", "undoing every delta does not lead to the initial state");
}

void Laws::end() {
  if (!header_seen_) breaks("T10", "there is no header");
  if (!footer_seen_) breaks("T10", "there is no footer: the trace was cut off");
}

}  // namespace

std::vector<BrokenLaw> broken_laws(std::istream& trace) {
  Laws laws;
  for (std::string line; !laws.enough() && std::getline(trace, line);) laws.line(line);
  if (!laws.enough()) laws.end();
  return std::move(laws).broken();
}

}  // namespace giosim::report
