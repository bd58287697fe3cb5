#include "runner/report/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "runner/report/json_writer.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/table_text.hpp"

namespace giosim::report {
namespace {

std::vector<const StoryFact*> selected(const Story& story, const Selection& selection) {
  std::vector<const StoryFact*> facts;
  for (const StoryFact& fact : story.facts)
    if (selection.takes(fact)) facts.push_back(&fact);
  return facts;
}

void compare_nics(const NicEnds& a, const NicEnds& b, Comparison& comparison) {
  std::set<NicEnds::key_type, NaturalLess> keys;
  for (const auto& [key, nic] : a) keys.insert(key);
  for (const auto& [key, nic] : b) keys.insert(key);
  const auto end_in = [](const NicEnds& nics, const NicEnds::key_type& key) {
    const auto nic = nics.find(key);
    return nic == nics.end() ? std::nullopt : std::optional(nic->second);
  };
  for (const auto& key : keys) {
    Comparison::Nic nic{key.first, key.second, end_in(a, key), end_in(b, key)};
    if (nic.a == nic.b)
      ++comparison.nics_alike;
    else
      comparison.nics.push_back(std::move(nic));
  }
}

std::string nic_table(const Comparison& comparison) {
  std::vector<std::vector<std::string>> rows{
      {"", "machine", "H/W path", "MAC address", "GIO", "DLPI"}};
  const auto add = [&](std::string_view side, const Comparison::Nic& nic,
                       const std::optional<NicEnd>& end) {
    if (end)
      rows.push_back({std::string(side), nic.machine, nic.hw_path, end->mac, end->instance, end->shown});
    else
      rows.push_back({std::string(side), nic.machine, nic.hw_path, "not there", "", ""});
  };
  for (const Comparison::Nic& nic : comparison.nics) {
    add("A", nic, nic.a);
    add("B", nic, nic.b);
  }
  return table_text(rows, "   ");
}

std::string line_of(std::string_view side, const std::optional<StoryFact>& fact) {
  if (!fact) return fmt::format("   {}  has ended\n", side);
  return fmt::format("   {}  {}, boot {}: {}\n", side, heading({fact->machine, fact->device}),
                     fact->boot, fact->lines.front());
}

void write_nic(JsonWriter& json, std::string_view side, const std::optional<NicEnd>& end) {
  json.key(side);
  if (!end) {
    json.null();
    return;
  }
  json.open('{').field("mac", end->mac).field("gio", end->instance).field("dlpi", end->shown);
  json.close('}');
}

void write_fact(JsonWriter& json, std::string_view side, const std::optional<StoryFact>& fact) {
  json.key(side);
  if (!fact) {
    json.null();
    return;
  }
  json.open('{').field("machine", fact->machine).field("boot", std::int64_t{fact->boot});
  json.field("device", fact->device).field("kind", fact->kind).field("line", fact->lines.front());
  json.field("clock", fact->clock_ns).close('}');
}

void write_device(JsonWriter& json, const DeviceDiff& diff) {
  const auto& device = diff.before ? *diff.before : *diff.after;
  json.open('{').field("machine", device.first);
  json.key("a");
  diff.before ? json.value(diff.before->second) : json.null();
  json.key("b");
  diff.after ? json.value(diff.after->second) : json.null();
  for (const auto& [name, in] : {std::pair("only_a", DiffLine::In::before),
                                 std::pair("only_b", DiffLine::In::after)}) {
    json.key(name).open('[');
    for (const DiffLine& line : diff.lines)
      if (line.in == in) json.value(line.text);
    json.close(']');
  }
  json.close('}');
}

}  // namespace

Comparison compare(const Story& a, const Story& b, const Selection& selection) {
  Comparison comparison;
  compare_nics(a.nics, b.nics, comparison);

  const std::vector<const StoryFact*> in_a = selected(a, selection), in_b = selected(b, selection);
  comparison.facts = in_a.size();
  std::size_t same = 0;
  while (same < in_a.size() && same < in_b.size() && in_a[same]->same_as(*in_b[same])) {
    if (in_a[same]->clock_ns != in_b[same]->clock_ns) ++comparison.other_times;
    ++same;
  }
  if (same == in_a.size() && same == in_b.size()) return comparison;

  Comparison::Parting parting{same, {}, {}};
  if (same < in_a.size()) parting.a = *in_a[same];
  if (same < in_b.size()) parting.b = *in_b[same];
  comparison.parting = std::move(parting);
  comparison.devices = differences(device_lines(a, selection), device_lines(b, selection));
  return comparison;
}

std::string to_text(const Comparison& comparison, std::string_view a, std::string_view b,
                    Color color) {
  std::string text = fmt::format("A  {}\nB  {}\n\n", a, b);
  if (comparison.same()) {
    text += fmt::format("The same: {}, and {} that ended up alike.\n",
                        counted(comparison.facts, "fact"), counted(comparison.nics_alike, "NIC"));
    if (comparison.other_times > 0)
      text += fmt::format("At other times: {}.\n", counted(comparison.other_times, "fact"));
    return text;
  }

  if (comparison.nics.empty())
    text += fmt::format("Every NIC ended up alike ({}).\n", counted(comparison.nics_alike, "NIC"));
  else
    text += fmt::format("What NICs ended up with, where it differs ({} ended up alike):\n{}",
                        counted(comparison.nics_alike, "NIC"), nic_table(comparison));
  if (!comparison.parting) return text;

  const std::size_t behind = comparison.parting->behind;
  text += behind == 0 ? "\nThey part at the first fact:\n"
                      : fmt::format("\nThey part behind {} that {} the same:\n",
                                    counted(behind, "fact"), behind == 1 ? "is" : "are");
  text += line_of("A", comparison.parting->a) + line_of("B", comparison.parting->b);
  if (comparison.devices.empty())
    text += "\nTo every device the same has happened; in which order differs between devices.\n";
  else
    text += fmt::format("\nDevice by device, - only in A, + only in B:\n{}",
                        text_of(comparison.devices, "   ", color, {"in A", "in B"}));
  return text;
}

std::string to_json(const Comparison& comparison, std::string_view a, std::string_view b) {
  JsonWriter json;
  json.open('{').field("a", a).field("b", b).field("same", comparison.same());
  json.field("nics_alike", std::uint64_t{comparison.nics_alike}).key("nics").open('[');
  for (const Comparison::Nic& nic : comparison.nics) {
    json.open('{').field("machine", nic.machine).field("hw_path", nic.hw_path);
    write_nic(json, "a", nic.a);
    write_nic(json, "b", nic.b);
    json.close('}');
  }
  json.close(']').field("other_times", std::uint64_t{comparison.other_times}).key("parting");
  if (comparison.parting) {
    json.open('{').field("behind", std::uint64_t{comparison.parting->behind});
    write_fact(json, "a", comparison.parting->a);
    write_fact(json, "b", comparison.parting->b);
    json.close('}');
  } else {
    json.null();
  }
  json.key("devices").open('[');
  for (const DeviceDiff& diff : comparison.devices) write_device(json, diff);
  json.close(']').close('}').end_line();
  return json.text();
}

}  // namespace giosim::report
