// Numbers and operators as kctune(1M) reads them.
#include "user/integer_expression.hpp"

#include <catch2/catch.hpp>

using giosim::user::evaluate;

namespace {

std::string text(std::string_view expression) {
  const auto value = evaluate(expression);
  return value ? std::to_string(*value) : value.error();
}

}  // namespace

TEST_CASE("numbers are decimal, octal or hexadecimal", "[user]") {
  CHECK(text("0") == "0");
  CHECK(text("4200") == "4200");
  CHECK(text("0x10") == "16");
  CHECK(text("0XfF") == "255");
  CHECK(text("010") == "8");
  CHECK(text("9223372036854775807") == "9223372036854775807");
}

TEST_CASE("operators bind as in C", "[user]") {
  const std::pair<const char*, const char*> rows[] = {
      {"12*1024", "12288"}, {"2+3*4", "14"},      {"(2+3)*4", "20"},   {"7-2-1", "4"},
      {"1<<4-1", "8"},      {"1|2^3&2", "1"},     {"1<2==1", "1"},     {"!0+!5", "1"},
      {"~0", "-1"},         {"-3+5", "2"},        {"+3", "3"},         {"7%4/2", "1"},
      {"3>=3&&2<=1", "0"},  {"0||2", "1"},        {"1?2:3", "2"},      {"0?2:0?4:5", "5"},
      {"16>>2", "4"},       {"4!=4", "0"},        {"- -1", "' ' is not expected"}};
  for (const auto& [expression, result] : rows) {
    CAPTURE(expression);
    CHECK(text(expression) == result);
  }
}

TEST_CASE("what C does not evaluate does no harm", "[user]") {
  CHECK(text("1||1/0") == "1");
  CHECK(text("0&&1/0") == "0");
  CHECK(text("1?7:1/0") == "7");
  CHECK(text("0?1/0:7") == "7");
}

TEST_CASE("what has no value says why", "[user]") {
  CHECK(text("") == "a number is missing");
  CHECK(text("1+") == "a number is missing");
  CHECK(text("10%") == "a number is missing");
  CHECK(text("(1") == "a ')' is missing");
  CHECK(text("1?2") == "a ':' is missing");
  CHECK(text("1)") == "')' is not expected");
  CHECK(text("1 + 1") == "' ' is not expected");
  CHECK(text("08") == "'08' is not a number");
  CHECK(text("0x") == "'0x' is not a number");
  CHECK(text("12x") == "'12x' is not a number");
  CHECK(text("on") ==
        "'on' is not a number; names of tunables within an expression are not emulated");
  CHECK(text("1/0") == "the result of '/' is not a 64-bit number");
  CHECK(text("9223372036854775807+1") == "the result of '+' is not a 64-bit number");
  CHECK(text("-(~9223372036854775807)") == "the result of '-' is not a 64-bit number");
  CHECK(text("1<<63") == "the result of '<<' is not a 64-bit number");
  CHECK(text("9223372036854775808") == "'9223372036854775808' is not a 64-bit number");
  CHECK(text(std::string(300, '(')) == "it is longer than 255 characters");
}
