// What shapes say about themselves: JSON Schema, tables, and examples that are right.
#include "runner/shape_schema.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "runner/shape_table.hpp"
#include "tests/runner/shape_play.hpp"

using namespace giosim::runner;
using namespace giosim::runner::small;

namespace {

// JSON on one line.
std::string json(const SchemaNode& node) {
  struct Writer {
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(const std::string& value) const {
      std::string text = "\"";
      for (const char c : value) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
      }
      return text + '"';
    }
    std::string operator()(const SchemaNode::Array& array) const {
      std::string text;
      for (const SchemaNode& item : array) text += (text.empty() ? "" : ", ") + json(item);
      return "[" + text + "]";
    }
    std::string operator()(const SchemaNode::Object& object) const {
      std::string text;
      for (const auto& [key, value] : object)
        text += (text.empty() ? "" : ", ") + (*this)(key) + ": " + json(value);
      return "{" + text + "}";
    }
  };
  return std::visit(Writer{}, node.value);
}

std::string definition(const std::string& name) {
  const SchemaNode whole = schema(play_shape(), "scenario.schema.json", "A scenario");
  const SchemaNode* node = whole.find("$defs")->find(name);
  REQUIRE(node);
  return json(*node);
}

std::string property(const std::string& name, const std::string& key) {
  const SchemaNode whole = schema(play_shape(), "scenario.schema.json", "A scenario");
  const SchemaNode* node = whole.find("$defs")->find(name)->find("properties")->find(key);
  REQUIRE(node);
  return json(*node);
}

}  // namespace

TEST_CASE("a schema has a head and one definition for every map with fixed keys", "[schema]") {
  const SchemaNode whole = schema(play_shape(), "scenario.schema.json", "A scenario");

  CHECK(json(*whole.find("$schema")) == "\"https://json-schema.org/draft/2020-12/schema\"");
  CHECK(json(*whole.find("$id")) == "\"scenario.schema.json\"");
  CHECK(json(*whole.find("$ref")) == "\"#/$defs/scenario\"");
  std::string names;
  for (const auto& [name, node] : std::get<SchemaNode::Object>(whole.find("$defs")->value))
    names += name + " ";
  CHECK(names == "scenario machine nic step boot move_disk repeat ");
}

TEST_CASE("a map with fixed keys is a closed object", "[schema]") {
  CHECK(definition("machine") ==
        R"({"description": "A computer: its slots and what is in them.", "type": "object", )"
        R"("properties": {"model": {"description": "What HP sold it as.", )"
        R"("type": ["string", "number", "boolean"], "minLength": 1}, )"
        R"("slots": {"description": "Its slots.", "type": "object", )"
        R"("propertyNames": {"pattern": "^[0-9]+(/[0-9]+)*$"}, )"
        R"("additionalProperties": {"$ref": "#/$defs/nic"}}}, )"
        R"("additionalProperties": false, "required": ["slots"]})");
}

TEST_CASE("alternatives and short forms are choices in the schema", "[schema]") {
  CHECK(definition("step").ends_with(
      R"("additionalProperties": false, "oneOf": [{"required": ["boot"]}, )"
      R"({"required": ["move_disk"]}, {"required": ["repeat"]}]})"));
  CHECK(definition("boot").starts_with(
      R"({"description": "Powers a machine on.", "anyOf": [{"type": "string", )"
      R"("pattern": "^[A-Za-z][A-Za-z0-9_.-]*$"}, {"type": "object", "properties": {"machine")"));
}

