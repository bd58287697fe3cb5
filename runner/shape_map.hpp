// MapShape<Owner>: a map with fixed keys, each of which fills a member of Owner.
//
//   MapShape<Step>("step", "One thing that happens.")
//       .alternative("boot", &Step::action, boot_shape(), "Powers a machine on.",
//                    {.example = "boot: target"})
//       .alternative("wait", &Step::action, delay_shape(), "Lets time pass.",
//                    {.example = "wait: 5ms"})
//       .optional("says", &Step::says, text(), "Printed before the step.");
//
// A target is a pointer to a member of type T, optional<T>, Located<T>, optional<Located<T>> or
// anything assignable from a T (a variant); or a function (Owner&, T) or (Owner&, T, const Mark&).
// Keys that are left out leave the member as Owner's constructor made it; those that are `defaulted`
// fill it with what their `by_default` says.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/must.hpp"
#include "runner/shape.hpp"

namespace giosim::runner {

struct FieldNotes {
  std::string_view by_default = {};  // YAML text of the value
  std::string_view example = {};     // "key: value"
};

// What a map's loader does whoever its Owner is: the part of MapShape that is compiled once.
class MapLoader {
 public:
  using Load = std::function<bool(const YamlNode&, void* owner, Reading&)>;
  using Default = std::function<void(void* owner)>;
  using Check = std::function<std::expected<void, std::string>(const void* owner)>;

  void add(Load load) { loads_.push_back(std::move(load)); }
  void add_default(Default set_default) { defaults_.push_back(std::move(set_default)); }
  void add_check(Check check, std::string_view key) {
    checks_.push_back({std::move(check), std::string(key)});
  }

  // Fills an owner; false when something was wrong, and then the reading has heard what.
  bool load(const YamlNode& node, const ShapeDescription& self, Reading& reading,
            void* owner) const;

 private:
  struct KeyedCheck {
    Check holds;
    std::string key;
  };

  std::vector<Load> loads_;  // one for each of the description's fields
  std::vector<Default> defaults_;
  std::vector<KeyedCheck> checks_;
};

// The rows of a map's description.
void add_field(ShapeDescription& map, std::string_view key, Presence presence,
               std::shared_ptr<const ShapeDescription> shape, std::string_view sentence,
               FieldNotes notes);
void set_short_form(ShapeDescription& map, std::string_view key);

// The value of a field that is left out, read from its text once, when the shape is declared.
YamlDocument default_document(std::string_view key, std::string_view text);

template <class T>
T default_value(const Shape<T>& shape, std::string_view key, std::string_view text) {
  const YamlDocument document = default_document(key, text);
  Problems problems;
  Reading reading(problems);
  std::optional<T> value = shape.load(*document.root().entries.front().value, reading);
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

template <class Owner>
class MapShape {
 public:
  using Check = std::function<std::expected<void, std::string>(const Owner&)>;

  MapShape(std::string_view name, std::string_view sentence)
      : description_{.kind = ShapeKind::keys,
                     .name = std::string(name),
                     .sentence = std::string(sentence),
                     .expected = "a map of a " + std::string(name) + "'s keys"} {}

  template <class Target, class T>
  MapShape& required(std::string_view key, Target target, const Shape<T>& shape,
                     std::string_view sentence, FieldNotes notes = {}) {
    return add(key, Presence::required, target, shape, sentence, notes);
  }

  template <class Target, class T>
  MapShape& optional(std::string_view key, Target target, const Shape<T>& shape,
                     std::string_view sentence, FieldNotes notes = {}) {
    MUST(notes.by_default.empty());
    return add(key, Presence::optional, target, shape, sentence, notes);
  }

  // An optional key for which `by_default` stands when it is left out.
  template <class Target, class T>
  MapShape& defaulted(std::string_view key, Target target, const Shape<T>& shape,
                      std::string_view sentence, FieldNotes notes) {
    loader_.add_default([target, value = default_value(shape, key, notes.by_default)](void* owner) {
      put(*static_cast<Owner*>(owner), target, value, Mark{});
    });
    return add(key, Presence::optional, target, shape, sentence, notes);
  }

  // One of several keys of which exactly one must be there.
  template <class Target, class T>
  MapShape& alternative(std::string_view key, Target target, const Shape<T>& shape,
                        std::string_view sentence, FieldNotes notes = {}) {
    return add(key, Presence::alternative, target, shape, sentence, notes);
  }

  // A value that is no map stands for a map with this key alone: `boot: target` for
  // `boot: {machine: target}`.
  MapShape& short_form(std::string_view key) {
    set_short_form(description_, key);
    return *this;
  }

  // What must hold between the keys; the sentence stands at the map, or at `key` if it is written.
  MapShape& check(Check check, std::string_view key = {}) {
    loader_.add_check(
        [check = std::move(check)](const void* owner) {
          return check(*static_cast<const Owner*>(owner));
        },
        key);
    return *this;
  }

  operator Shape<Owner>() const {
    return Shape<Owner>(description_,
                        [loader = loader_](const YamlNode& node, const ShapeDescription& self,
                                           Reading& reading) -> std::optional<Owner> {
                          std::optional<Owner> owner(std::in_place);
                          if (!loader.load(node, self, reading, &*owner)) owner.reset();
                          return owner;
                        });
  }

 private:
  template <class Target, class T>
  MapShape& add(std::string_view key, Presence presence, Target target, const Shape<T>& shape,
                std::string_view sentence, FieldNotes notes) {
    add_field(description_, key, presence, shape.description(), sentence, notes);
    loader_.add([target, shape](const YamlNode& node, void* owner, Reading& reading) {
      std::optional<T> value = shape.load(node, reading);
      if (!value) return false;
      put(*static_cast<Owner*>(owner), target, std::move(*value), node.mark);
      return true;
    });
    return *this;
  }

  ShapeDescription description_;
  MapLoader loader_;
};

}  // namespace giosim::runner
