#include "runner/report/rules.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/places.hpp"

namespace giosim::report {
namespace {

TEST_CASE("every rule has a title and plain words, and a quote or a reading", "[report]") {
  for (const Rule& row : rules()) {
    INFO(row.id);
    CHECK_FALSE(row.title.empty());
    CHECK_FALSE(row.plain.empty());
    CHECK((!row.quote.empty() || row.reading));
    CHECK(row.quote.empty() == row.section.empty());
    CHECK(row.quote.empty() == (row.line == 0));
  }
}

TEST_CASE("a rule is found by its id, and no id stands for two", "[report]") {
  std::set<std::string_view> ids;
  for (const Rule& row : rules()) {
    CHECK(ids.insert(row.id).second);
    CHECK(&rule(row.id) == &row);
  }
  CHECK(find_rule("Z9") == nullptr);
  CHECK(find_rule("") == nullptr);
  CHECK(ids.contains("K10"));
  CHECK(ids.size() == 63);
}

TEST_CASE("docs/RULES.md is what the table says", "[report]") {
  std::ifstream file(source_folder() / "docs/RULES.md");
  REQUIRE(file);
  const std::string page{std::istreambuf_iterator<char>(file), {}};

  CHECK(page == rules_markdown());
}

}  // namespace
}  // namespace giosim::report
