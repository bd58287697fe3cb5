#include "runner/report/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/lines.hpp"
#include "runner/report/json_reading.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::report {
namespace {

namespace json = boost::json;

// ---- The line of a fact ------------------------------------------------------------------------

std::string name_of(std::string_view device_class, std::int64_t number) {
  if (number < 0) return "none";
  return std::string(device_class) + std::to_string(number);
}

const std::string* text_in(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text && !text->empty() ? text : nullptr;
}

class LineMaker {
 public:
  LineMaker(std::string_view kind, const std::vector<Field>& fields) : kind_(kind), fields_(fields) {
    for (const auto& [name, cell] : fields)
      if (const std::string* text = text_in(cell); text && name == "class") class_ = *text;
    find_device();
    // Numbers first: they are what a reader looks for.
    for (const bool numbers : {true, false})
      for (std::size_t i = 0; i < fields.size(); ++i)
        if (i != device_at_ && names_interface(i) == numbers) add(i);
  }

  const std::string& device() const { return device_; }

  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    lines.push_back(said_.empty() ? std::string(kind_) : fmt::format("{:<23} {}", kind_, said_));
    for (const std::string_view line : lines_of(screen_)) lines.push_back("| " + std::string(line));
    return lines;
  }

 private:
  void find_device() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const auto& [name, cell] = fields_[i];
      const std::string* const text = text_in(cell);
      if ((name == "hw_path" || name == "interface") && text) device_ = *text;
      if (name == "instance" && !class_.empty() && number(i) >= 0)
        device_ = name_of(class_, number(i));
      if (device_.empty()) continue;
      device_at_ = i;
      return;
    }
  }

  void add(std::size_t i) {
    const auto& [name, cell] = fields_[i];
    if (name == "output") {
      if (const std::string* text = text_in(cell)) screen_ = *text;
      return;
    }
    if (std::holds_alternative<std::monostate>(cell) || (name == "class" && class_names_all()))
      return;
    if (const auto* text = std::get_if<std::string>(&cell); text && text->empty()) return;
    if (name == "from" && is_next(i, "to"))
      say(value(i) + " -> " + value(i + 1));
    else if (name == "to" && i > 0 && fields_[i - 1].first == "from")
      return;
    else if (name == "instance" || name == "ppa")
      say(value(i));
    else
      say(fmt::format("{} {}", name, value(i)));
  }

  bool is_next(std::size_t i, std::string_view name) const {
    return i + 1 < fields_.size() && fields_[i + 1].first == name;
  }
  // The class stands within the names of instances, or within the device's.
  bool class_names_all() const {
    return std::ranges::any_of(fields_, [](const Field& field) {
      return field.first == "instance" ||
             (field.first == "from" && std::holds_alternative<std::int64_t>(field.second));
    });
  }

  std::int64_t number(std::size_t i) const {
    const auto* held = std::get_if<std::int64_t>(&fields_[i].second);
    return held ? *held : -1;
  }
  bool is_ppa(std::size_t i) const {
    return std::holds_alternative<std::int64_t>(fields_[i].second) &&
           (fields_[i].first == "ppa" || kind_.ends_with("ppa_set"));
  }
  bool names_interface(std::size_t i) const {
    const auto& [name, cell] = fields_[i];
    const bool of_class = !class_.empty() && (name == "instance" || name == "from" || name == "to");
    return std::holds_alternative<std::int64_t>(cell) && (of_class || is_ppa(i));
  }
  std::string value(std::size_t i) const {
    if (!names_interface(i)) return text_of(fields_[i].second);
    return name_of(is_ppa(i) ? kLan.view() : std::string_view(class_), number(i));
  }
  void say(const std::string& what) { said_ += (said_.empty() ? "" : ", ") + what; }

  std::string_view kind_;
  const std::vector<Field>& fields_;
  std::string class_;
  std::string device_;
  std::size_t device_at_ = static_cast<std::size_t>(-1);
  std::string said_;
  std::string screen_;
};

StoryFact made(std::string machine, int boot, std::int64_t clock_ns, std::string_view kind,
               const std::vector<Field>& fields) {
  const LineMaker line(kind, fields);
  return {.machine = std::move(machine),
          .boot = boot,
          .clock_ns = clock_ns,
          .kind = std::string(kind),
          .device = line.device(),
          .lines = line.lines()};
}

// ---- What became of the NICs -------------------------------------------------------------------

// Follows three tables of the state, cell by cell.
void set_cell(NicEnd& nic, std::string_view table, std::string_view field, const Cell& cell) {
  const auto* number = std::get_if<std::int64_t>(&cell);
  const std::string* text = text_in(cell);
  if (table == "node" && field == "instance")
    nic.instance = number && *number >= 0 ? name_of("lan", *number) : "-";
  if (table == "hdm" && field == "mac") nic.mac = text ? *text : "-";
  if (table != "dlpi") return;
  const std::size_t blank = std::min(nic.shown.find(' '), nic.shown.size());
  const std::string ppa = nic.shown.substr(0, blank), mac = nic.shown.substr(blank);
  if (field == "ppa") nic.shown = (number ? name_of("lan", *number) : "none") + mac;
  if (field == "mac") nic.shown = ppa + (text ? " " + *text : "");
}

bool is_of_a_nic(std::string_view table) {
  return table == "node" || table == "hdm" || table == "dlpi";
}

