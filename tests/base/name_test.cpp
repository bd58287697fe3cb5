#include "base/name.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using giosim::Bug;

namespace {

using Word = giosim::Name<struct WordTag>;

bool is_letter_digit_or_dash(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

TEST_CASE("a name has one to fifteen characters", "[base]") {
  for (std::size_t length = 1; length <= Word::kMaxLength; ++length) {
    const std::string text(length, 'x');

    const auto name = Word::parse(text);

    REQUIRE(name.has_value());
    CHECK(name->view() == text);
  }

  CHECK_FALSE(Word::parse("").has_value());
  CHECK_FALSE(Word::parse(std::string(16, 'x')).has_value());
}

TEST_CASE("a name read from outside consists of letters, digits, '_' and '-'", "[base]") {
  for (int code = 0; code < 256; ++code) {
    const char c = static_cast<char>(code);
    INFO("character " << code);

    CHECK(Word::parse(std::string(1, c)).has_value() == is_letter_digit_or_dash(c));
    CHECK(Word::parse(std::string("lan") + c + "x").has_value() == is_letter_digit_or_dash(c));
  }
}

TEST_CASE("a name that is not from outside and does not fit is a bug", "[base]") {
  CHECK_THROWS_AS(Word("sixteen_letters_"), Bug);
  CHECK_THROWS_AS(Word(std::string_view("a\0b", 3)), Bug);
}

TEST_CASE("names are in order of their text", "[base]") {
  const std::vector<Word> in_order = {Word{}, "ext_bus", "fc", "lan", "lan0", "lan_", "lanx"};

  for (std::size_t i = 0; i < in_order.size(); ++i)
    for (std::size_t j = 0; j < in_order.size(); ++j)
      CHECK((in_order[i] <=> in_order[j]) == (i <=> j));
}

TEST_CASE("a name without text is empty", "[base]") {
  CHECK(Word{}.empty());
  CHECK(Word{} == Word(""));
  CHECK(Word{}.view().empty());
  CHECK_FALSE(Word("lan").empty());
}

TEST_CASE("a name needs no heap and no more room than ioconfig gives it", "[base]") {
  STATIC_REQUIRE(sizeof(Word) == 16);
  STATIC_REQUIRE(std::is_trivially_copyable_v<Word>);
  STATIC_REQUIRE(Word("lan").view() == "lan");
}
