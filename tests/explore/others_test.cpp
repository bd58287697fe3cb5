// How others would number the same cards: counts that were worked out by hand.

#include <catch2/catch.hpp>

#include "explore/compare.hpp"
#include "explore/others.hpp"
#include "runner/load.hpp"
#include "tests/places.hpp"

namespace giosim::explore {
namespace {

HwPath slot(int number) { return HwPath::parse("0/" + std::to_string(number) + "/1/0").value(); }

MacAddress mac(char letter) {
  return MacAddress::parse("0x00306E0000" + std::string("0") + letter).value();
}

// Cards in slots 1, 2, … by the last digit of their MAC addresses; "saved" and the records are those
// of a machine in which the cards A, B, … had slots 1, 2, … and the numbers 0, 1, …
Situation cards(std::string_view now, std::string_view before) {
  Situation situation;
  situation.machine = "target";
  for (int i = 0; i < static_cast<int>(now.size()); ++i)
    situation.nics.push_back({slot(i + 1), mac(now[static_cast<std::size_t>(i)])});
  for (int i = 0; i < static_cast<int>(before.size()); ++i) {
    situation.saved.push_back({i, slot(i + 1), {mac(before[static_cast<std::size_t>(i)])}});
    situation.records[slot(i + 1)] = i;
  }
  return situation;
}

// "2 of 4": how many of all orders fail.
std::string failing(std::string_view algorithm, const Situation& situation) {
  const auto census = census_of(*find_algorithm(algorithm), situation);
  REQUIRE(census.has_value());
  return std::to_string(census->failing) + " of " + std::to_string(census->orders);
}

std::size_t outcomes(std::string_view algorithm, const Situation& situation) {
  return census_of(*find_algorithm(algorithm), situation).value().outcomes.size();
}

TEST_CASE("nothing has changed: everybody keeps the name, but for who counts as found", "[explore]") {
  const Situation same = cards("AB", "AB");

  CHECK(failing("path_only", same) == "0 of 1");
  CHECK(failing("first_entry", same) == "0 of 2");
  CHECK(failing("wired", same) == "0 of 1");
  CHECK(failing("evict", same) == "0 of 2");
  CHECK(failing("rename", same) == "2 of 4");  // found the other way round, each name is taken
}

TEST_CASE("a swap of two", "[explore]") {
  const Situation swap = cards("BA", "AB");

  CHECK(failing("path_only", swap) == "1 of 1");    // the names are those of the slots
  CHECK(failing("first_entry", swap) == "2 of 2");
  CHECK(failing("wired", swap) == "1 of 1");
  CHECK(failing("rename", swap) == "2 of 4");       // right only if found in the order of the names
  CHECK(failing("evict", swap) == "0 of 2");
}

TEST_CASE("a cycle of three", "[explore]") {
  const Situation cycle = cards("CAB", "ABC");

  CHECK(failing("path_only", cycle) == "1 of 1");
  CHECK(failing("first_entry", cycle) == "6 of 6");
  CHECK(failing("wired", cycle) == "1 of 1");
  CHECK(failing("rename", cycle) == "30 of 36");  // no name is ever free: 1 of 6 scans is right
  CHECK(failing("evict", cycle) == "0 of 6");
}

TEST_CASE("two that are known and one that is new", "[explore]") {
  const Situation mixed = cards("CAB", "AB");

  CHECK(failing("rename", mixed) == "30 of 36");
  // The stranger keeps its name only if it is found last; else it stays with a temporary one.
  CHECK(failing("evict", mixed) == "4 of 6");
  CHECK(failing("path_only", mixed) == "1 of 1");
}

TEST_CASE("a name that is free in time", "[explore]") {
  Situation hole = cards("AB", "AB");
  hole.saved[1].number = 2;  // B was lan2

  // Found B, A: B is lan0 and must go to lan2 before A can be lan0.
  CHECK(failing("rename", hole) == "1 of 4");
  CHECK(outcomes("rename", hole) == 2);
  CHECK(failing("evict", hole) == "0 of 2");
}

TEST_CASE("two cards with one MAC address", "[explore]") {
  const Situation duplicate = cards("AA", "A");

  CHECK(outcomes("rename", duplicate) == 2);
  CHECK(outcomes("evict", duplicate) == 2);
  CHECK(outcomes("path_only", duplicate) == 1);
  CHECK(failing("evict", duplicate) == "0 of 2");  // nobody alone has a right to the name
}

TEST_CASE("a card and its equivalent: the one that comes later leaves the other a temporary name",
          "[explore]") {
  Situation both = cards("AE", "A");
  both.saved[0].macs.push_back(mac('E'));

  const OtherCensus census = census_of(*find_algorithm("evict"), both).value();

  CHECK(census.failing == 2);
  // Found A, E: E takes lan0 from A. Found E, A: A takes it, and then E takes it back.
  CHECK(census.outcomes == std::map<Ends, std::uint64_t>{{{-1, 0}, 1}, {{-2, 0}, 1}});
  CHECK(name_of(*find_algorithm("evict"), -2) == "cirename1");
}

TEST_CASE("a number kept for a slot that is empty goes to nobody", "[explore]") {
  Situation moved = cards("B", "AB");
  moved.nics[0].hw_path = slot(7);

  CHECK(census_of(*find_algorithm("path_only"), moved)->outcomes.contains({2}));
  CHECK(census_of(*find_algorithm("wired"), moved)->outcomes.contains({2}));
  CHECK(census_of(*find_algorithm("evict"), moved)->outcomes.contains({1}));
}

TEST_CASE("orders that are too many are not counted", "[explore]") {
  CHECK(census_of(*find_algorithm("rename"), cards("ABCDEF", "ABCDEF"))->orders == 720 * 720);
  CHECK(!census_of(*find_algorithm("rename"), cards("ABCDEFA", "A")));
  CHECK(census_of(*find_algorithm("path_only"), cards("ABCDEFABCDEF", "A"))->orders == 1);
}

TEST_CASE("what others have to go by is what the last boot began with", "[explore]") {
  const auto scenario = runner::load_scenario(
      (source_folder() / "scenarios" / "moves" / "swap_of_two.yaml").string());

  const std::vector<Situation> situations = situations_of(scenario);

  REQUIRE(situations.size() == 1);
  const Situation& target = situations.front();
  CHECK(target.machine == "target");
  REQUIRE(target.nics.size() == 2);
  CHECK(target.nics[0].mac == MacAddress::parse("0x00306E00000B"));
  REQUIRE(target.saved.size() == 2);
  CHECK(target.saved[0].number == 0);
  CHECK(target.saved[0].has(MacAddress::parse("0x00306E00000A").value()));
  CHECK(target.records.at(target.nics[0].hw_path) == 0);
  CHECK(failing("rename", target) == "2 of 4");
  CHECK(failing("evict", target) == "0 of 2");
}

TEST_CASE("the algorithms of others stand below the readings, each with its rule", "[explore]") {
  const auto scenario = runner::load_scenario(
      (source_folder() / "scenarios" / "moves" / "swap_of_two.yaml").string());
  Comparison comparison;
  comparison.readings.push_back({"Portable Image", {}, find(scenario, {})});
  for (const Algorithm& one : algorithms()) comparison.others.push_back(&one);
  comparison.situations = situations_of(scenario);

  const std::string text = compare_text(comparison, scenario, {});
  const std::string json = compare_json(comparison, scenario, {});

  CHECK(text.find("Portable Image  lan1") != std::string::npos);
  CHECK(text.find("50.00 % (2)") != std::string::npos);
  CHECK(text.find("udev") != std::string::npos);
  CHECK(json.find(R"("name":"rename","exhausted":true,"outcomes":2,"orders":"4","failing_orders":"2")") !=
        std::string::npos);
}

}  // namespace
}  // namespace giosim::explore
