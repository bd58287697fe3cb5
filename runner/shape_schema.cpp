#include "runner/shape_schema.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

#include "base/must.hpp"

namespace giosim::runner {
namespace {

using Array = SchemaNode::Array;
using Object = SchemaNode::Object;

SchemaNode text_node(std::string text) { return {std::move(text)}; }

Array texts(const std::vector<std::string>& words) {
  Array array;
  for (const std::string& word : words) array.push_back(text_node(word));
  return array;
}

// A default as JSON: what it is depends on the shape that reads it.
SchemaNode default_node(const ShapeDescription& shape, const std::string& text) {
  if (shape.kind == ShapeKind::boolean) return {text == "true"};
  if (shape.kind == ShapeKind::integer) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return {number};
  }
  return text_node(text);
}

bool is_scalar(const ShapeDescription& shape) {
  return shape.kind == ShapeKind::text || shape.kind == ShapeKind::words ||
         shape.kind == ShapeKind::boolean || shape.kind == ShapeKind::integer;
}

constexpr std::string_view kInclude = "include";  // as runner/yaml_include.hpp reads it

bool has_field(const ShapeDescription& shape, std::string_view key) {
  return std::ranges::find(shape.fields, key, &FieldDescription::key) != shape.fields.end();
}

SchemaNode has(std::string_view key) {
  return {Object{{"required", SchemaNode{texts({std::string(key)})}}}};
}

// When the keys of a file that includes others, or is itself to be included, are not all there.
SchemaNode is_a_part() {
  return {Object{{"anyOf", {Array{has(kInclude), {Object{{"not", has("steps")}}}}}}}};
}

class SchemaWriter {
 public:
  SchemaNode schema(const ShapeDescription& root, const std::string& id, const std::string& title) {
    const Object top = reference_or_inline(root);
    Object schema{{"$schema", text_node("https://json-schema.org/draft/2020-12/schema")},
                  {"$id", text_node(id)},
                  {"title", text_node(title)}};
    schema.insert(schema.end(), top.begin(), top.end());
    Object definitions;
    for (const std::string& name : order_) definitions.emplace_back(name, definitions_.at(name));
    schema.emplace_back("$defs", SchemaNode{std::move(definitions)});
    return {std::move(schema)};
  }

 private:
  Object reference_or_inline(const ShapeDescription& shape) {
    if (shape.kind == ShapeKind::reference) return reference_or_inline(*shape.refers_to());
    if (shape.kind != ShapeKind::keys) return inlined(shape);

    std::string name = shape.name;
    std::ranges::replace(name, ' ', '_');
    const auto [known, is_new] = shapes_.emplace(name, &shape);
    MUST(known->second == &shape);  // two shapes of one name
    if (is_new) {
      order_.push_back(name);
      definitions_[name] = {keys(shape)};
    }
    return {{"$ref", text_node("#/$defs/" + name)}};
  }

  Object inlined(const ShapeDescription& shape) {
    Object node;
    const auto add = [&](std::string key, auto value) {
      node.emplace_back(std::move(key), SchemaNode{std::move(value)});
    };
    switch (shape.kind) {
      case ShapeKind::text:
        if (shape.json_types.size() == 1)
          add("type", shape.json_types.front());
        else
          add("type", texts(shape.json_types));
        if (!shape.pattern.empty())
          add("pattern", shape.pattern);
        else if (!shape.may_be_empty)
          add("minLength", std::int64_t{1});
        if (!shape.examples.empty()) add("examples", texts(shape.examples));
        break;
      case ShapeKind::words:
        add("enum", texts(shape.words));
        break;
      case ShapeKind::boolean:
        add("type", std::string("boolean"));
        break;
      case ShapeKind::integer:
        add("type", std::string("integer"));
        if (shape.range->least != std::numeric_limits<std::int64_t>::min())
          add("minimum", shape.range->least);
        if (shape.range->most != std::numeric_limits<std::int64_t>::max())
          add("maximum", shape.range->most);
        break;
      case ShapeKind::list:
        add("type", std::string("array"));
        add("items", reference_or_inline(*shape.item));
        if (shape.not_empty) add("minItems", std::int64_t{1});
        break;
      case ShapeKind::one_or_many: {
        const Object item = reference_or_inline(*shape.item);
        Object list{{"type", text_node("array")}, {"items", {item}}};
        if (shape.not_empty) list.emplace_back("minItems", SchemaNode{std::int64_t{1}});
        add("anyOf", Array{{item}, {std::move(list)}});
        break;
      }
      case ShapeKind::entries:
        add("type", std::string("object"));
        if (!shape.key->pattern.empty())
          add("propertyNames", Object{{"pattern", text_node(shape.key->pattern)}});
        else if (!shape.key->words.empty())
          add("propertyNames", Object{{"enum", {texts(shape.key->words)}}});
        add("additionalProperties", reference_or_inline(*shape.item));
        if (shape.not_empty) add("minProperties", std::int64_t{1});
        break;
      case ShapeKind::keys:
      case ShapeKind::reference:
        MUST(false);  // these are definitions
    }
    return node;
  }

  Object keys(const ShapeDescription& shape) {
    Object properties;
    Array required;
    Array alternatives;
    for (const FieldDescription& field : shape.fields) {
      Object property = reference_or_inline(*field.shape);
      property.insert(property.begin(), {"description", text_node(field.sentence)});
      if (!field.by_default.empty() && is_scalar(*field.shape))
        property.emplace_back("default", default_node(*field.shape, field.by_default));
      properties.emplace_back(field.key, SchemaNode{std::move(property)});
      if (field.presence == Presence::required) required.push_back(text_node(field.key));
      if (field.presence == Presence::alternative)
        alternatives.push_back({Object{{"required", {texts({field.key})}}}});
    }
    Object map{{"type", text_node("object")},
               {"properties", {std::move(properties)}},
               {"additionalProperties", {false}}};
    if (!required.empty()) {
      Object all{{"required", {std::move(required)}}};
      if (has_field(shape, kInclude)) {
        map.emplace_back("if", is_a_part());
        map.emplace_back("then", SchemaNode{true});
        map.emplace_back("else", SchemaNode{std::move(all)});
      } else {
        map.push_back(std::move(all.front()));
      }
    }
    if (!alternatives.empty()) map.emplace_back("oneOf", SchemaNode{std::move(alternatives)});

    if (shape.short_form.empty()) {
      map.insert(map.begin(), {"description", text_node(shape.sentence)});
      return map;
    }
    const auto field = std::ranges::find(shape.fields, shape.short_form, &FieldDescription::key);
    return {{"description", text_node(shape.sentence)},
            {"anyOf", {Array{{reference_or_inline(*field->shape)}, {std::move(map)}}}}};
  }

  std::map<std::string, const ShapeDescription*> shapes_;
  std::map<std::string, SchemaNode> definitions_;
  std::vector<std::string> order_;  // of first use
};

}  // namespace

const SchemaNode* SchemaNode::find(std::string_view key) const {
  const Object* object = std::get_if<Object>(&value);
  if (!object) return nullptr;
  for (const auto& [name, node] : *object)
    if (name == key) return &node;
  return nullptr;
}

SchemaNode schema(const ShapeDescription& root, const std::string& id, const std::string& title) {
  return SchemaWriter().schema(root, id, title);
}

}  // namespace giosim::runner
