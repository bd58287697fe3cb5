#include "runner/report/json_reading.hpp"

#include <fmt/format.h>

namespace giosim::report {

namespace json = boost::json;

const json::value& member_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (!value) throw UnreadableJson{fmt::format("the field {} is missing", name)};
  return *value;
}

std::string text_member(const json::object& object, std::string_view name) {
  const json::string* text = member_of(object, name).if_string();
  if (!text) throw UnreadableJson{fmt::format("{} is no text", name)};
  return std::string(*text);
}

std::int64_t integer_of(const json::value& value, std::string_view name) {
  const std::int64_t* number = value.if_int64();
  if (!number) throw UnreadableJson{fmt::format("{} is no integer", name)};
  return *number;
}

std::int64_t integer_member(const json::object& object, std::string_view name) {
  return integer_of(member_of(object, name), name);
}

const json::object& object_member(const json::object& object, std::string_view name) {
  const json::object* inner = member_of(object, name).if_object();
  if (!inner) throw UnreadableJson{fmt::format("{} is no object", name)};
  return *inner;
}

const json::array& list_member(const json::object& object, std::string_view name) {
  const json::array* list = member_of(object, name).if_array();
  if (!list) throw UnreadableJson{fmt::format("{} is no list", name)};
  return *list;
}

Cell cell_of_json(const json::value& value) {
  if (const bool* yes = value.if_bool()) return *yes;
  if (const std::int64_t* number = value.if_int64()) return *number;
  if (const json::string* text = value.if_string()) return std::string(*text);
  return {};
}

}  // namespace giosim::report
