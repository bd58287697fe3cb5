// Does the JSON Schema that editors get accept what giosim accepts? Asked of Valijson.
#include "cli/scenario_schema.hpp"

#include <yaml-cpp/yaml.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <charconv>
#include <filesystem>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "tests/places.hpp"

namespace giosim::cli {
namespace {

namespace json = boost::json;

// What an editor takes a plain scalar for (YAML 1.2).
json::value scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return json::value(text);
  if (text == "true" || text == "false") return text == "true";
  const bool hex = text.starts_with("0x");
  const char* const begin = text.data() + (hex ? 2 : 0);
  const char* const end = text.data() + text.size();
  std::int64_t number = 0;
  if (const auto read = std::from_chars(begin, end, number, hex ? 16 : 10);
      read.ec == std::errc() && read.ptr == end)
    return number;
  return json::value(text);
}

json::value json_of(const YAML::Node& node);

void put_entries(const YAML::Node& map, json::object& object) {
  for (const auto& entry : map) {
    const std::string& key = entry.first.Scalar();
    if (key != "<<")
      object.emplace(key, json_of(entry.second));
    else if (entry.second.IsMap())
      put_entries(entry.second, object);
    else
      for (const YAML::Node& merged : entry.second) put_entries(merged, object);
  }
}

json::value json_of(const YAML::Node& node) {
  if (node.IsMap()) {
    json::object object;
    put_entries(node, object);
    return object;
  }
  if (node.IsSequence()) {
    json::array array;
    for (const YAML::Node& item : node) array.push_back(json_of(item));
    return array;
  }
  return node.IsNull() ? json::value() : scalar(node);
}

class SchemaCheck {
 public:
  SchemaCheck() {
    const json::value text = json::parse(scenario_schema());
    valijson::SchemaParser().populateSchema(valijson::adapters::BoostJsonAdapter(text), schema_);
  }

  // What is wrong first, and where; "": nothing.
  std::string complaint(const YAML::Node& document) const {
    const json::value value = json_of(document);
    valijson::ValidationResults results;
    valijson::Validator().validate(schema_, valijson::adapters::BoostJsonAdapter(value), &results);
    std::string sentence;
    for (const auto& error : results) {
      for (const std::string& step : error.context) sentence += step;
      sentence += ": " + error.description + "; ";
    }
    return sentence;
  }

 private:
  valijson::Schema schema_;
};

}  // namespace

TEST_CASE("the schema accepts every scenario, also one that includes what it needs", "[cli]") {
  const SchemaCheck schema;
  int scenarios = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(source_folder() / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path());
    CHECK(schema.complaint(YAML::LoadFile(entry.path().string())) == "");
    ++scenarios;
  }
  CHECK(scenarios > 200);
}

TEST_CASE("the schema refuses what is missing, misspelt or empty", "[cli]") {
  const SchemaCheck schema;
  const auto refused = [&](const std::string& text) {
    return schema.complaint(YAML::Load("scenario: s\nsays: s\n" + text)) != "";
  };
  CHECK_FALSE(refused("machines: {m: {}}\nsteps: [{boot: m}]"));
  CHECK_FALSE(refused("include: lab.yaml\nsteps: [{boot: m}]"));
  CHECK(refused("steps: [{boot: m}]"));
  CHECK(refused("include: lab.yaml\nstepps: [{boot: m}]"));
  CHECK(refused("machines: {m: {}}\nsteps: [{boot: m}]\nexpect: [{order: []}]"));
  CHECK(refused("machines: {m: {}}\nsteps: [{fly: m}]"));
}

}  // namespace giosim::cli
