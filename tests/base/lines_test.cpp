#include "base/lines.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using giosim::lines_of;

namespace {

std::vector<std::string> all(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : lines_of(text)) lines.emplace_back(line);
  return lines;
}

}  // namespace

TEST_CASE("a line end ends a line and begins none", "[base]") {
  using Texts = std::vector<std::string>;
  CHECK(all("").empty());
  CHECK(all("\n") == Texts{""});
  CHECK(all("a") == Texts{"a"});
  CHECK(all("a\n") == Texts{"a"});
  CHECK(all("a\nb") == Texts{"a", "b"});
  CHECK(all("\n\na\n\n") == Texts{"", "", "a", ""});
}
