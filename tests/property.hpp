// A property that holds for all generated values: rapidcheck with a fixed seed, as a Catch2 check.
//
// Fixed, so that a test that fails here fails everywhere; a counterexample is printed shrunk.
#pragma once

#include <rapidcheck.h>
#include <rapidcheck/detail/TestListenerAdapter.h>

#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace giosim {

struct Effort {
  int values = 1000;
  int size = 30;  // about the length of a generated list
};

// A list of integers that use all of their bits. (rapidcheck's own are small in a small test: with
// size 30 a byte is at most 3.)
template <class Integer>
std::vector<Integer> any_list() {
  return *rc::gen::container<std::vector<Integer>>(
      rc::gen::resize(100, rc::gen::arbitrary<Integer>()));
}

template <class Testable>
void check_property(Effort effort, Testable&& testable) {
  rc::detail::TestParams params;
  params.seed = 20120401;
  params.maxSuccess = effort.values;
  params.maxSize = effort.size;
  rc::detail::TestListenerAdapter listener;  // says nothing
  const std::unordered_map<std::string, rc::detail::Reproduce> nothing_to_reproduce;
  const auto result =
      rc::detail::checkTestable(std::forward<Testable>(testable), rc::detail::TestMetadata(),
                                params, listener, nothing_to_reproduce);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  INFO(message.str());
  CHECK(result.template is<rc::detail::SuccessResult>());
}

}  // namespace giosim
