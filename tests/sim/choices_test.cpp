#include "sim/choices.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/must.hpp"

using namespace giosim;
using namespace giosim::sim;

namespace {

std::size_t ask(Choices& choices, std::size_t options, std::string_view what = "which way") {
  return choices.pick(options, ChoiceKind::order, what);
}

template <class Action>
std::string choice_error(Action action) {
  try {
    action();
  } catch (const ChoiceError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("a list of choices is written as numbers joined by dots", "[sim]") {
  CHECK(parse_choices("0.2.1").value() == ChoiceList{0, 2, 1});
  CHECK(parse_choices("").value().empty());
  CHECK(parse_choices("17").value() == ChoiceList{17});
  CHECK(to_string(ChoiceList{0, 2, 1, 0, 0}) == "0.2.1");
  CHECK(to_string(ChoiceList{0, 0}).empty());
}

TEST_CASE("a malformed list of choices is told apart by position", "[sim]") {
  for (const char* text : {"0..1", "0.x", ".", "1.", "-1", "0.+1", "99999999999", " 1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_choices(text).has_value());
  }
  CHECK(parse_choices("0.1.two").error().starts_with("choice 3 is \"two\""));
}

TEST_CASE("with one option nothing is asked and nothing recorded", "[sim]") {
  Replayed choices({1});
  CHECK(ask(choices, 1) == 0);
  CHECK(choices.made().empty());
  CHECK(ask(choices, 2) == 1);
  CHECK(choices.list() == "1");
}

TEST_CASE("a choice out of nothing is our bug", "[sim]") {
  InOrder choices;
  CHECK_THROWS_AS(ask(choices, 0), Bug);
}

TEST_CASE("seeded choices are the same for the same seed and differ for another", "[sim]") {
  const auto draw = [](std::uint64_t seed) {
    Seeded choices(seed);
    std::vector<std::size_t> picks;
    for (std::size_t options = 2; options < 40; ++options) picks.push_back(ask(choices, options));
    return picks;
  };
  CHECK(draw(7) == draw(7));
  CHECK(draw(7) != draw(8));
  // The generator is part of what a reproduced run means: its values may never change.
  Seeded choices(1);
  std::string picks;
  for (int i = 0; i < 12; ++i) picks += std::to_string(ask(choices, 10));
  CHECK(picks == "579447852746");
}

TEST_CASE("seeded choices reach every option about equally often", "[sim]") {
  Seeded choices(3);
  std::vector<int> count(7);
  for (int i = 0; i < 7000; ++i) ++count[ask(choices, 7)];
  for (const int n : count) CHECK((n > 850 && n < 1150));
}

TEST_CASE("a replayed run repeats a recorded one", "[sim]") {
  Seeded recorded(42);
  for (std::size_t options = 2; options < 12; ++options) ask(recorded, options);

  Replayed replayed(parse_choices(recorded.list()).value());
  for (std::size_t options = 2; options < 12; ++options) ask(replayed, options);

  CHECK(replayed.made() == recorded.made());
  CHECK_NOTHROW(replayed.end_of_run());
}

TEST_CASE("a replayed choice that the run does not offer is named", "[sim]") {
  Replayed choices({0, 5});
  ask(choices, 2);
  CHECK(choice_error([&] { ask(choices, 3, "which ready process runs next"); }) ==
        "choice 2 of the list is 5, but there are only 3 options (0 to 2) for the order asked "
        "here: which ready process runs next");
}

TEST_CASE("choices left over at the end of a run are named", "[sim]") {
  Replayed choices({0, 1, 2});
  ask(choices, 2);
  CHECK(choice_error([&] { choices.end_of_run(); }) ==
        "the list has 3 choices, but the run asked only 1: choice 2 (1) was never asked");
}

TEST_CASE("exhaustive choices run every combination once", "[sim]") {
  // The number of options of the second choice depends on the first.
  std::set<std::string> seen;
  Exhaustive choices;
  while (choices.next_run()) {
    CHECK(choices.at_frontier() == (choices.runs() == 1));
    const std::size_t first = ask(choices, 3);
    std::string run = std::to_string(first);
    if (first > 0) run += std::to_string(ask(choices, first + 1));
    if (first == 2) run += std::to_string(ask(choices, 2));
    CHECK(seen.insert(run).second);
  }
  CHECK(seen.size() == 1 + 2 + 3 * 2);
  CHECK(choices.runs() == 9);
}

TEST_CASE("an exhaustive run that is cut short is not continued behind the cut", "[sim]") {
  std::set<std::string> seen;
  Exhaustive choices;
  while (choices.next_run()) {
    std::string run = std::to_string(ask(choices, 2));
    if (run != "0") run += std::to_string(ask(choices, 2));  // else the run ends here
    seen.insert(run);
  }
  CHECK(seen == std::set<std::string>{"0", "10", "11"});
}

TEST_CASE("exhaustive choices notice a run that is not reproducible", "[sim]") {
  Exhaustive choices;
  REQUIRE(choices.next_run());
  ask(choices, 2);
  ask(choices, 2);
  REQUIRE(choices.next_run());
  CHECK(
      choice_error([&] { ask(choices, 3); }).starts_with("the run is not reproducible: choice 1"));
}
