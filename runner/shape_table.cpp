#include "runner/shape_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace giosim::runner {
namespace {

// Calls `visit` once for every shape below this one, from the top, fields in order.
class Walk {
 public:
  explicit Walk(std::function<void(const ShapeDescription&)> visit) : visit_(std::move(visit)) {}

  void from(const ShapeDescription& shape) {
    if (shape.kind == ShapeKind::reference) return from(*shape.refers_to());
    if (std::ranges::find(met_, &shape) != met_.end()) return;
    met_.push_back(&shape);
    visit_(shape);
    if (shape.key) from(*shape.key);
    if (shape.item) from(*shape.item);
    for (const FieldDescription& field : shape.fields) from(*field.shape);
  }

 private:
  std::function<void(const ShapeDescription&)> visit_;
  std::vector<const ShapeDescription*> met_;
};

std::string presence_of(const FieldDescription& field) {
  if (field.presence == Presence::required) return "required";
  if (field.presence == Presence::alternative) return "one of these";
  return field.by_default.empty() ? "optional" : field.by_default;
}

std::string type_of(const ShapeDescription& shape) {
  if (shape.kind != ShapeKind::words) {
    if (shape.kind != ShapeKind::integer) return shape.name;
    return shape.expected.starts_with("a ") ? shape.expected.substr(2) : shape.expected;
  }
  // Long lists stand once, among the values.
  constexpr std::size_t kManyWords = 8;
  if (shape.words.size() > kManyWords) return shape.name;
  std::string words;
  for (std::size_t i = 0; i < shape.words.size(); ++i)
    words += fmt::format("{}`{}`",
                         i == 0                       ? ""
                         : i + 1 < shape.words.size() ? ", "
                                                      : " or ",
                         shape.words[i]);
  return words;
}

// In a cell of a table.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c == '\n' ? ' ' : c;
  }
  return escaped;
}

std::string code(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

}  // namespace

ShapeTables describe(const ShapeDescription& root) {
  ShapeTables tables;
  std::set<std::string> scalars;
  Walk walk([&](const ShapeDescription& shape) {
    if (shape.kind == ShapeKind::keys) {
      KeyTable& table = tables.maps.emplace_back(shape.name, shape.sentence, shape.short_form);
      for (const FieldDescription& field : shape.fields)
        table.rows.push_back(
            {field.key, type_of(*field.shape), presence_of(field), field.sentence, field.example});
      return;
    }
    const bool tells = !shape.sentence.empty() || !shape.words.empty() || !shape.examples.empty();
    if (tells && scalars.insert(shape.name).second)
      tables.scalars.push_back({shape.name, shape.sentence, shape.words, shape.examples});
  });
  walk.from(root);
  return tables;
}

std::string markdown(const ShapeTables& tables) {
  std::string text;
  for (const KeyTable& table : tables.maps) {
    text += fmt::format("## {}\n\n{}\n\n", table.name, table.sentence);
    if (!table.short_form.empty())
      text +=
          fmt::format("A value that is no map stands for `{{{}: value}}`.\n\n", table.short_form);
    text += "| key | value | presence or default | meaning | example |\n|---|---|---|---|---|\n";
    for (const KeyRow& row : table.rows)
      text += fmt::format("| {} | {} | {} | {} | {} |\n", code(row.key), cell(row.type),
                          cell(row.presence), cell(row.sentence), code(row.example));
    text += '\n';
  }
  text += "## values\n\n| value | meaning | words or examples |\n|---|---|---|\n";
  for (const ScalarRow& row : tables.scalars) {
    std::string samples;
    for (const std::string& sample : row.words.empty() ? row.examples : row.words)
      samples += (samples.empty() ? "" : ", ") + code(sample);
    text += fmt::format("| {} | {} | {} |\n", cell(row.name), cell(row.sentence), samples);
  }
  return text;
}

std::vector<std::string> wrong_examples(const ShapeDescription& root) {
  std::vector<std::string> sentences;
  const auto try_out = [&](const std::string& key, const ShapeDescription& shape,
                           const std::string& yaml) {
    const ShapeDescription& target =
        shape.kind == ShapeKind::reference ? *shape.refers_to() : shape;
    Problems problems;
    const auto document = read_yaml("example of " + key, yaml, problems);
    const bool is_map = document && document->root().kind == YamlKind::map;
    const YamlEntry* entry = is_map ? document->root().find(key) : nullptr;
    Reading reading(problems);
    const bool good = entry && target.accepts(*entry->value, reading) && problems.empty();
    if (!good) sentences.push_back(fmt::format("{}: {}\n{}", key, yaml, problems.text()));
  };
  Walk walk([&](const ShapeDescription& shape) {
    for (const std::string& example : shape.examples)
      try_out(shape.name, shape, fmt::format("{}: {}", shape.name, example));
    for (const FieldDescription& field : shape.fields)
      if (!field.example.empty()) try_out(field.key, *field.shape, field.example);
  });
  walk.from(root);
  return sentences;
}

}  // namespace giosim::runner
