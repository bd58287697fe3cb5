// Reading a trace: its lines, and in their JSON members that must be there, and be of their type.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <expected>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

#include "runner/report/cell.hpp"

namespace giosim::report {

// Thrown by all of these; the sentence says what is missing, or of another type.
struct UnreadableJson {
  std::string sentence;
};

const boost::json::value& member_of(const boost::json::object& object, std::string_view name);
std::string text_member(const boost::json::object& object, std::string_view name);
std::int64_t integer_of(const boost::json::value& value, std::string_view name);
std::int64_t integer_member(const boost::json::object& object, std::string_view name);
const boost::json::object& object_member(const boost::json::object& object, std::string_view name);
const boost::json::array& list_member(const boost::json::object& object, std::string_view name);

// Calls these for the lines of a trace (docs/TRACE.md); they may throw the same. The error says in which
// line, and what.
using JsonReader = std::function<void(const boost::json::object&)>;
std::expected<void, std::string> read_trace(std::istream& trace, const JsonReader& header,
                                            const JsonReader& event);

// What a cell was written as; nothing for anything else.
Cell cell_of_json(const boost::json::value& value);

}  // namespace giosim::report
