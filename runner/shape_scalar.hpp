// Shapes of single values: text, names, numbers, durations, words, and whatever a function parses.
//
// A scalar is always taken as it is written: `on` is a word, `007` is text, `0x10` is a MAC address
// if the shape says so. There is one way to write a boolean: true or false.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <expected>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/words.hpp"
#include "runner/shape.hpp"

namespace giosim::runner {

// Any text but an empty one.
Shape<std::string> text(std::string name = "text");

// Any text; an empty one stands in quotes.
Shape<std::string> text_or_nothing(std::string name = "text");

// A word by which a scenario calls a thing: letters, digits, '_', '-', '.', beginning with a
// letter.
Shape<std::string> identifier(std::string name = "name");

// An identifier that the scenario gives to a thing, and one by which it speaks of a thing.
Shape<std::string> new_name(Named what);
Shape<std::string> given_name(Named what);

Shape<bool> boolean();

Shape<std::int64_t> integer64(std::int64_t least, std::int64_t most);

template <std::integral T = int>
Shape<T> integer(T least = std::numeric_limits<T>::min(), T most = std::numeric_limits<T>::max()) {
  return made_of<T>(
      integer64(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)),
      std::function<T(std::int64_t)>([](std::int64_t n) { return static_cast<T>(n); }));
}

// "5ms", "2 s", "1.5us": a number and one of ns, us, ms, s, min.
Shape<std::chrono::nanoseconds> duration();
std::expected<std::chrono::nanoseconds, std::string> parse_duration(std::string_view text);

// What describes a scalar that a function parses.
struct ParsedScalar {
  std::string name;      // "MAC address"
  std::string sentence;  // what it is
  std::string pattern;   // for editors: ECMAScript, whole text; may be empty
  std::vector<std::string> examples = {};
  std::vector<std::string> json_types = {"string", "number"};  // 0x10 is a number to other readers
};

// `parse` takes the text as written and returns std::expected<T, std::string>, the error being a
// sentence.
template <class Parse>
auto parsed(ParsedScalar scalar, Parse parse) {
  using T = typename decltype(parse(std::string_view()))::value_type;
  ShapeDescription description{.kind = ShapeKind::text,
                               .name = scalar.name,
                               .sentence = scalar.sentence,
                               .expected = "a " + scalar.name,
                               .pattern = scalar.pattern,
                               .examples = scalar.examples,
                               .json_types = scalar.json_types};
  if (!scalar.examples.empty()) description.expected += " such as " + scalar.examples.front();
  return Shape<T>(std::move(description),
                  [parse](const YamlNode& node, const ShapeDescription& self,
                          Reading& reading) -> std::optional<T> {
                    if (node.kind != YamlKind::scalar) {
                      refuse(self, node, reading);
                      return std::nullopt;
                    }
                    std::expected<T, std::string> value = parse(std::string_view(node.text));
                    if (value) return std::move(*value);
                    reading.refuse(node, value.error());
                    return std::nullopt;
                  });
}

// One of a list of words; the value is the place of the word in the list.
Shape<std::size_t> word_index(std::string name, std::vector<std::string> words);

template <class Enum>
Shape<Enum> enum_of(std::string name, std::vector<std::pair<std::string, Enum>> words) {
  std::vector<std::string> names;
  std::vector<Enum> values;
  for (auto& [word, value] : words) {
    names.push_back(word);
    values.push_back(value);
  }
  return made_of<Enum>(
      word_index(std::move(name), std::move(names)),
      std::function<Enum(std::size_t)>([values](std::size_t i) { return values[i]; }));
}

// All words of an enumeration that has its table in base/words.hpp (or specializes kWords alike).
template <class Enum>
Shape<Enum> enum_of(std::string name) {
  std::vector<std::string> names(kWords<Enum>.begin(), kWords<Enum>.end());
  return made_of<Enum>(
      word_index(std::move(name), std::move(names)),
      std::function<Enum(std::size_t)>([](std::size_t i) { return static_cast<Enum>(i); }));
}

}  // namespace giosim::runner
