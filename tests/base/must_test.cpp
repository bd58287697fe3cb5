#include "base/must.hpp"

#include <catch2/catch.hpp>

using Catch::Matchers::Equals;
using giosim::Bug;

TEST_CASE("a MUST that holds does nothing, and its condition is evaluated once", "[base]") {
  int evaluated = 0;

  MUST(++evaluated == 1);

  CHECK(evaluated == 1);
}

TEST_CASE("a broken MUST says what was broken and where", "[base]") {
  const int instances = 2;
  int line = 0;

  try {
    line = __LINE__ + 1;
    MUST(instances == 1);
    FAIL("a broken MUST went on");
  } catch (const Bug& bug) {
    CHECK_THAT(bug.what(), Equals(std::string("MUST(instances == 1) is broken at ") + __FILE__ +
                                  ":" + std::to_string(line)));
  }
}

TEST_CASE("the place of a broken MUST does not depend on where the sources lie", "[base]") {
  CHECK_THAT(__FILE__, Equals("tests/base/must_test.cpp"));
}

TEST_CASE("a MUST is one statement, also between if and else", "[base]") {
  bool otherwise = false;

  if (otherwise)
    MUST(false);
  else
    otherwise = true;

  CHECK(otherwise);
}
