// JSON Schema (draft 2020-12) of a shape, as a neutral tree.
//
// Editors check and complete scenarios with it. It accepts whatever the loader accepts, and refuses
// all that a schema can know to be wrong. runner/report writes the tree as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runner/shape.hpp"

namespace giosim::runner {

struct SchemaEntry;

// A JSON value. Objects keep the order of their keys.
struct SchemaNode {
  using Array = std::vector<SchemaNode>;
  using Object = std::vector<SchemaEntry>;

  std::variant<bool, std::int64_t, std::string, Array, Object> value;

  // The value of a key of an object; empty where it has none.
  const SchemaNode* find(std::string_view key) const;
};

struct SchemaEntry {
  std::string key;
  SchemaNode value;
};

// The shape of a whole file. Every map with fixed keys is a definition of its own, under the name
// that its shape has; hence such a shape is built once, as a static.
SchemaNode schema(const ShapeDescription& root, const std::string& id, const std::string& title);

template <class T>
SchemaNode schema(const Shape<T>& shape, const std::string& id, const std::string& title) {
  return schema(*shape.description(), id, title);
}

}  // namespace giosim::runner
