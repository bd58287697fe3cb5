// docs/TRACE.md. Its examples are told by the narrator, its tables are read off the structs.

#include <fmt/format.h>

#include <type_traits>
#include <utility>

#include "base/fact.hpp"
#include "base/row.hpp"
#include "runner/report/cell.hpp"
#include "runner/report/json_trace.hpp"
#include "runner/report/narrator.hpp"
#include "runner/report/phase.hpp"
#include "runner/report/rules.hpp"
#include "runner/report/trace_schema.hpp"

namespace giosim::report {
namespace {

using fmt::format;

constexpr std::string_view kHead = R"(# The trace

Generated from `runner/report/`; do not edit.

A trace is JSON Lines, UTF-8, one object a line: a header, one event for each fact, a footer.
Keys stand in the order given here and all numbers are integers, so equal runs give equal
bytes. The schema is `@schema@` (JSON Schema: `giosim schema trace`); within `/1` fields are
only added.

## Header

| field | meaning |
|---|---|
| `schema`, `engine` | `@schema@`, and the program that wrote it |
| `scenario` | `name`, `source` (its file) and `sha256` (of its text) |
| `clock` | `virtual-ns`: times are nanoseconds of the simulation, never of a wall clock |
| `lanes`, `phases` | the components and the phases of a boot, in the order to draw them |
| `rules` | the rule book: `title`, `plain`, `whatif`, `section`, `line` and `quote` of the document, `reading` |
| `initial` | the state before the first event: `{machine: {table: {key: {field: cell}}}}` |
| `choices`, `policies` | what makes the run anew: the list of choices, and the readings that are not the default |
| `lesson` | of a scenario that is a lesson: its `number`, `title` and `goal`, what to look at `before` its first step, and the `summary` behind the last |

## Event

| field | meaning |
|---|---|
| `seq` | 1, 2, 3 … over the whole run |
| `t` | nanoseconds since this boot's power-on; `clock` has those since the start of the run |
| `machine`, `boot` | which machine, which power-on (0: before the first) |
| `phase` | where in its life the machine is |
| `comp` | the lane: which component acts |
| `actor` | the process, or `operator` for a step of the scenario |
| `kind` | what happened (below) |
| `label`, `msg` | at most 10, and at most 110 characters for a person; never to be parsed |
| `subject` | a H/W path, `lan0`, or null |
| `cause` | the event that made this one happen; null: nothing before it |
| `links` | the events that wrote the rows which were consulted |
| `span` | this event begins or ends a call: `id`, `ph` (`begin`, `end`), `name` |
| `rule` | the rule that is applied |
| `weight` | how much it matters to a first reader: `plumbing` (the story can do without), `step`, `decision` (GIO chose or reserved a number) or `trouble` (something went wrong) |
| `delta` | what changed: `{table, key, field, before, after}` for a cell, or a whole row with `before: null` (new) or `after: null` (gone). All keys are those of this event's machine |
| `decision` | `ask`, and every number `considered`: `v` (a number, or a run of them as `"3..17"`), `ok`, `why`, `code`; `foil` marks a tempting wrong answer |
| `fields` | the data of this kind |
| `clock` | nanoseconds since the start of the run |

A call without an end was cut off by the end of its machine's power, or, for the calls inside an
init, by the failure of that init.

## Footer

`events`, their number, and `final_state_sha256`: SHA-256 over the canonical JSON (keys in the
order of their bytes, no blanks, empty tables left out) of the state after the last event, in the
form of `initial`. When the run has failed: `failures`, a sentence for each.
)";

// ---- A fact that shows what its kind looks like ------------------------------------------------

void fill(std::string_view name, HwPath& value) {
  value = name == "formerly_at" ? "0/1/1/0" : "0/4/2/0";
}
void fill(std::string_view, DeviceClass& value) { value = kLan; }
void fill(std::string_view, DriverName& value) { value = "igelan"; }
void fill(std::string_view name, Instance& value) { value.number = name == "from" ? 2 : 0; }
void fill(std::string_view name, Ppa& value) { value.number = name == "from" ? 2 : 0; }
void fill(std::string_view name, MacAddress& value) {
  value = name == "equivalent" ? "0x00306E00000B" : "0x00306E00000A";
}
void fill(std::string_view, std::vector<MacAddress>& value) { value = {"0x00306E00000A"}; }
void fill(std::string_view, std::int32_t&) {}  // no VLAN
void fill(std::string_view name, std::int64_t& value) {
  value = name == "to" ? 1 : name == "from" || name == "exit_code" ? 0 : name == "bytes" ? 60 : 2;
}
void fill(std::string_view name, std::string& value) {
  constexpr std::pair<std::string_view, std::string_view> kSamples[] = {
      {"from", "source"},
      {"script", "/sbin/rc2.d/S302hpuxpi"},
      {"interface", "lan0"},
      {"network", "blue"},
      {"line", "ERROR: lan18 interface: ifconfig: no such interface"},
      {"tunable", "gio_portable_image"},
      {"file", "/stand/ioconfig"},
      {"from_file", "/etc/rc.config.d/hpigelanconf"},
      {"to_file", "/etc/rc.config.d/hpiexgbeconf"},
      {"setting", "MTU"},
      {"value", "9000"},
      {"because", "it is reserved"},
      {"command", "lanscan"},
      {"user", "root"},
      {"level", "3"},
      {"node", "hpnode1"},
      {"log_class", "WARNING"},
      {"subsystem", "HP_PI"},
      {"message", "no MAC address is known of lan0"},
      {"error", "no space left on the device"}};
  for (const auto& [field, sample] : kSamples)
    if (field == name) value = sample;
}
void fill(std::string_view, Screen& value) { value.text = "done\n"; }
void fill(std::string_view name, NodeState& value) {
  value = name == "from" ? NodeState::claimed : NodeState::no_hw;
}
void fill(std::string_view, Because& value) { value = Because::no_entry; }
void fill(std::string_view, EntryFate& value) { value = EntryFate::absent_dropped; }
template <class Enum>
  requires std::is_enum_v<Enum>
void fill(std::string_view, Enum&) {}  // its first word will do

template <class AnyFact>
AnyFact sample() {
  AnyFact fact;
  // fields() is const, since facts are only ever read; this one is ours to write.
  fact.fields([](std::string_view name, const auto& value) {
    fill(name, const_cast<std::remove_cvref_t<decltype(value)>&>(value));
  });
  return fact;
}

// ---- What a field holds ------------------------------------------------------------------------

template <class Enum>
std::string words_of() {
  std::string text;
  for (std::string_view one : kWords<Enum>) text += (text.empty() ? "" : " ") + std::string(one);
  return text;
}

template <class Value>
std::string holds() {
  using Plain = std::remove_cvref_t<Value>;
  if constexpr (std::is_same_v<Plain, HwPath>)
    return "H/W path";
  else if constexpr (std::is_same_v<Plain, MacAddress>)
    return "MAC";
  else if constexpr (std::is_same_v<Plain, std::vector<MacAddress>>)
    return "MACs";
  else if constexpr (std::is_same_v<Plain, std::vector<Ppa>>)
    return "PPAs";
  else if constexpr (std::is_same_v<Plain, DeviceClass>)
    return "class";
  else if constexpr (std::is_same_v<Plain, DriverName>)
    return "driver";
  else if constexpr (std::is_same_v<Plain, Instance>)
    return "instance";
  else if constexpr (std::is_same_v<Plain, Ppa>)
    return "PPA";
  else if constexpr (std::is_same_v<Plain, bool>)
    return "boolean";
  else if constexpr (std::is_same_v<Plain, std::string>)
    return "text";
  else if constexpr (std::is_same_v<Plain, Screen>)
    return "lines of text, or null; what is longer than 64 KiB is cut, which its last line says";
  else if constexpr (std::is_enum_v<Plain>)
    return words_of<Plain>();
  else
    return "integer";
}

// "`hw_path` (H/W path), `to` (instance)"
template <class Declare>
std::string field_list(Declare&& declare) {
  std::string list;
  declare([&](std::string_view name, const auto& value) {
    if (!list.empty()) list += ", ";
    list += format("`{}` ({})", name, holds<decltype(value)>());
  });
  return list;
}

template <class AnyFact>
KindRow kind_row(const sim::Life& life) {
  const Fact fact = sample<AnyFact>();
  sim::Stamped stamped;
  stamped.life = &life;
  stamped.fact = &fact;
  const Telling telling = tell(stamped);
  std::string fields = field_list([&](auto&& field) { get<AnyFact>(fact).fields(field); });
  return {AnyFact::name, word(telling.lane), telling.rule, std::move(fields), telling.sentence};
}

template <std::size_t... I>
std::vector<KindRow> kind_rows(std::index_sequence<I...>) {
  const sim::Life life{"target", 1, {}};
  return {kind_row<variant_alternative_t<I, Fact>>(life)...};
}

template <class AnyRow>
std::string table_row() {
  const AnyRow row;
  return format("| `{}` | {} | {} |\n", AnyRow::table,
                field_list([&](auto&& field) { row.key(field); }),
                field_list([&](auto&& field) { row.cells(field); }));
}

template <std::size_t... I>
std::string table_rows(std::index_sequence<I...>) {
  return (table_row<variant_alternative_t<I, Row>>() + ...);
}

std::string head() {
  std::string text(kHead);
  for (std::size_t at = text.find("@schema@"); at != std::string::npos; at = text.find("@schema@"))
    text.replace(at, std::string_view("@schema@").size(), kTraceSchema);
  return text;
}

}  // namespace

