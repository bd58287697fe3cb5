// giosim schema: JSON Schemas, generated from the tables that the program itself works with.

#include <memory>

#include "cli/subcommand.hpp"
#include "runner/load.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/trace_schema.hpp"
#include "runner/shape_schema.hpp"

namespace giosim {

namespace cli {

enum class SchemaOf { scenario, trace };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::SchemaOf> = WordTable<2>{"scenario", "trace"};

namespace cli {
namespace {

void write(report::JsonWriter& json, const runner::SchemaNode& node) {
  struct Write {
    report::JsonWriter& json;
    void operator()(bool yes) const { json.value(yes); }
    void operator()(std::int64_t number) const { json.value(number); }
    void operator()(const std::string& text) const { json.value(text); }
    void operator()(const runner::SchemaNode::Array& items) const {
      json.open('[');
      for (const runner::SchemaNode& item : items) write(json, item);
      json.close(']');
    }
    void operator()(const runner::SchemaNode::Object& fields) const {
      json.open('{');
      for (const auto& [key, value] : fields) {
        json.key(key);
        write(json, value);
      }
      json.close('}');
    }
  };
  std::visit(Write{json}, node.value);
}

}  // namespace

Work prepare_schema(Arguments& arguments) {
  const auto of = std::make_shared<SchemaOf>(SchemaOf::scenario);
  arguments.word("scenario|trace", "of what (default: scenario)", *of).alone = true;
  return [of](Terminal& terminal) {
    if (*of == SchemaOf::trace) {
      const std::string schema = report::trace_schema();
      terminal.out << schema << (schema.ends_with('\n') ? "" : "\n");
      return ExitCode::passed;
    }
    report::JsonWriter json;
    write(json,
          runner::schema(runner::scenario_shape(), "scenario.schema.json", "A scenario of giosim"));
    json.end_line();
    terminal.out << json.text();
    return ExitCode::passed;
  };
}

}  // namespace cli
}  // namespace giosim
