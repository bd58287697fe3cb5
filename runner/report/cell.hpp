// Cell: one field of a fact or of a row, in the few types that text and JSON know.
//
// What does not exist yet is nothing: an empty H/W path, an empty driver, a MAC of all zeros.
// An instance or PPA that is not given stays -1, as ioscan prints it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/fact.hpp"
#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/row.hpp"
#include "base/words.hpp"

namespace giosim::report {

using Cell = std::variant<std::monostate, bool, std::int64_t, std::string>;

// A field of a fact or row: its name and what it holds.
using Field = std::pair<std::string_view, Cell>;

inline Cell cell_of(bool value) { return value; }
inline Cell cell_of(std::int32_t value) { return std::int64_t{value}; }
inline Cell cell_of(std::int64_t value) { return value; }
inline Cell cell_of(Instance instance) { return std::int64_t{instance.number}; }
inline Cell cell_of(Ppa ppa) { return std::int64_t{ppa.number}; }
Cell cell_of(const std::string& text);
Cell cell_of(const Screen& screen);  // nothing when it is empty
Cell cell_of(const HwPath& hw_path);
Cell cell_of(MacAddress mac);
Cell cell_of(const std::vector<MacAddress>& macs);  // with blanks between them
Cell cell_of(const std::vector<Ppa>& ppas);         // the same

template <class Tag>
Cell cell_of(const Name<Tag>& name) {
  if (name.empty()) return {};
  return std::string(name.view());
}
template <class Enum>
  requires std::is_enum_v<Enum>
Cell cell_of(Enum value) {
  return std::string(word(value));
}

// "none", "yes" and "no", digits, or the text itself.
std::string text_of(const Cell& cell);

// The fields of a fact (its fields()) or of a row (its cells()), in their declared order.
template <class AnyFact>
std::vector<Field> fields_of(const AnyFact& fact) {
  std::vector<Field> fields;
  fact.fields(
      [&](std::string_view name, const auto& value) { fields.emplace_back(name, cell_of(value)); });
  return fields;
}
std::vector<Field> cells_of(const Row& row);

// "0/4/1/0 lan": the key fields with blanks between them.
std::string key_of(const Row& row);
std::string_view table_of(const Row& row);

}  // namespace giosim::report
