#include "runner/shape_scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/nearest_word.hpp"
#include "base/text.hpp"

namespace giosim::runner {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
constexpr Unit kUnits[] = {
    {"ns", 1}, {"us", 1'000}, {"ms", 1'000'000}, {"s", 1'000'000'000}, {"min", 60'000'000'000}};
constexpr std::string_view kUnitNames = "ns, us, ms, s or min";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Decimal, no sign but '-', no leading zero: a number that all YAML readers agree on.
std::optional<std::int64_t> parse_integer(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Shape<std::string> text(std::string name) {
  return Shape<std::string>({.kind = ShapeKind::text,
                             .name = std::move(name),
                             .expected = "a text that is not empty",
                             .json_types = {"string", "number", "boolean"}},
                            [](const YamlNode& node, const ShapeDescription& self,
                               Reading& reading) -> std::optional<std::string> {
                              if (node.kind == YamlKind::scalar && !node.text.empty())
                                return node.text;
                              refuse(self, node, reading);
                              return std::nullopt;
                            });
}

Shape<std::string> text_or_nothing(std::string name) {
  return Shape<std::string>({.kind = ShapeKind::text,
                             .name = std::move(name),
                             .expected = "a text, or ''",
                             .json_types = {"string", "number", "boolean"},
                             .may_be_empty = true},
                            [](const YamlNode& node, const ShapeDescription& self,
                               Reading& reading) -> std::optional<std::string> {
                              if (node.kind == YamlKind::scalar) return node.text;
                              refuse(self, node, reading);
                              return std::nullopt;
                            });
}

Shape<std::string> identifier(std::string name) {
  const std::string expected =
      fmt::format("a {} (letters, digits, '_', '-' and '.', beginning with a letter)", name);
  return Shape<std::string>(
      {.kind = ShapeKind::text,
       .name = std::move(name),
       .expected = expected,
       .pattern = "^[A-Za-z][A-Za-z0-9_.-]*$"},
      [](const YamlNode& node, const ShapeDescription& self,
         Reading& reading) -> std::optional<std::string> {
        const auto allowed = [](char c) {
          return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
        };
        if (node.kind == YamlKind::scalar && !node.text.empty() && is_letter(node.text.front()) &&
            std::ranges::all_of(node.text, allowed))
          return node.text;
        refuse(self, node, reading);
        return std::nullopt;
      });
}

namespace {

// An identifier of which `tell` lets the reading know.
template <class Tell>
Shape<std::string> name_told(Named what, Tell tell) {
  const Shape<std::string> name = identifier(std::string(word(what)));
  return Shape<std::string>(
      name.description(),
      [name, tell](const YamlNode& node, const ShapeDescription&, Reading& reading) {
        std::optional<std::string> value = name.load(node, reading);
        if (value) tell(reading, node);
        return value;
      });
}

}  // namespace

Shape<std::string> new_name(Named what) {
  return name_told(what, [what](Reading& reading, const YamlNode& node) {
    reading.give_name(what, node.text);
  });
}

Shape<std::string> given_name(Named what) {
  return name_told(what, [what](Reading& reading, const YamlNode& node) {
    reading.use_name(what, node);
  });
}

Shape<bool> boolean() {
  return Shape<bool>(
      {.kind = ShapeKind::boolean, .name = "true or false", .expected = "true or false"},
      [](const YamlNode& node, const ShapeDescription& self,
         Reading& reading) -> std::optional<bool> {
        if (node.kind == YamlKind::scalar && node.quotes == YamlQuotes::none) {
          if (node.text == "true") return true;
          if (node.text == "false") return false;
        }
        refuse(self, node, reading);
        return std::nullopt;
      });
}

Shape<std::int64_t> integer64(std::int64_t least, std::int64_t most) {
  std::string expected = "a whole number";
  constexpr std::int64_t kLarge = std::numeric_limits<std::int32_t>::max();
  if (least > -kLarge && most < kLarge)
    expected += fmt::format(" from {} to {}", least, most);
  else if (least > -kLarge)
    expected += fmt::format(", {} or more", least);
  return Shape<std::int64_t>(
      {.kind = ShapeKind::integer,
       .name = "whole number",
       .expected = std::move(expected),
       .range = IntegerRange{least, most}},
      [](const YamlNode& node, const ShapeDescription& self,
         Reading& reading) -> std::optional<std::int64_t> {
        if (node.kind == YamlKind::scalar && node.quotes == YamlQuotes::none) {
          const std::optional<std::int64_t> value = parse_integer(node.text);
          if (value && *value >= self.range->least && *value <= self.range->most) return value;
        }
        refuse(self, node, reading);
        return std::nullopt;
      });
}

std::expected<std::chrono::nanoseconds, std::string> parse_duration(std::string_view text) {
  const auto refused = [&](std::string_view why) {
    return std::unexpected(
        fmt::format("expected a duration such as 5ms, found {}: {}", in_quotes(text), why));
  };
  const auto end_of_number = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, end_of_number);
  std::string_view unit_name = text.substr(end_of_number);
  if (number.empty() || !is_digit(number.front()) || !is_digit(number.back()))
    return refused("it does not begin with a number");
  if (unit_name.starts_with(' ')) unit_name.remove_prefix(1);
  if (unit_name.empty()) return refused(fmt::format("it needs a unit, {}", kUnitNames));
  const auto unit = std::ranges::find(kUnits, unit_name, &Unit::name);
  if (unit == std::end(kUnits)) return refused(fmt::format("the unit must be {}", kUnitNames));

  const std::size_t dot = std::min(number.find('.'), number.size());
  const std::string_view whole = number.substr(0, dot);
  const std::string_view decimals = dot < number.size() ? number.substr(dot + 1) : "";
  if (decimals.contains('.')) return refused("it has two decimal points");

  constexpr std::string_view kTooLong = "it is longer than the simulated time can be";
  std::int64_t nanoseconds = 0;
  if (std::from_chars(whole.data(), whole.data() + whole.size(), nanoseconds).ec != std::errc() ||
      __builtin_mul_overflow(nanoseconds, unit->nanoseconds, &nanoseconds))
    return refused(kTooLong);
  std::int64_t place = unit->nanoseconds;
  for (const char digit : decimals) {
    if (place % 10 != 0 && digit != '0') return refused("it is no whole number of nanoseconds");
    place /= 10;
    if (__builtin_add_overflow(nanoseconds, place * (digit - '0'), &nanoseconds))
      return refused(kTooLong);
  }
  return std::chrono::nanoseconds(nanoseconds);
}

Shape<std::chrono::nanoseconds> duration() {
  return parsed({.name = "duration",
                 .sentence = "A length of virtual time: a number and one of ns, us, ms, s, min.",
                 .pattern = "^[0-9]+(\\.[0-9]+)? ?(ns|us|ms|s|min)$",
                 .examples = {"5ms", "2 s", "1.5us"},
                 .json_types = {"string"}},
                parse_duration);
}

Shape<std::size_t> word_index(std::string name, std::vector<std::string> words) {
  return Shape<std::size_t>(
      {.kind = ShapeKind::words, .name = std::move(name), .words = std::move(words)},
      [](const YamlNode& node, const ShapeDescription& self,
         Reading& reading) -> std::optional<std::size_t> {
        if (node.kind == YamlKind::scalar) {
          const auto word = std::ranges::find(self.words, node.text);
          if (word != self.words.end()) return static_cast<std::size_t>(word - self.words.begin());
        }
        refuse(self, node, reading);
        return std::nullopt;
      });
}

}  // namespace giosim::runner
