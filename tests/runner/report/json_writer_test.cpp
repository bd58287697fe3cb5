#include "runner/report/json_writer.hpp"

#include <catch2/catch.hpp>

namespace giosim::report {
namespace {

TEST_CASE("JSON is written as it is said, with commas where they belong", "[report]") {
  JsonWriter json;
  json.open('{').field("a", 1).key("b").open('[').value("x").value(true).null().close(']');
  json.field("c", std::int64_t{-5}).key("d").open('{').close('}').close('}');
  json.end_line();
  json.open('[').close(']');

  CHECK(json.text() == "{\"a\":1,\"b\":[\"x\",true,null],\"c\":-5,\"d\":{}}\n[]");
}

TEST_CASE("quotes, backslashes and control characters are escaped, anywhere in a text",
          "[report]") {
  JsonWriter json;
  json.open('[')
      .value("\"a\\")
      .value(
          "\x01"
          "b\n")
      .value("")
      .value("→\"")
      .close(']');

  CHECK(json.text() == "[\"\\\"a\\\\\",\"\\u0001b\\u000a\",\"\",\"→\\\"\"]");
}

TEST_CASE("a cell is written as what it holds", "[report]") {
  JsonWriter json;
  json.open('[').value(Cell()).value(Cell(true)).value(Cell(std::int64_t{7}));
  json.value(Cell(std::string("lan0"))).close(']');

  CHECK(json.text() == "[null,true,7,\"lan0\"]");
}

}  // namespace
}  // namespace giosim::report
