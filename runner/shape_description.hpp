// ShapeDescription: what may stand at one place of a scenario, as data.
//
// It is the common source of error messages, docs/SCENARIOS.md (shape_table) and the JSON Schema
// (shape_schema). A Shape<T> is a description and a function that loads a T by it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runner/reading.hpp"

namespace giosim::runner {

enum class ShapeKind {
  text,         // any scalar, taken as it is written
  words,        // one of `words`
  boolean,      // true or false
  integer,      // within `range`
  list,         // of `item`
  one_or_many,  // `item`, or a list of it
  entries,      // a map from `key` to `item`, whose keys the user chooses
  keys,         // a map with the keys in `fields`
  reference     // to a shape that contains this one
};

struct IntegerRange {
  std::int64_t least;
  std::int64_t most;
};

enum class Presence {
  required,
  optional,
  alternative  // exactly one of a map's alternatives must be there
};

struct ShapeDescription;

struct FieldDescription {
  std::string key;
  Presence presence;
  std::shared_ptr<const ShapeDescription> shape;
  std::string sentence;    // what it means
  std::string by_default;  // YAML text of the value when the key is left out; may be empty
  std::string example;     // "key: value"; may be empty
};

struct ShapeDescription {
  ShapeKind kind;
  std::string name;           // "machine", "duration": what errors and tables call it
  std::string sentence = {};  // what it is
  std::string expected = {};  // "a duration such as 5ms", for errors

  // Scalars.
  std::string pattern = {};  // ECMAScript, whole text; empty: anything
  std::vector<std::string> words = {};
  std::optional<IntegerRange> range = {};
  std::vector<std::string> examples = {};
  std::vector<std::string> json_types = {"string"};  // of a text: what other readers take it for
  bool may_be_empty = false;  // of a text without pattern
  bool not_empty = false;     // of a list, or a map with keys of the user's

  // What it is made of.
  std::shared_ptr<const ShapeDescription> key = {};
  std::shared_ptr<const ShapeDescription> item = {};
  std::vector<FieldDescription> fields = {};
  std::string short_form = {};  // the key for which a value that is no map stands
  std::function<std::shared_ptr<const ShapeDescription>()> refers_to = {};

  // Loads a node and throws the value away: for the test that every example is right.
  std::function<bool(const YamlNode&, Reading&)> accepts = {};
};

// "'a', 'b' or 'c'", cut when there are many.
std::string listed(std::span<const std::string> words);

// "expected X, found Y", at the node.
void refuse(const ShapeDescription& expected, const YamlNode& node, Reading& reading);

// Two spellings of one key.
void refuse_same_key(const ShapeDescription& key, const YamlNode& first, const YamlNode& second,
                     Reading& reading);

// Which entry of a map belongs to which field; empty where the key is not written. Complains about
// unknown keys, missing keys, and alternatives of which not exactly one is there.
struct KeyMatch {
  std::vector<const YamlEntry*> entry_of_field;
  bool good = true;
};
KeyMatch match_keys(const ShapeDescription& description, const YamlNode& map, Reading& reading);

}  // namespace giosim::runner
