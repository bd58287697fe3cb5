#include "base/table.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>

#include "tests/property.hpp"

using namespace giosim;

namespace {

struct Row {
  int key;
  std::string word;
};
struct KeyOfRow {
  int operator()(const Row& row) const { return row.key; }
};
using Rows = Table<Row, KeyOfRow>;

std::map<int, std::string> in_order(const Rows& rows) {
  std::map<int, std::string> found;
  int before = -1;
  for (const Row& row : rows) {
    if (row.key <= before) FAIL(row.key << " comes after " << before);
    before = row.key;
    found.emplace(row.key, row.word);
  }
  return found;
}

std::size_t depth_reached(std::size_t count, auto&& key_of) {
  // A row that counts how often keys are compared with its own.
  static std::size_t compared;
  struct Key {
    int value;
    auto operator<=>(const Key& other) const { return ++compared, value <=> other.value; }
    bool operator==(const Key& other) const { return value == other.value; }
  };
  struct KeyOf {
    Key operator()(int row) const { return {row}; }
  };
  Table<int, KeyOf> table;
  for (std::size_t i = 0; i < count; ++i) table.add(Key{key_of(i)}, key_of(i));
  std::size_t deepest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    compared = 0;
    if (!table.contains(Key{key_of(i)})) FAIL("lost " << key_of(i));
    deepest = std::max(deepest, compared);
  }
  return deepest;
}

}  // namespace

TEST_CASE("a table holds one row of each key, in order", "[base]") {
  Rows rows;

  CHECK(rows.add(2, 2, "two").second);
  CHECK(rows.add(1, 1, "one").second);
  CHECK_FALSE(rows.add(2, 2, "another").second);

  CHECK(in_order(rows) == std::map<int, std::string>{{1, "one"}, {2, "two"}});
  CHECK(rows.find(2)->word == "two");
  CHECK(rows.find(3) == nullptr);
  CHECK(rows.from(2)->key == 2);
  CHECK(rows.from(3) == rows.end());
}

TEST_CASE("a table is the same as std::map after any 20000 histories", "[base]") {
  check_property({.values = 20'000, .size = 120}, [](const std::vector<std::uint8_t>& history) {
    Rows rows;
    std::map<int, std::string> naive;
    for (const std::uint8_t step : history) {
      const int key = step % 64;
      if (step < 144) {
        const std::string word = std::to_string(naive.size());
        RC_ASSERT(rows.add(key, key, word).second == naive.emplace(key, word).second);
      } else {
        RC_ASSERT(rows.erase(key) == (naive.erase(key) == 1));
      }
    }
    RC_ASSERT(rows.size() == naive.size());
    RC_ASSERT(in_order(rows) == naive);
    RC_ASSERT(in_order(Rows(rows)) == naive);
    for (int key = 0; key <= 64; ++key) {
      RC_ASSERT(rows.contains(key) == naive.contains(key));
      const auto from = rows.from(key);
      const auto naively = naive.lower_bound(key);
      RC_ASSERT((from == rows.end()) == (naively == naive.end()));
      if (naively != naive.end()) RC_ASSERT(from->key == naively->first);
    }
  });
}

TEST_CASE("a row of a table stays where it is while others come and go", "[base]") {
  Rows rows;
  std::map<int, const Row*> places;
  for (int key = 0; key < 1000; ++key) {
    const int scattered = key * 7919 % 1000;
    places[scattered] = rows.add(scattered, scattered, std::to_string(scattered)).first;
  }

  for (int key = 0; key < 1000; key += 3) rows.erase(key);

  for (const Row& row : rows) CHECK(places.at(row.key) == &row);
}

TEST_CASE("the rows of a table end when they are erased, and with the table", "[base]") {
  const auto life = std::make_shared<int>();
  struct Alive {
    int key;
    std::shared_ptr<int> life;
  };
  struct KeyOf {
    int operator()(const Alive& row) const { return row.key; }
  };
  {
    Table<Alive, KeyOf> table;
    for (int key = 0; key < 100; ++key) table.add(key, key, life);
    CHECK(life.use_count() == 101);
    for (int key = 0; key < 50; ++key) table.erase(key);
    CHECK(life.use_count() == 51);
    Table<Alive, KeyOf> moved = std::move(table);
    CHECK(life.use_count() == 51);
  }
  CHECK(life.use_count() == 1);
}

TEST_CASE("no row of a table is deeper than the law of AVL trees allows", "[base]") {
  constexpr std::size_t kCount = 100'000;  // 1.44 log2(n + 2): 23.9

  CHECK(depth_reached(kCount, [](std::size_t i) { return int(i); }) <= 24);
  CHECK(depth_reached(kCount, [](std::size_t i) { return -int(i); }) <= 24);
  CHECK(depth_reached(kCount, [](std::size_t i) { return int(i * 7919 % kCount); }) <= 24);
}

TEST_CASE("a table costs eight bytes a row beyond the row itself", "[base]") {
  struct KeyOf {
    std::uint32_t operator()(std::uint32_t row) const { return row; }
  };
  Table<std::uint32_t, KeyOf> table;
  for (std::uint32_t row = 0; row < 64; ++row) table.add(row, row);

  CHECK(reinterpret_cast<const char*>(table.find(1u)) -
            reinterpret_cast<const char*>(table.find(0u)) ==
        12);
}
