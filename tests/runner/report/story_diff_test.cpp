#include "runner/report/story_diff.hpp"

#include <catch2/catch.hpp>

#include "runner/report/comparison.hpp"
#include "tests/property.hpp"

namespace giosim::report {
namespace {

using Lines = std::vector<std::string>;

const std::pair<std::string, std::string> kFirst{"target", "0/4/1/0"};
const std::pair<std::string, std::string> kSecond{"target", "0/4/2/0"};

std::string diff_text(const DeviceLines& before, const DeviceLines& after) {
  return text_of(differences(before, after), "");
}

TEST_CASE("lines are compared within a device, never across", "[report]") {
  const DeviceLines before{{kFirst, {"boot 1  a", "boot 1  b"}}, {kSecond, {"boot 1  c"}}};
  const DeviceLines after{{kFirst, {"boot 1  a"}}, {kSecond, {"boot 1  b", "boot 1  c"}}};

  CHECK(diff_text(before, after) ==
        "target 0/4/1/0\n    boot 1  a\n  - boot 1  b\n"
        "target 0/4/2/0\n  + boot 1  b\n    boot 1  c\n");
  CHECK(diff_text(before, before) == "");
}

TEST_CASE("a NIC that sits elsewhere is found again by its MAC address", "[report]") {
  const Lines was{"boot 1  gio.instance_reassigned mac 0x00306E00000A, lan1 -> lan0"};
  const Lines is{"boot 1  gio.instance_kept       mac 0x00306E00000A, lan1"};

  CHECK(diff_text({{kFirst, was}}, {{kSecond, is}}) ==
        "target 0/4/1/0 -> 0/4/2/0  (the same MAC address)\n  - " + was[0] + "\n  + " + is[0] + "\n");
  // One of two with that address: nobody knows which.
  CHECK(diff_text({{kFirst, was}}, {{kSecond, is}, {{"target", "0/9/1/0"}, is}})
            .find("target 0/4/1/0  (only as it was)\n") == 0);
}

TEST_CASE("of many lines those around a difference are shown", "[report]") {
  Lines before;
  for (int i = 0; i < 20; ++i) before.push_back("line " + std::to_string(i));
  Lines after = before;
  after[5] = "other";
  after[15] = "another";

  CHECK(diff_text({{kFirst, before}}, {{kFirst, after}}) ==
        "target 0/4/1/0\n    …\n    line 3\n    line 4\n  - line 5\n  + other\n    line 6\n"
        "    line 7\n    …\n    line 13\n    line 14\n  - line 15\n  + another\n    line 16\n"
        "    line 17\n    …\n");
}

TEST_CASE("a difference leads from the one to the other", "[report]") {
  check_property({}, [] {
    const auto lines = [](const std::vector<std::uint8_t>& letters) {
      Lines text;
      for (const std::uint8_t letter : letters) text.push_back(std::string(1, char('a' + letter % 4)));
      return text;
    };
    const Lines before = lines(any_list<std::uint8_t>()), after = lines(any_list<std::uint8_t>());
    const std::vector<DeviceDiff> diffs =
        differences(DeviceLines{{kFirst, before}}, DeviceLines{{kFirst, after}});
    RC_ASSERT(diffs.empty() == (before == after));
    if (diffs.empty()) return;
    Lines undone, done;
    for (const DiffLine& line : diffs.front().lines) {
      if (line.in != DiffLine::In::after) undone.push_back(line.text);
      if (line.in != DiffLine::In::before) done.push_back(line.text);
    }
    RC_ASSERT(undone == before);
    RC_ASSERT(done == after);
  });
}

StoryFact fact(const std::string& device, const std::string& line, std::int64_t clock = 0) {
  return {"target", 1, clock, line.substr(0, line.find(' ')), device, {line}};
}

TEST_CASE("two runs part at the first fact that is not the same", "[report]") {
  const Story a{{fact("lan0", "gio.instance_reserved"), fact("0/4/1/0", "dlpi.mac_set lan0")},
                {{kFirst, {"0x00306E00000A", "lan0", "lan0 0x00306E00000A"}}}};
  Story b = a;
  b.facts[1] = fact("0/4/1/0", "dlpi.mac_set lan1");
  b.nics[kFirst].instance = "lan1";
  b.nics[kSecond] = {"-", "lan0", "-"};

  const Comparison comparison = compare(a, b, {});
  CHECK_FALSE(comparison.same());
  REQUIRE(comparison.parting);
  CHECK(comparison.parting->behind == 1);
  CHECK(to_text(comparison, "a", "b", Color::off) ==
        "A  a\nB  b\n\n"
        "What NICs ended up with, where it differs (0 NICs ended up alike):\n"
        "      machine  H/W path  MAC address     GIO   DLPI\n"
        "   A  target   0/4/1/0   0x00306E00000A  lan0  lan0 0x00306E00000A\n"
        "   B  target   0/4/1/0   0x00306E00000A  lan1  lan0 0x00306E00000A\n"
        "   A  target   0/4/2/0   not there\n"
        "   B  target   0/4/2/0   -               lan0  -\n"
        "\nThey part behind 1 fact that is the same:\n"
        "   A  target 0/4/1/0, boot 1: dlpi.mac_set lan0\n"
        "   B  target 0/4/1/0, boot 1: dlpi.mac_set lan1\n"
        "\nDevice by device, - only in A, + only in B:\n"
        "   target 0/4/1/0\n"
        "     - boot 1  dlpi.mac_set lan0\n"
        "     + boot 1  dlpi.mac_set lan1\n");
  CHECK(to_json(comparison, "a", "b").find("\"only_a\":[\"boot 1  dlpi.mac_set lan0\"]") !=
        std::string::npos);
}

TEST_CASE("times count for nothing, the order between devices counts", "[report]") {
  const Story a{{fact("0/4/1/0", "hdm.init_ended lan0"), fact("0/4/2/0", "hdm.init_ended lan1")}, {}};
  Story later = a;
  later.facts[1].clock_ns = 7;
  Story swapped = a;
  std::swap(swapped.facts[0], swapped.facts[1]);

  CHECK(compare(a, later, {}).same());
  CHECK(compare(a, later, {}).other_times == 1);
  CHECK_FALSE(compare(a, swapped, {}).same());
  CHECK(compare(a, swapped, {}).devices.empty());
  CHECK(to_text(compare(a, swapped, {}), "a", "b", Color::off)
            .find("To every device the same has happened") != std::string::npos);
}

TEST_CASE("a run that ends earlier parts from the other at its end", "[report]") {
  const Story a{{fact("0/4/1/0", "hdm.init_ended lan0")}, {}};
  const Comparison comparison = compare(a, {}, {});
  REQUIRE(comparison.parting);
  CHECK(to_text(comparison, "a", "b", Color::off).find("   B  has ended\n") != std::string::npos);
}

TEST_CASE("only the facts of a selection are compared", "[report]") {
  const Story a{{fact("0/4/1/0", "hdm.init_ended lan0")}, {}};
  const Story b{{fact("0/4/1/0", "hdm.init_failed stage late")}, {}};
  CHECK_FALSE(compare(a, b, {{Topic::drivers}, {}}).same());
  CHECK(compare(a, b, {{Topic::dlpi}, {}}).same());
  CHECK(compare(a, b, {{}, {"source"}}).same());
}

}  // namespace
}  // namespace giosim::report