TEST_CASE("a shape inside itself is a reference in the schema", "[schema]") {
  CHECK(property("repeat", "steps") ==
        R"({"description": "What.", "type": "array", "items": {"$ref": "#/$defs/step"}})");
}

TEST_CASE("scalars keep their ranges, words, patterns, examples and defaults", "[schema]") {
  CHECK(property("repeat", "times") ==
        R"({"description": "How often.", "type": "integer", "minimum": 1, "maximum": 1000})");
  CHECK(property("scenario", "order") ==
        R"({"description": "Who goes first.", "enum": ["in_order", "seeded", "replayed"], )"
        R"("default": "in_order"})");
  CHECK(property("scenario", "tags") ==
        R"({"description": "For selection.", "anyOf": [)"
        R"({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_.-]*$"}, )"
        R"({"type": "array", "items": {"type": "string", )"
        R"("pattern": "^[A-Za-z][A-Za-z0-9_.-]*$"}}]})");
  CHECK(property("nic", "mac") ==
        R"({"description": "Its address.", "type": ["string", "number"], )"
        R"("pattern": "^0x[0-9A-Fa-f]{12}$", "examples": ["0x00306E00000A"]})");
  CHECK(property("nic", "hot_plugged") ==
        R"({"description": "Is it there at boot?", "type": "boolean", "default": false})");
  CHECK(property("nic", "latency") ==
        R"({"description": "How long it takes to answer.", "type": "string", )"
        R"("pattern": "^[0-9]+(\\.[0-9]+)? ?(ns|us|ms|s|min)$", )"
        R"("examples": ["5ms", "2 s", "1.5us"], "default": "5ms"})");
}

TEST_CASE("tables tell each key, its value, whether it must be there, and what it means",
          "[table]") {
  const ShapeTables tables = describe(play_shape());

  REQUIRE(tables.maps.size() == 7);
  const KeyTable& scenario = tables.maps[0];
  CHECK(scenario.name == "scenario");
  CHECK(scenario.rows[0].presence == "required");
  CHECK(scenario.rows[1].type == "`in_order`, `seeded` or `replayed`");
  CHECK(scenario.rows[1].presence == "in_order");
  CHECK(scenario.rows[3].type == "map of name to machine");
  CHECK(scenario.rows[4].type == "list of step");
  const KeyTable& boot = tables.maps[4];
  CHECK(boot.name == "boot");
  CHECK(boot.short_form == "machine");
  CHECK(boot.rows[1].presence == "optional");
  CHECK(tables.maps[3].rows[0].presence == "one of these");
  CHECK(tables.maps[6].rows[0].type == "whole number from 1 to 1000");
  std::string scalars;
  for (const ScalarRow& row : tables.scalars) scalars += row.name + " ";
  CHECK(scalars == "order H/W path MAC address duration ");

  const std::string text = markdown(tables);
  CHECK(text.find("## boot\n\nPowers a machine on.\n\n"
                  "A value that is no map stands for `{machine: value}`.\n") != std::string::npos);
  CHECK(text.find("| `latency` | duration | 5ms | How long it takes to answer. |  |\n") !=
        std::string::npos);
}

TEST_CASE("an example that the shape itself would refuse is found", "[table]") {
  CHECK(wrong_examples(*play_shape().description()).empty());

  struct Nap {
    std::chrono::nanoseconds length{};
  };
  const Shape<Nap> nap =
      MapShape<Nap>("nap", "A nap.")
          .required("for", &Nap::length, duration(), "How long.", {.example = "for: 5"});
  const Shape<Nap> typo =
      MapShape<Nap>("nap", "A nap.")
          .required("for", &Nap::length, duration(), "How long.", {.example = "fro: 5ms"});
  CHECK(wrong_examples(*nap.description()).size() == 1);
  CHECK(wrong_examples(*typo.description()).size() == 1);
}

TEST_CASE("a declaration that contradicts itself is our bug", "[shape]") {
  struct Nap {
    std::chrono::nanoseconds length{};
  };
  const auto declared = [] {
    return MapShape<Nap>("nap", "A nap.").required("for", &Nap::length, duration(), "How long.");
  };

  CHECK_THROWS_AS(declared().required("for", &Nap::length, duration(), "Again."), giosim::Bug);
  CHECK_THROWS_AS(declared().short_form("fro"), giosim::Bug);
  CHECK_THROWS_AS(
      declared().defaulted("and", &Nap::length, duration(), "More.", {.by_default = "5"}),
      giosim::Bug);
}
