#include "krs/persistent_half.hpp"

#include <map>

#include "base/must.hpp"
#include "tests/property.hpp"

using namespace giosim;
using namespace giosim::krs;

namespace {

using Values = std::map<std::string, Value>;

Value owned(const ValueView& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  return std::get<std::int64_t>(value);
}

Values below(const PersistentHalf& half, std::string_view prefix) {
  Values values;
  std::string before;
  half.for_each_below(prefix, [&](std::string_view path, const ValueView& value) {
    if (path <= before) FAIL(path << " comes after " << before);
    before = path;
    values.emplace(path, owned(value));
  });
  return values;
}

Values naively_below(const Values& all, std::string_view prefix) {
  Values values;
  for (const auto& [path, value] : all)
    if (path.starts_with(prefix)) values.emplace(path, value);
  return values;
}

}  // namespace

TEST_CASE("a persistent half is the same as std::map after any 20000 histories", "[krs]") {
  check_property({.values = 20'000, .size = 60}, [](const std::vector<std::uint8_t>& history) {
    PersistentHalf half;
    Values naive;
    for (const std::uint8_t step : history) {
      const std::string path = std::string(step % 2 ? "a/" : "b/") + std::to_string(step / 2 % 8);
      if (step < 160) {
        const Value value = step % 3 ? Value(std::int64_t{step}) : Value(std::to_string(step));
        const auto before = naive.find(path);
        RC_ASSERT(half.set(path, value) == (before == naive.end() || before->second != value));
        naive[path] = value;
      } else if (step < 240) {
        RC_ASSERT(half.erase(path) == (naive.erase(path) == 1));
      } else {
        const sim::Bytes file = half.body();
        half.stands_in(file, file);
      }
    }
    RC_ASSERT(half.size() == naive.size());
    for (const std::string prefix : {"", "a/", "b/", "b/1", "c"})
      RC_ASSERT(below(half, prefix) == naively_below(naive, prefix));
    for (const auto& [path, value] : naive) RC_ASSERT(owned(half.get(path).value()) == value);
    RC_ASSERT(!half.get("a/9").has_value());
    const sim::Bytes file = half.body();
    RC_ASSERT(below(PersistentHalf::parse(file, file).value(), "") == naive);
  });
}

TEST_CASE("lines that a person has put out of order are read in the order of paths", "[krs]") {
  const sim::Bytes file = "b\ti\t2\na\ts\tone\n";

  const auto half = PersistentHalf::parse(file, file);

  REQUIRE(half.has_value());
  CHECK(below(*half, "") == Values{{"a", "one"}, {"b", std::int64_t{2}}});
  CHECK(half->body() == "a\ts\tone\nb\ti\t2\n");
}

TEST_CASE("a line that is no value is refused with the reason", "[krs]") {
  for (const auto& [body, why] : std::map<std::string, std::string>{
           {"a\ti\t1", "the last line has no end"},
           {"a\n", "a line has no type: a"},
           {"a\tx\t1\n", "the type is neither i nor s: a\tx\t1"},
           {"a\ti\tone\n", "a number cannot be read: a\ti\tone"},
           {"\ti\t1\n", "a path is empty, or there twice: \ti\t1"},
           {"a\ti\t1\na\ti\t2\n", "a path is empty, or there twice: a\ti\t1"}}) {
    const sim::Bytes file = body;
    CHECK(PersistentHalf::parse(file, file).error() == why);
  }
}