template <class Cells>
void set_row(NicEnds& nics, const std::string& machine, std::string_view table,
             const std::string& hw_path, const Cells& cells) {
  const std::pair key(machine, hw_path);
  if (table == "node") {
    const bool is_lan = std::ranges::any_of(cells, [](const auto& field) {
      const std::string* const text = text_in(field.second);
      return field.first == "class" && text && *text == kLan.view();
    });
    if (!is_lan) return;
    nics.try_emplace(key, NicEnd{"-", "-", "-"});
  }
  const auto nic = nics.find(key);
  if (nic == nics.end()) return;
  if (table == "dlpi") nic->second.shown = "";
  for (const auto& [field, cell] : cells) set_cell(nic->second, table, field, cell);
}

void drop_row(NicEnds& nics, const std::string& machine, std::string_view table,
              const std::string& hw_path) {
  const auto nic = nics.find(std::pair(machine, hw_path));
  if (nic == nics.end()) return;
  if (table == "node")
    nics.erase(nic);
  else if (table == "hdm")
    nic->second.mac = "-";
  else
    nic->second.shown = "-";
}

void forget(NicEnds& nics, const std::string& machine) {
  std::erase_if(nics, [&](const auto& nic) { return nic.first.first == machine; });
}

// ---- Reading a trace ---------------------------------------------------------------------------

std::vector<Field> fields_in(const json::object& object) {
  std::vector<Field> fields;
  for (const auto& field : object)
    fields.emplace_back(std::string_view(field.key().data(), field.key().size()),
                        cell_of_json(field.value()));
  return fields;
}

void read_delta(const json::object& delta, const std::string& machine, NicEnds& nics) {
  const std::string table = text_member(delta, "table");
  if (!is_of_a_nic(table)) return;
  const std::string key = text_member(delta, "key");
  if (const json::value* field = delta.if_contains("field")) {
    const auto nic = nics.find(std::pair(machine, key));
    if (nic == nics.end() || !field->is_string()) return;
    set_cell(nic->second, table, std::string(field->get_string()),
             cell_of_json(member_of(delta, "after")));
  } else if (const json::object* after = member_of(delta, "after").if_object()) {
    set_row(nics, machine, table, key, fields_in(*after));
  } else {
    drop_row(nics, machine, table, key);
  }
}

void read_event(const json::object& event, Story& story) {
  const json::object* const fields = member_of(event, "fields").if_object();
  const json::array* const delta = member_of(event, "delta").if_array();
  if (!fields || !delta) throw UnreadableJson{"fields and delta must be an object and a list"};
  const std::string machine = text_member(event, "machine");
  const std::string kind = text_member(event, "kind");
  story.facts.push_back(made(machine, static_cast<int>(integer_member(event, "boot")),
                             integer_member(event, "clock"), kind, fields_in(*fields)));
  if (kind == MachinePoweredOn::name) forget(story.nics, machine);
  if (kind == MachinePoweredOff::name) return;  // a NIC keeps what it had to the end
  for (const json::value& one : *delta)
    if (const json::object* changed = one.if_object()) read_delta(*changed, machine, story.nics);
}

}  // namespace

bool NaturalLess::operator()(std::string_view a, std::string_view b) const {
  const auto digits = [](std::string_view text) {
    return std::min(text.find_first_not_of("0123456789"), text.size());
  };
  while (!a.empty() && !b.empty()) {
    const std::size_t n = digits(a), m = digits(b);
    if (n > 0 && m > 0) {
      if (n != m) return n < m;
      if (const int order = a.substr(0, n).compare(b.substr(0, n)); order != 0) return order < 0;
      a.remove_prefix(n), b.remove_prefix(n);
    } else {
      if (a.front() != b.front()) return a.front() < b.front();
      a.remove_prefix(1), b.remove_prefix(1);
    }
  }
  return a.empty() && !b.empty();
}

bool NaturalLess::operator()(const std::pair<std::string, std::string>& a,
                             const std::pair<std::string, std::string>& b) const {
  if (a.first != b.first) return (*this)(a.first, b.first);
  return (*this)(a.second, b.second);
}

StoryFact story_fact(std::string machine, int boot, sim::Time time, const Fact& fact) {
  return visit(
      [&](const auto& any) {
        return made(std::move(machine), boot, time.time_since_epoch().count(), any.name,
                    fields_of(any));
      },
      fact);
}

void StoryTeller::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  const std::string_view table = table_of(row);
  if (!is_of_a_nic(table)) return;
  if (change == sim::RowChange::put)
    set_row(story_.nics, one_line(life.machine), table, key_of(row), cells_of(row));
  else
    drop_row(story_.nics, one_line(life.machine), table, key_of(row));
}

void StoryTeller::fact(const sim::Stamped& stamped) {
  const std::string machine = one_line(stamped.life->machine);
  if (holds_alternative<MachinePoweredOn>(*stamped.fact)) forget(story_.nics, machine);
  story_.facts.push_back(story_fact(machine, stamped.life->boot, stamped.time, *stamped.fact));
}

std::expected<Story, std::string> read_story(std::istream& trace) {
  Story story;
  const auto read = [&](const json::object& event) { read_event(event, story); };
  if (const auto all = read_trace(trace, [](const json::object&) {}, read); !all)
    return std::unexpected(all.error());
  return story;
}

}  // namespace giosim::report
