// JSON Schema (draft 2020-12) of a shape, as a neutral tree.
//
// Editors check and complete scenarios with it. It accepts whatever the loader accepts, and refuses
// all that a schema can know to be wrong. runner/report writes the tree as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "runner/shape.hpp"

namespace giosim::runner {

// A JSON value. Objects keep the order of their keys.
struct SchemaNode {
  using Array = std::vector<SchemaNode>;
  using Object = std::vector<std::pair<std::string, SchemaNode>>;

  std::variant<bool, std::int64_t, std::string, Array, Object> value;

  // The value of a key of an object; empty where it has none.
  const SchemaNode* find(std::string_view key) const;
};

// The shape of a whole file. Every map with fixed keys is a definition of its own, under the name
// that its shape has; hence such a shape is built once, as a static.
SchemaNode schema(const ShapeDescription& root, const std::string& id, const std::string& title);

template <class T>
SchemaNode schema(const Shape<T>& shape, const std::string& id, const std::string& title) {
  return schema(*shape.description(), id, title);
}

}  // namespace giosim::runner
