#include "cli/scenario_schema.hpp"

#include "runner/load.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/shape_schema.hpp"

namespace giosim::cli {
namespace {

void write_schema(report::JsonWriter& json, const runner::SchemaNode& node) {
  struct Write {
    report::JsonWriter& json;
    void operator()(bool yes) const { json.value(yes); }
    void operator()(std::int64_t number) const { json.value(number); }
    void operator()(const std::string& text) const { json.value(text); }
    void operator()(const runner::SchemaNode::Array& items) const {
      json.open('[');
      for (const runner::SchemaNode& item : items) write_schema(json, item);
      json.close(']');
    }
    void operator()(const runner::SchemaNode::Object& fields) const {
      json.open('{');
      for (const auto& [key, value] : fields) {
        json.key(key);
        write_schema(json, value);
      }
      json.close('}');
    }
  };
  std::visit(Write{json}, node.value);
}

}  // namespace

std::string scenario_schema() {
  report::JsonWriter json;
  write_schema(json, runner::schema(runner::scenario_shape(), "scenario.schema.json",
                                    "A scenario of giosim"));
  return json.text();
}

}  // namespace giosim::cli
