// The scenario language as tables: what docs/SCENARIOS.md is generated from.
#pragma once

#include <string>
#include <vector>

#include "runner/shape.hpp"

namespace giosim::runner {

struct KeyRow {
  std::string key;
  std::string type;      // "list of step", "duration", "`a` or `b`"
  std::string presence;  // "required", "optional", "one of these", or the default, "5ms"
  std::string sentence;
  std::string example;  // may be empty
};

// One map with fixed keys.
struct KeyTable {
  std::string name;
  std::string sentence;
  std::string short_form;  // the key that a value which is no map stands for; may be empty
  std::vector<KeyRow> rows;
};

// The words and forms of one kind of scalar.
struct ScalarRow {
  std::string name;
  std::string sentence;
  std::vector<std::string> words;
  std::vector<std::string> examples;
};

struct ShapeTables {
  std::vector<KeyTable> maps;      // in the order in which a reader from the top meets them
  std::vector<ScalarRow> scalars;  // those that have a sentence, words or examples
};

ShapeTables describe(const ShapeDescription& root);

template <class T>
ShapeTables describe(const Shape<T>& shape) {
  return describe(*shape.description());
}

// The tables in Markdown, each map under a heading of its own.
std::string markdown(const ShapeTables& tables);

// Every example and default below this shape that the shape itself would refuse, as a sentence
// each. A test expects none.
std::vector<std::string> wrong_examples(const ShapeDescription& root);

}  // namespace giosim::runner
