// YamlNode: one value of a YAML file, as it was written.
//
// A node keeps its text and never a resolved number, date or boolean: `0x00306E00000A` and
// `0/1/1/0` are what the user typed. Maps keep the order of their keys. Aliases share the node that
// they point to; the entry that leads there says where the alias stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runner/source_file.hpp"

namespace giosim::runner {

enum class YamlKind { null, scalar, sequence, map };
enum class YamlQuotes { none, quoted };  // a block text (|, >) or a `!!str` counts as quoted

struct YamlNode;

// One item of a sequence (without key) or one key of a map with its value.
struct YamlEntry {
  const YamlNode* key = nullptr;
  const YamlNode* value = nullptr;

  // The alias, merge key or include that brings the value here; empty when it is written here.
  const Mark* used_at = nullptr;
};

struct YamlNode {
  YamlKind kind = YamlKind::null;
  YamlQuotes quotes = YamlQuotes::none;
  std::string text;  // of a scalar
  Mark mark;
  std::vector<YamlEntry> entries;

  // The entry of a map with this key.
  const YamlEntry* find(std::string_view key) const {
    for (const YamlEntry& entry : entries)
      if (entry.key && entry.key->text == key) return &entry;
    return nullptr;
  }
};

// What a reader sees there: "a list", "nothing", "'yes'".
std::string found(const YamlNode& node);

}  // namespace giosim::runner
