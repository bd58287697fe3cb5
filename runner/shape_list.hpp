// Shapes of lists, and of maps whose keys the user chooses.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "runner/shape.hpp"

namespace giosim::runner {

namespace shape_list {

template <class T>
std::optional<std::vector<T>> load_items(const Shape<T>& item, const YamlNode& list,
                                         Reading& reading) {
  std::vector<T> values;
  values.reserve(list.entries.size());
  bool good = true;
  for (const YamlEntry& entry : list.entries) {
    const Reading::Into into(reading, entry);
    if (std::optional<T> value = item.load(*entry.value, reading))
      values.push_back(std::move(*value));
    else
      good = false;
  }
  if (!good) return std::nullopt;
  return values;
}

}  // namespace shape_list

template <class T>
Shape<std::vector<T>> list_of(const Shape<T>& item) {
  const std::string name = "list of " + item.description()->name;
  return Shape<std::vector<T>>(
      {.kind = ShapeKind::list, .name = name, .expected = "a " + name, .item = item.description()},
      [item](const YamlNode& node, const ShapeDescription& self,
             Reading& reading) -> std::optional<std::vector<T>> {
        if (node.kind == YamlKind::sequence) return shape_list::load_items(item, node, reading);
        refuse(self, node, reading);
        return std::nullopt;
      });
}

// `a` stands for `[a]`.
template <class T>
Shape<std::vector<T>> one_or_many(const Shape<T>& item) {
  const std::string name = item.description()->name + " or list of them";
  return Shape<std::vector<T>>({.kind = ShapeKind::one_or_many,
                                .name = name,
                                .expected = "a " + name,
                                .item = item.description()},
                               [item](const YamlNode& node, const ShapeDescription&,
                                      Reading& reading) -> std::optional<std::vector<T>> {
                                 if (node.kind == YamlKind::sequence)
                                   return shape_list::load_items(item, node, reading);
                                 std::optional<T> value = item.load(node, reading);
                                 if (!value) return std::nullopt;
                                 std::vector<T> values;
                                 values.push_back(std::move(*value));
                                 return values;
                               });
}

// The same list or map, which must hold something.
template <class Many>
Shape<Many> not_empty(const Shape<Many>& shape) {
  ShapeDescription description = *shape.description();
  description.not_empty = true;
  return Shape<Many>(std::move(description),
                     [shape](const YamlNode& node, const ShapeDescription& self,
                             Reading& reading) -> std::optional<Many> {
                       std::optional<Many> value = shape.load(node, reading);
                       if (!value || !value->empty()) return value;
                       reading.refuse(node, "this " + self.name + " is empty; expected one at least");
                       return std::nullopt;
                     });
}

// A map from K to V, in the order of the file. Two spellings of one key are a mistake.
template <class K, class V>
Shape<std::vector<std::pair<K, V>>> map_of(const Shape<K>& key, const Shape<V>& value) {
  using Entries = std::vector<std::pair<K, V>>;
  const std::string name = "map of " + key.description()->name + " to " + value.description()->name;
  return Shape<Entries>({.kind = ShapeKind::entries,
                         .name = name,
                         .expected = "a " + name,
                         .key = key.description(),
                         .item = value.description()},
                        [key, value](const YamlNode& node, const ShapeDescription& self,
                                     Reading& reading) -> std::optional<Entries> {
                          if (node.kind != YamlKind::map) {
                            refuse(self, node, reading);
                            return std::nullopt;
                          }
                          Entries entries;
                          entries.reserve(node.entries.size());
                          std::map<K, const YamlNode*> written;
                          bool good = true;
                          for (const YamlEntry& entry : node.entries) {
                            const Reading::Into into(reading, entry);
                            std::optional<K> k = key.load(*entry.key, reading);
                            std::optional<V> v = value.load(*entry.value, reading);
                            if (k) {
                              const auto [first, is_new] = written.emplace(*k, entry.key);
                              if (!is_new) {
                                refuse_same_key(*key.description(), *first->second, *entry.key,
                                                reading);
                                good = false;
                              }
                            }
                            if (k && v)
                              entries.emplace_back(std::move(*k), std::move(*v));
                            else
                              good = false;
                          }
                          if (!good) return std::nullopt;
                          return entries;
                        });
}

}  // namespace giosim::runner
