#include "runner/shape_map.hpp"

#include <algorithm>

namespace giosim::runner {
namespace {

bool has_key(const ShapeDescription& map, std::string_view key) {
  return std::ranges::find(map.fields, key, &FieldDescription::key) != map.fields.end();
}

}  // namespace

void add_field(ShapeDescription& map, std::string_view key, Presence presence,
               std::shared_ptr<const ShapeDescription> shape, std::string_view sentence,
               FieldNotes notes) {
  MUST(!has_key(map, key));
  map.fields.push_back({.key = std::string(key),
                        .presence = presence,
                        .shape = std::move(shape),
                        .sentence = std::string(sentence),
                        .by_default = std::string(notes.by_default),
                        .example = std::string(notes.example)});
}

void set_short_form(ShapeDescription& map, std::string_view key) {
  MUST(has_key(map, key));
  map.short_form = std::string(key);
}

YamlDocument default_document(std::string_view key, std::string_view text) {
  Problems problems;
  std::optional<YamlDocument> document =
      read_yaml("default of " + std::string(key), std::string(key) + ": " + std::string(text),
                problems);
  MUST(document && problems.empty());
  return std::move(*document);
}

bool MapLoader::load(const YamlNode& node, const ShapeDescription& self, Reading& reading,
                     void* owner) const {
  // The short form is read as if its key were written.
  YamlNode key;
  YamlNode written_out;
  const YamlNode* map = &node;
  if (node.kind != YamlKind::map && !self.short_form.empty()) {
    key.kind = YamlKind::scalar;
    key.text = self.short_form;
    key.mark = node.mark;
    written_out.kind = YamlKind::map;
    written_out.mark = node.mark;
    written_out.entries = {{&key, &node, nullptr}};
    map = &written_out;
  }
  if (map->kind != YamlKind::map) {
    refuse(self, node, reading);
    return false;
  }

  for (const Default& set_default : defaults_) set_default(owner);
  const KeyMatch match = match_keys(self, *map, reading);
  bool good = match.good;
  for (std::size_t i = 0; i < loads_.size(); ++i) {
    const YamlEntry* entry = match.entry_of_field[i];
    if (!entry) continue;
    const Reading::Into into(reading, *entry);
    if (!loads_[i](*entry->value, owner, reading)) good = false;
  }
  if (!good) return false;

  for (const KeyedCheck& check : checks_) {
    const std::expected<void, std::string> held = check.holds(owner);
    if (held) continue;
    const YamlEntry* at = map->find(check.key);
    reading.refuse(at ? *at->value : node, held.error());
    good = false;
  }
  return good;
}

}  // namespace giosim::runner
