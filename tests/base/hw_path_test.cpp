#include "base/hw_path.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "base/must.hpp"

using Catch::Matchers::Contains;
using giosim::Bug;
using giosim::HwPath;

namespace {

std::string path_of(std::size_t elements) {
  std::string text = "0";
  for (std::size_t i = 1; i < elements; ++i) text += "/0";
  return text;
}

}  // namespace

TEST_CASE("a H/W path is printed as it was read", "[base]") {
  for (int element = 0; element <= HwPath::kMaxElement; ++element) {
    const std::string text = "0/" + std::to_string(element) + "/1";

    const auto path = HwPath::parse(text);

    REQUIRE(path.has_value());
    CHECK(path->text() == text);
    CHECK(path->element(1) == element);
    CHECK(path->size() == 3);
  }
}

TEST_CASE("a H/W path has one to fourteen elements", "[base]") {
  for (std::size_t elements = 1; elements <= HwPath::kMaxElements; ++elements) {
    const auto path = HwPath::parse(path_of(elements));

    REQUIRE(path.has_value());
    CHECK(path->size() == elements);
    CHECK(path->text() == path_of(elements));
  }

  CHECK_FALSE(HwPath::parse(path_of(15)).has_value());
}

TEST_CASE("a malformed H/W path is refused with the reason and an example", "[base]") {
  struct Row {
    std::string text, why;
  };
  const std::vector<Row> malformed = {
      {"", "it is empty"},
      {"/0/1", "an element is not a number"},
      {"0//1", "an element is not a number"},
      {"0/4/", "it ends with '/'"},
      {"/", "an element is not a number"},
      {"lan0", "an element is not a number"},
      {"0/4/1/0 ", "an element is not a number"},
      {" 0/4", "an element is not a number"},
      {"0/ 4", "an element is not a number"},
      {"0.4.1", "an element is not a number"},
      {"0/0xff", "an element is not a number"},
      {"0/+4", "an element is not a number"},
      {"0/-4", "an element is not a number"},
      {"0/-0", "an element is not a number"},
      {"-1", "an element is not a number"},
      {"0/-99999999999", "an element is not a number"},
      {std::string("0\0/4", 4), "an element is not a number"},
      {"0/256", "an element is greater than 255"},
      {"0/99999999999999999999", "an element is greater than 255"},
      {"0/04", "an element has a leading zero"},
      {"00", "an element has a leading zero"},
      {path_of(15), "it has more than 14 elements"},
  };

  for (const Row& row : malformed) {
    INFO("'" << row.text << "'");
    const auto path = HwPath::parse(row.text);

    REQUIRE_FALSE(path.has_value());
    CHECK_THAT(path.error(), Contains("'" + row.text + "' is not a H/W path: " + row.why + ";"));
    CHECK_THAT(path.error(), Contains("0/4/1/0"));
  }
}

TEST_CASE("the error of a very long H/W path stays readable", "[base]") {
  const auto path = HwPath::parse(std::string(100'000, '1'));

  REQUIRE_FALSE(path.has_value());
  CHECK(path.error().size() < 250);
}

TEST_CASE("H/W paths are in order number by number, never as text", "[base]") {
  const std::vector<HwPath> in_order = {HwPath{}, "0",     "0/0",     "0/0/0",   "0/0/1",
                                        "0/1",    "0/2",   "0/2/0/0", "0/2/255", "0/10",
                                        "1",      "2/0/1", "10",      "255"};

  for (std::size_t i = 0; i < in_order.size(); ++i)
    for (std::size_t j = 0; j < in_order.size(); ++j)
      CHECK((in_order[i] <=> in_order[j]) == (i <=> j));
}

TEST_CASE("a child is one level further down", "[base]") {
  const HwPath slot = "0/4/1";

  const HwPath function = slot.child(0);

  CHECK(function.text() == "0/4/1/0");
  CHECK(slot.text() == "0/4/1");
  CHECK(slot < function);
}

TEST_CASE("a child beyond what a H/W path can hold is a bug", "[base]") {
  const HwPath deepest = path_of(HwPath::kMaxElements).c_str();

  CHECK_THROWS_AS(deepest.child(0), Bug);
  CHECK_THROWS_AS(HwPath("0").child(256), Bug);
  CHECK_THROWS_AS(HwPath("0").child(-1), Bug);
}

TEST_CASE("a malformed H/W path literal is a bug", "[base]") {
  CHECK_THROWS_AS(HwPath("0/x"), Bug);
  CHECK_THROWS_AS(HwPath(""), Bug);
}

TEST_CASE("the empty H/W path has no text and no elements", "[base]") {
  CHECK(HwPath{}.empty());
  CHECK(HwPath{}.text().empty());
  CHECK_FALSE(HwPath("0").empty());
}
