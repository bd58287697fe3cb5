// MapShape<Owner>: a map with fixed keys, each of which fills a member of Owner.
//
//   MapShape<Step>("step", "One thing that happens.")
//       .alternative("boot", &Step::action, boot_shape(), "Powers a machine on.", {.example =
//       "boot: target"}) .alternative("wait", &Step::action, delay_shape(), "Lets time pass.",
//       {.example = "wait: 5ms"}) .optional("says", &Step::says, text(), "Printed before the
//       step.");
//
// A target is a pointer to a member of type T, optional<T>, Located<T>, optional<Located<T>> or
// anything assignable from a T (a variant); or a function (Owner&, T) or (Owner&, T, const Mark&).
// Keys that are left out leave the member as Owner's constructor made it, unless `by_default` says
// what stands there then.
#pragma once

#include <algorithm>
#include <expected>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/must.hpp"
#include "runner/shape.hpp"

namespace giosim::runner {

struct FieldNotes {
  std::string by_default = {};  // YAML text of the value
  std::string example = {};     // "key: value"
};

// One key of a map: a row for a table of steps, faults or expectations.
template <class Owner>
struct Field {
  FieldDescription description;
  std::function<bool(const YamlNode&, Owner&, Reading&)> load;
};

// The value of a field that is left out, read from its text once, when the shape is declared.
template <class T>
T default_value(const Shape<T>& shape, const std::string& key, const std::string& text) {
  Problems problems;
  const std::optional<YamlDocument> document =
      read_yaml("default of " + key, key + ": " + text, problems);
  MUST(document && problems.empty());
  Reading reading(problems);
  std::optional<T> value = shape.load(*document->root().find(key)->value, reading);
  MUST(value.has_value());
  return std::move(*value);
}

template <class Owner, class Target, class T>
void put(Owner& owner, const Target& target, T value, const Mark& where) {
  if constexpr (std::is_member_object_pointer_v<Target>)
    deposit(owner.*target, std::move(value), where);
  else if constexpr (std::is_invocable_v<const Target&, Owner&, T, const Mark&>)
    target(owner, std::move(value), where);
  else
    target(owner, std::move(value));
}

template <class Owner, class Target, class T>
Field<Owner> field(std::string key, Presence presence, Target target, const Shape<T>& shape,
                   std::string sentence, FieldNotes notes = {}) {
  return {{.key = std::move(key),
           .presence = presence,
           .shape = shape.description(),
           .sentence = std::move(sentence),
           .by_default = std::move(notes.by_default),
           .example = std::move(notes.example)},
          [target, shape](const YamlNode& node, Owner& owner, Reading& reading) {
            std::optional<T> value = shape.load(node, reading);
            if (!value) return false;
            put(owner, target, std::move(*value), node.mark);
            return true;
          }};
}

template <class Owner>
class MapShape {
 public:
  using Check = std::function<std::expected<void, std::string>(const Owner&)>;

  MapShape(std::string name, std::string sentence)
      : description_{.kind = ShapeKind::keys,
                     .name = name,
                     .sentence = std::move(sentence),
                     .expected = "a map of a " + name + "'s keys"} {}

  template <class Target, class T>
  MapShape& required(std::string key, Target target, const Shape<T>& shape, std::string sentence,
                     FieldNotes notes = {}) {
    return add(field<Owner>(std::move(key), Presence::required, target, shape, std::move(sentence),
                            std::move(notes)));
  }

  template <class Target, class T>
  MapShape& optional(std::string key, Target target, const Shape<T>& shape, std::string sentence,
                     FieldNotes notes = {}) {
    if (!notes.by_default.empty())
      defaults_.push_back([target, value = default_value(shape, key, notes.by_default)](
                              Owner& owner) { put(owner, target, value, Mark{}); });
    return add(field<Owner>(std::move(key), Presence::optional, target, shape, std::move(sentence),
                            std::move(notes)));
  }

  // One of several keys of which exactly one must be there.
  template <class Target, class T>
  MapShape& alternative(std::string key, Target target, const Shape<T>& shape, std::string sentence,
                        FieldNotes notes = {}) {
    return add(field<Owner>(std::move(key), Presence::alternative, target, shape,
                            std::move(sentence), std::move(notes)));
  }

  MapShape& add(Field<Owner> field) {
    MUST(!has_key(field.description.key));
    description_.fields.push_back(std::move(field.description));
    loads_.push_back(std::move(field.load));
    return *this;
  }

  // A value that is no map stands for a map with this key alone: `boot: target` for
  // `boot: {machine: target}`.
  MapShape& short_form(std::string key) {
    MUST(has_key(key));
    description_.short_form = std::move(key);
    return *this;
  }

  // What must hold between the keys; the sentence stands at the map, or at `key` if it is written.
  MapShape& check(Check check, std::string key = {}) {
    checks_.push_back({std::move(check), std::move(key)});
    return *this;
  }

  operator Shape<Owner>() const {
    return Shape<Owner>(description_,
                        [loads = loads_, defaults = defaults_, checks = checks_](
                            const YamlNode& node, const ShapeDescription& self,
                            Reading& reading) -> std::optional<Owner> {
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
                            return std::nullopt;
                          }

                          Owner owner{};
                          for (const auto& set_default : defaults) set_default(owner);
                          const KeyMatch match = match_keys(self, *map, reading);
                          bool good = match.good;
                          for (std::size_t i = 0; i < loads.size(); ++i) {
                            const YamlEntry* entry = match.entry_of_field[i];
                            if (!entry) continue;
                            const Reading::Into into(reading, *entry);
                            if (!loads[i](*entry->value, owner, reading)) good = false;
                          }
                          if (!good) return std::nullopt;

                          for (const auto& [holds, at_key] : checks) {
                            const std::expected<void, std::string> held = holds(owner);
                            if (held) continue;
                            const YamlEntry* at = map->find(at_key);
                            reading.refuse(at ? *at->value : node, held.error());
                            good = false;
                          }
                          if (!good) return std::nullopt;
                          return owner;
                        });
  }

 private:
  struct KeyedCheck {
    Check holds;
    std::string key;
  };

  bool has_key(const std::string& key) const {
    return std::ranges::find(description_.fields, key, &FieldDescription::key) !=
           description_.fields.end();
  }

  ShapeDescription description_;
  std::vector<std::function<bool(const YamlNode&, Owner&, Reading&)>> loads_;
  std::vector<std::function<void(Owner&)>> defaults_;
  std::vector<KeyedCheck> checks_;
};

}  // namespace giosim::runner
