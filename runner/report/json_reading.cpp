#include "runner/report/json_reading.hpp"

#include <fmt/format.h>

#include "runner/report/json_trace.hpp"

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

std::expected<void, std::string> read_trace(std::istream& trace, const JsonReader& header,
                                            const JsonReader& event) {
  std::string line;
  bool has_header = false, has_footer = false;
  for (std::size_t number = 1; std::getline(trace, line); ++number) {
    if (line.empty()) continue;
    try {
      const json::value value = json::parse(line);
      const json::object* const object = value.if_object();
      if (!object) throw UnreadableJson{"it is no object"};
      const std::string type = text_member(*object, "type");
      if (type == "header") {
        if (const std::string schema = text_member(*object, "schema"); schema != kTraceSchema)
          throw UnreadableJson{fmt::format("it is of schema {}; expected {}", schema, kTraceSchema)};
        header(*object);
        has_header = true;
      } else if (!has_header) {
        throw UnreadableJson{"it comes before a header"};
      } else if (type == "event") {
        event(*object);
      } else if (type == "footer") {
        has_footer = true;
      }
    } catch (const UnreadableJson& wrong) {
      return std::unexpected(fmt::format("line {}: {}", number, wrong.sentence));
    } catch (const boost::system::system_error& wrong) {
      return std::unexpected(fmt::format("line {}: no JSON: {}", number, wrong.code().message()));
    }
  }
  if (!has_header) return std::unexpected("it is empty; expected the lines of a trace");
  if (!has_footer) return std::unexpected("it ends before its footer: a part of the trace is lost");
  return {};
}

Cell cell_of_json(const json::value& value) {
  if (const bool* yes = value.if_bool()) return *yes;
  if (const std::int64_t* number = value.if_int64()) return *number;
  if (const json::string* text = value.if_string()) return std::string(*text);
  return {};
}

}  // namespace giosim::report
