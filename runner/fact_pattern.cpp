#include "runner/fact_pattern.hpp"

#include <algorithm>
#include <variant>

#include "base/nearest_word.hpp"
#include "runner/report/cell.hpp"
#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"

namespace giosim::runner {
namespace {

// Calls visit(fact) with one default fact of each kind.
template <class Visit, std::size_t... I>
void each_kind(Visit&& visit, std::index_sequence<I...>) {
  (visit(variant_alternative_t<I, giosim::Fact>{}), ...);
}
template <class Visit>
void each_kind(Visit&& visit) {
  each_kind(visit, std::make_index_sequence<variant_size_v<giosim::Fact>>{});
}

}  // namespace

const std::vector<std::string>& fact_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    each_kind([&](const auto& fact) { all.emplace_back(fact.name); });
    return all;
  }();
  return names;
}

std::vector<std::string> fields_of(const std::string& fact_name) {
  std::vector<std::string> names;
  each_kind([&](const auto& fact) {
    if (fact.name != fact_name) return;
    for (const auto& [name, cell] : report::fields_of(fact)) names.emplace_back(name);
  });
  return names;
}

bool FactPattern::matches(std::string_view on_machine, int in_boot,
                          const giosim::Fact& any) const {
  if (!machine.empty() && on_machine != machine) return false;
  if (boot != 0 && in_boot != boot) return false;
  return visit(
      [&](const auto& fact) {
        if (fact.name != event) return false;
        if (with.empty()) return true;
        const std::vector<report::Field> fields = report::fields_of(fact);
        return std::ranges::all_of(with, [&](const auto& wanted) {
          const auto found = std::ranges::find(fields, wanted.first, &report::Field::first);
          return found != fields.end() && report::text_of(found->second) == wanted.second;
        });
      },
      any);
}

std::string FactPattern::text() const {
  std::string text = event;
  const char* separator = " with ";
  for (const auto& [field, value] : with) {
    text += separator + field + " " + value;
    separator = ", ";
  }
  if (!machine.empty()) text += " on " + machine;
  if (boot != 0) text += " in boot " + std::to_string(boot);
  return text;
}

std::expected<void, std::string> fields_exist(const FactPattern& pattern) {
  const std::vector<std::string> fields = fields_of(pattern.event);
  for (const auto& [field, value] : pattern.with) {
    if (std::ranges::find(fields, field) != fields.end()) continue;
    std::string sentence = pattern.event + " has no field '" + field + "'";
    sentence += fields.empty() ? "; it has none at all" : "; expected one of ";
    for (std::size_t i = 0; i < fields.size(); ++i) sentence += (i > 0 ? ", " : "") + fields[i];
    return std::unexpected(sentence);
  }
  return {};
}

const Shape<FactPattern>& fact_pattern_shape() {
  static const Shape<FactPattern> shape =
      MapShape<FactPattern>("fact pattern", "Which facts are meant.")
          .required("name", &FactPattern::event, fact_name_shape(), "What happened.",
                    {.example = "name: gio.instance_reassigned"})
          .optional("machine", &FactPattern::machine, given_name(Named::machine),
                    "On which machine; any, when left out.")
          .optional("boot", &FactPattern::boot, integer<int>(1, 1'000'000),
                    "In which boot of the machine, counted from 1; any, when left out.")
          .optional("with", &FactPattern::with, map_of(identifier("field"), text()),
                    "What the fact's fields must hold, as the trace writes them.",
                    {.example = "with: {hw_path: 0/4/2/0, to: 0}"})
          .short_form("name")
          .check(fields_exist, "with");
  return shape;
}

Shape<std::string> fact_name_shape() {
  const std::vector<std::string>& names = fact_names();
  return made_of<std::string>(word_index("fact name", names),
                              std::function<std::string(std::size_t)>(
                                  [&names](std::size_t i) { return names[i]; }));
}

}  // namespace giosim::runner