std::vector<KindRow> kind_rows() {
  return kind_rows(std::make_index_sequence<variant_size_v<Fact>>());
}

std::string trace_markdown() {
  std::string page = head();

  page += "\n## Kinds\n\nThe rule may depend on the data; docs/RULES.md has the rules.\n\n";
  page += "| kind | lane | rule | fields | for example |\n|---|---|---|---|---|\n";
  for (const KindRow& row : kind_rows())
    page += format("| `{}` | {} | {} | {} | {} |\n", row.name, row.lane, row.rule,
                   row.fields.empty() ? "–" : row.fields, row.example);

  page += "\n## Tables of the state\n\nA key is its fields with blanks between them.\n\n";
  page += "| table | key | cells |\n|---|---|---|\n";
  page += table_rows(std::make_index_sequence<variant_size_v<Row>>());

  page += "\n## Phases\n\n| phase | |\n|---|---|\n";
  for (const PhaseRow& row : phases()) page += format("| `{}` | {} |\n", row.id, row.title);

  page += "\n## Lanes\n\n| lane | |\n|---|---|\n";
  for (Lane lane : lanes()) page += format("| `{}` | {} |\n", word(lane), role_of(lane));

  page += "\n## Codes of candidates\n\n| code | chosen | why |\n|---|---|---|\n";
  for (std::size_t i = 0; i < kWords<CandidateCode>.size(); ++i) {
    const auto code = static_cast<CandidateCode>(i);
    page += format("| `{}` | {} | {} |\n", word(code), is_chosen(code) ? "yes" : "no", why(code));
  }
  return page;
}

}  // namespace giosim::report
