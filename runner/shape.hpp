// Shape<T>: what may stand at one place of a scenario, and how it becomes a T.
//
// Shapes are values, built once from smaller shapes: scalars (shape_scalar.hpp), lists and maps
// with free keys (shape_list.hpp), maps with fixed keys (shape_map.hpp). One declaration loads
// strictly, explains itself (shape_table.hpp) and becomes JSON Schema (shape_schema.hpp).
//
//   const Shape<Delay>& delay_shape() {
//     static const Shape<Delay> shape =
//         MapShape<Delay>("delay", "A pause in the play.")
//             .required("for", &Delay::length, duration(), "How long.", {.example = "for: 5ms"})
//             .optional("why", &Delay::why, text(), "What the reader should know.")
//             .short_form("for");                      // `5ms` stands for `{for: 5ms}`
//     return shape;
//   }
//
//   Delay delay = load(delay_shape(), document);       // or ScenarioError with all that is wrong
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "runner/shape_description.hpp"
#include "runner/yaml_document.hpp"

namespace giosim::runner {

template <class T>
class Shape {
 public:
  using Value = T;

  // Loads a node by its description. Nothing comes back when it was wrong, and then the reading has
  // heard why; a loader goes on to the siblings of what is wrong.
  using Loader =
      std::function<std::optional<T>(const YamlNode&, const ShapeDescription&, Reading&)>;

  Shape(ShapeDescription description, Loader loader)
      : loader_(std::make_shared<const Loader>(std::move(loader))) {
    auto described = std::make_shared<ShapeDescription>(std::move(description));
    // A raw pointer, for the description would else own itself.
    described->accepts = [loader = loader_, self = described.get()](const YamlNode& node,
                                                                    Reading& reading) {
      return (*loader)(node, *self, reading).has_value();
    };
    description_ = std::move(described);
  }

  // The description of another shape, from which this one differs only in what it makes of it.
  Shape(std::shared_ptr<const ShapeDescription> description, Loader loader)
      : description_(std::move(description)),
        loader_(std::make_shared<const Loader>(std::move(loader))) {}

  std::optional<T> load(const YamlNode& node, Reading& reading) const {
    return (*loader_)(node, *description_, reading);
  }

  const std::shared_ptr<const ShapeDescription>& description() const { return description_; }

 private:
  std::shared_ptr<const ShapeDescription> description_;
  std::shared_ptr<const Loader> loader_;
};

// Loads a whole document, adding to problems that may already be there.
template <class T>
std::optional<T> load(const Shape<T>& shape, const YamlDocument& document, Problems& problems) {
  Reading reading(problems);
  std::optional<T> value = shape.load(document.root(), reading);
  if (!problems.empty()) return std::nullopt;
  return value;
}

// The same, or ScenarioError.
template <class T>
T load(const Shape<T>& shape, const YamlDocument& document) {
  Problems problems;
  std::optional<T> value = load(shape, document, problems);
  if (!value) throw ScenarioError(std::move(problems));
  return std::move(*value);
}

// Where a loaded value goes: a T, an optional T, a Located T, or anything that can be made of a T.
template <class Member, class T>
void deposit(Member& member, T value, const Mark& where) {
  if constexpr (requires { member = std::move(value); }) {
    member = std::move(value);
  } else if constexpr (requires { member.where; }) {
    deposit(member.value, std::move(value), where);
    member.where = where;
  } else {
    deposit(member.emplace(), std::move(value), where);  // an optional Located
  }
}

// The same shape, whose value remembers its place: for the items of lists.
template <class T>
Shape<Located<T>> located(const Shape<T>& shape) {
  return Shape<Located<T>>(shape.description(),
                           [shape](const YamlNode& node, const ShapeDescription&,
                                   Reading& reading) -> std::optional<Located<T>> {
                             std::optional<T> value = shape.load(node, reading);
                             if (!value) return std::nullopt;
                             return Located<T>{std::move(*value), node.mark};
                           });
}

// The same shape, whose value is turned into something else by `make`.
template <class U, class T>
Shape<U> made_of(const Shape<T>& shape, std::function<U(T)> make) {
  return Shape<U>(shape.description(),
                  [shape, make](const YamlNode& node, const ShapeDescription&,
                                Reading& reading) -> std::optional<U> {
                    std::optional<T> value = shape.load(node, reading);
                    if (!value) return std::nullopt;
                    return make(std::move(*value));
                  });
}

// A shape inside itself, e.g. a step that holds steps. `shape` is called only while loading.
template <class T>
Shape<T> recursive(std::string name, const Shape<T>& (*shape)()) {
  return Shape<T>({.kind = ShapeKind::reference,
                   .name = std::move(name),
                   .refers_to = [shape] { return shape().description(); }},
                  [shape](const YamlNode& node, const ShapeDescription&, Reading& reading) {
                    return shape().load(node, reading);
                  });
}

}  // namespace giosim::runner
