#include "base/nearest_word.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace giosim;

TEST_CASE("the nearest word is one that a person may have meant", "[nearest_word]") {
  const std::vector<std::string> words = {"machines", "steps",  "boot", "shutdown",
                                          "expect",   "reboot", "mac",  "x"};
  struct Row {
    std::string typed;
    std::string meant;  // empty: nothing is near
  };
  const std::vector<Row> rows = {
      {"machnes", "machines"},    // left out
      {"machinees", "machines"},  // put in
      {"stebs", "steps"},         // wrong
      {"setps", "steps"},         // swapped
      {"Boot", "boot"},           // case
      {"BOOT", "boot"},
      {"shut", "shutdown"},  // begins
      {"exp", "expect"},
      {"m", ""},  // begins two
      {"y", ""},  // every letter is one slip from every other
      {"cpu", ""},
      {"", ""},
      {std::string(10'000, 'b'), ""},
  };
  for (const Row& row : rows) {
    INFO(row.typed.substr(0, 20));
    CHECK(nearest_word(row.typed, words).value_or("") == row.meant);
  }
  CHECK(did_you_mean("machnes", words) == "; did you mean 'machines'?");
  CHECK(did_you_mean("cpu", words).empty());
}
