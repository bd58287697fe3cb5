#include "runner/shape_description.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/nearest_word.hpp"

namespace giosim::runner {
namespace {

std::vector<std::string> keys_of(const ShapeDescription& description,
                                 std::optional<Presence> only = {}) {
  std::vector<std::string> keys;
  for (const FieldDescription& field : description.fields)
    if (!only || field.presence == *only) keys.push_back(field.key);
  return keys;
}

}  // namespace

std::string listed(std::span<const std::string> words) {
  constexpr std::size_t kMostListed = 12;
  const std::size_t shown = words.size() > kMostListed ? kMostListed : words.size();
  std::string list;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += "'" + words[i] + "'";
  }
  if (shown < words.size()) list += fmt::format(" or {} more", words.size() - shown);
  return list;
}

void refuse(const ShapeDescription& expected, const YamlNode& node, Reading& reading) {
  std::string what = expected.expected;
  std::string guess;
  if (expected.kind == ShapeKind::words) {
    what = listed(expected.words);
    if (node.kind == YamlKind::scalar && !reading.swamped())
      guess = did_you_mean(node.text, expected.words);
  }
  reading.refuse(node, fmt::format("expected {}, found {}{}", what, found(node), guess));
}

void refuse_same_key(const ShapeDescription& key, const YamlNode& first, const YamlNode& second,
                     Reading& reading) {
  reading.refuse(
      second, fmt::format("{} {} is written twice; the first is {} at line {}, column {}", key.name,
                          in_quotes(second.text), in_quotes(first.text), first.mark.line,
                          first.mark.column));
}

KeyMatch match_keys(const ShapeDescription& description, const YamlNode& map, Reading& reading) {
  const std::vector<FieldDescription>& fields = description.fields;
  KeyMatch match{.entry_of_field = std::vector<const YamlEntry*>(fields.size(), nullptr)};
  const FieldDescription* chosen = nullptr;
  std::vector<std::string> meant;  // right words for the wrong ones

  for (const YamlEntry& entry : map.entries) {
    const Reading::Into into(reading, entry);
    const auto field = std::ranges::find(fields, entry.key->text, &FieldDescription::key);
    if (field == fields.end()) {
      match.good = false;
      if (reading.swamped()) {
        reading.refuse(*entry.key, "unknown key " + in_quotes(entry.key->text));
        continue;
      }
      const std::vector<std::string> keys = keys_of(description);
      if (const auto nearest = nearest_word(entry.key->text, keys)) meant.push_back(*nearest);
      reading.refuse(*entry.key,
                     fmt::format("unknown key {} in {}; expected {}{}", in_quotes(entry.key->text),
                                 description.name, keys.empty() ? "none" : listed(keys),
                                 did_you_mean(entry.key->text, keys)));
      continue;
    }
    match.entry_of_field[static_cast<std::size_t>(field - fields.begin())] = &entry;
    if (field->presence != Presence::alternative) continue;
    if (chosen) {
      match.good = false;
      reading.refuse(
          *entry.key,
          fmt::format("a {} has one of its keys {} only; '{}' is there already", description.name,
                      listed(keys_of(description, Presence::alternative)), chosen->key));
    }
    chosen = &*field;
  }

  // A key that is there with a slip of the finger is not missed as well.
  const auto is_meant = [&](const std::string& key) {
    return std::ranges::find(meant, key) != meant.end();
  };
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].presence != Presence::required || match.entry_of_field[i]) continue;
    match.good = false;
    if (!is_meant(fields[i].key))
      reading.refuse(map, fmt::format("missing key '{}' in {}", fields[i].key, description.name));
  }
  const std::vector<std::string> alternatives = keys_of(description, Presence::alternative);
  if (!alternatives.empty() && !chosen) {
    // Whatever unknown key is there has been refused already, with the right ones listed.
    if (match.good)
      reading.refuse(map, fmt::format("missing key in {}; expected {}", description.name,
                                      listed(alternatives)));
    match.good = false;
  }
  return match;
}

}  // namespace giosim::runner
