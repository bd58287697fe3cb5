// Reading a trace's JSON: a member that must be there, and be of its type.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
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

// What a cell was written as; nothing for anything else.
Cell cell_of_json(const boost::json::value& value);

}  // namespace giosim::report
