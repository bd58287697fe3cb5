// Shapes: a small scenario language, loaded right and wrong.
#include "runner/shape.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tests/runner/shape_play.hpp"

using namespace giosim;
using namespace giosim::runner::small;
using namespace giosim::runner;
using namespace std::chrono_literals;

namespace {

struct Loaded {
  std::optional<Play> play;
  Problems problems;

  std::vector<std::string> said() const {
    std::vector<std::string> lines;
    for (const Problem& problem : problems.sorted())
      lines.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                      problem.sentence);
    return lines;
  }
};

Loaded loaded(const std::string& yaml) {
  Loaded result;
  if (const auto document = read_yaml("s.yaml", yaml, result.problems))
    result.play = load(play_shape(), *document, result.problems);
  CHECK(result.play.has_value() == result.problems.empty());
  return result;
}

const std::string kStage =
    "scenario: x\n"
    "machines: {m: {slots: {0/1: {driver: igelan, mac: 0x00306E00000A}}}}\n";

// The problems of one value, alone in a file as `v: …`.
template <class T>
std::vector<std::string> said_of(const Shape<T>& shape, const std::string& value) {
  struct Holder {
    std::optional<T> value;
  };
  const Shape<Holder> holder =
      MapShape<Holder>("holder", "Holds a value.").required("v", &Holder::value, shape, "It.");
  Problems problems;
  const auto document = read_yaml("s.yaml", "v: " + value, problems);
  REQUIRE(document);
  load(holder, *document, problems);
  std::vector<std::string> lines;
  for (const Problem& problem : problems.sorted()) lines.push_back(problem.sentence);
  return lines;
}

}  // namespace

TEST_CASE("a scenario that is right becomes the structure that its shape describes", "[shape]") {
  const Loaded result = loaded(
      "scenario: document example\n"
      "order: seeded\n"
      "tags: smoke\n"
      "machines:\n"
      "  source: {model: rx2660, slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}}\n"
      "  target:\n"
      "    slots:\n"
      "      0/4/2/0: {driver: igelan, mac: 00:30:6e:00:00:0b, latency: 1.5us, hot_plugged: true}\n"
      "      0/4/1/0: {driver: igelan, mac: 0x00306E00000A}\n"
      "steps:\n"
      "  - boot: target\n"
      "  - boot: {machine: source, until: 2 s}\n"
      "    says: half a boot\n"
      "  - repeat: {times: 2, steps: [move_disk: {from: source, to: target}]}\n");
  INFO(result.problems.text());
  REQUIRE(result.play);
  const Play& play = *result.play;

  CHECK(play.name == "document example");
  CHECK(play.order == Order::seeded);
  CHECK(play.tags == std::vector<std::string>{"smoke"});
  REQUIRE(play.machines.size() == 2);
  const MachineSpec& source = play.machines[0].second;
  const MachineSpec& target = play.machines[1].second;
  CHECK(play.machines[1].first == "target");
  REQUIRE(source.model);
  CHECK(source.model->value == "rx2660");
  CHECK(source.model->where.text() == "s.yaml:5:19");
  CHECK(target.slots[0].first == HwPath("0/4/2/0"));  // as written, not sorted
  CHECK(target.slots[0].second.mac.value == MacAddress("0x00306E00000B"));
  CHECK(target.slots[0].second.latency == 1500ns);
  CHECK(target.slots[0].second.hot_plugged);
  CHECK(target.slots[1].second.latency == 5ms);
  CHECK_FALSE(target.slots[1].second.hot_plugged);

  REQUIRE(play.steps.size() == 3);
  CHECK(std::get<Boot>(play.steps[0].action).machine == "target");
  CHECK_FALSE(std::get<Boot>(play.steps[0].action).until);
  CHECK(play.steps[0].where.text() == "s.yaml:11:11");
  CHECK(std::get<Boot>(play.steps[1].action).until == 2s);
  CHECK(play.steps[1].says == "half a boot");
  const Repeat& repeat = std::get<Repeat>(play.steps[2].action);
  CHECK(repeat.times == 2);
  CHECK(std::get<MoveDisk>(repeat.steps.at(0).action).to == "target");
}

TEST_CASE("what a shape does not allow is refused with its place and a sentence", "[shape]") {
  struct Row {
    std::string yaml;
    std::vector<std::string> said;
  };
  const std::string keys = "'scenario', 'order', 'include', 'machines', 'steps' or 'tags'";
  const std::string step_keys = "'boot', 'move_disk' or 'repeat'";
  const std::vector<Row> rows = {
      {"scenario: x\nmachnes: {}\n",
       {"2:1 unknown key 'machnes' in scenario; expected " + keys + "; did you mean 'machines'?"}},
      {kStage + "colour: red\n", {"3:1 unknown key 'colour' in scenario; expected " + keys}},
      {"machines: {}\n", {"1:1 missing key 'scenario' in scenario"}},
      {"- a\n", {"1:1 expected a map of a scenario's keys, found a list"}},
      {"scenario: x\nmachines: [a]\n", {"2:11 expected a map of name to machine, found a list"}},
      {"scenario:\nmachines: {}\n", {"1:1 expected a text that is not empty, found nothing"}},
      {"scenario: ''\nmachines: {}\n",
       {"1:11 expected a text that is not empty, found the quoted text ''"}},
      {kStage + "order: seded\n",
       {"3:8 expected 'in_order', 'seeded' or 'replayed', found 'seded'; did you mean 'seeded'?"}},
      {kStage + "order: [seeded]\n",
       {"3:8 expected 'in_order', 'seeded' or 'replayed', found a list"}},
      {kStage + "tags: [a, 2]\n",
       {"3:11 expected a tag (letters, digits, '_', '-' and '.', beginning with a letter), found "
        "'2'"}},
      {kStage + "steps: {}\n", {"3:8 expected a list of step, found a map"}},
      {kStage + "steps: [boot]\n", {"3:9 expected a map of a step's keys, found 'boot'"}},
      {kStage + "steps: [says: a]\n", {"3:9 missing key in step; expected " + step_keys}},
      {kStage + "steps: [bot: m]\n",
       {"3:9 unknown key 'bot' in step; expected 'boot', 'move_disk', 'repeat' or 'says'; did you "
        "mean 'boot'?"}},
      {kStage + "steps:\n- boot: m\n  move_disk: {from: a, to: b}\n",
       {"5:3 a step has one of its keys " + step_keys + " only; 'boot' is there already"}},
      {kStage + "steps:\n- boot: [m]\n",
       {"4:9 expected a machine name (letters, digits, '_', '-' and '.', beginning with a letter), "
        "found a list"}},
      {kStage + "steps:\n- boot: {until: 5ms}\n", {"4:9 missing key 'machine' in boot"}},
      {kStage + "steps:\n- move_disk: {from: a, to: a}\n", {"4:28 the disk is in 'a' already"}},
      {kStage + "steps:\n- repeat: {times: 0, steps: [boot: m]}\n",
       {"4:19 expected a whole number from 1 to 1000, found '0'"}},
  };
  for (const Row& row : rows) {
    INFO(row.yaml);
    CHECK(loaded(row.yaml).said() == row.said);
  }
}

TEST_CASE("two spellings of one key are one key", "[shape]") {
  const Loaded result = loaded(
      "scenario: x\nmachines:\n  m:\n    slots:\n"
      "      0/1/1/0: {driver: igelan, mac: 0x00306E00000A}\n"
      "      0/01/1/0: {driver: igelan, mac: 0x00306E00000B}\n");

  REQUIRE(result.said().size() == 1);
  CHECK(result.said()[0].starts_with("6:7 "));
}

TEST_CASE("all mistakes of a file are told at once, in their order", "[shape]") {
  const Loaded result = loaded(
      "scenario: [x]\n"
      "oder: seeded\n"
      "machines:\n"
      "  m: {slots: {0/x: {driver: igelan, mac: 5}, 0/1: {driver: 7, mac: 0x00306E00000A}}}\n"
      "  n: {}\n"
      "steps:\n"
      "  - boot: {machine: 1, until: 5}\n"
      "  - fly: away\n");
  const std::vector<std::string> said = result.said();

  std::vector<std::string> places;
  for (const std::string& line : said) places.push_back(line.substr(0, line.find(' ')));
  CHECK(places == std::vector<std::string>{"1:11", "2:1", "4:15", "4:42", "4:60", "5:6", "7:21",
                                           "7:31", "8:5"});
}

TEST_CASE("a mistake that an alias or a merge key brings in is told where it is written",
          "[shape]") {
  const Loaded result = loaded(
      "scenario: x\n"
      "machines:\n"
      "  a: {slots: {0/1: &card {driver: igelan, mac: 7}}}\n"
      "  b: {slots: {0/1: *card, 0/2: {<<: *card, driver: btlan}}}\n");

  REQUIRE(result.said().size() == 1);
  CHECK(result.said()[0].starts_with("3:48 "));

  const Loaded merged = loaded(
      "scenario: x\n"
      "machines:\n"
      "  a: {slots: {0/1: {<<: &card {mac: 7}, driver: igelan}}}\n"
      "  b: {slots: {0/2: {<<: *card, driver: btlan}}}\n");
  REQUIRE(merged.problems.count() == 1);

  const Loaded aliased = loaded("scenario: &x ''\norder: *x\nmachines: {}\n");
  const std::string text = aliased.problems.text();
  CHECK(text.find("s.yaml:1:11: error: expected 'in_order'") != std::string::npos);
  CHECK(text.find("s.yaml:2:8: note: used here") != std::string::npos);
}

TEST_CASE("booleans are true and false and nothing else", "[shape]") {
  CHECK(said_of(boolean(), "true").empty());
  CHECK(said_of(boolean(), "false").empty());
  for (const std::string word : {"yes", "on", "True", "1"})
    CHECK(said_of(boolean(), word) ==
          std::vector<std::string>{"expected true or false, found '" + word + "'"});
  CHECK(said_of(boolean(), "'true'") ==
        std::vector<std::string>{"expected true or false, found the quoted text 'true'"});
}

TEST_CASE("whole numbers are decimal and within their range", "[shape]") {
  for (const std::string good : {"0", "-5", "10"}) CHECK(said_of(integer(-5, 10), good).empty());
  for (const std::string bad :
       {"11", "-6", "007", "0x5", "1e1", "5.0", "+5", "1_0", "five", "--1", "99999999999999999999"})
    CHECK(said_of(integer(-5, 10), bad) ==
          std::vector<std::string>{"expected a whole number from -5 to 10, found '" + bad + "'"});
  CHECK(
      said_of(integer(-5, 10), "'5'") ==
      std::vector<std::string>{"expected a whole number from -5 to 10, found the quoted text '5'"});
  CHECK(said_of(integer<std::int64_t>(0), "-1") ==
        std::vector<std::string>{"expected a whole number, 0 or more, found '-1'"});
  CHECK(said_of(integer<std::uint64_t>(0, 1'000'000), "1000000").empty());
}

TEST_CASE("durations have a unit and are whole nanoseconds", "[shape]") {
  CHECK(parse_duration("5ms") == 5ms);
  CHECK(parse_duration("2 s") == 2s);
  CHECK(parse_duration("300us") == 300us);
  CHECK(parse_duration("0ns") == 0ns);
  CHECK(parse_duration("3min") == 3min);
  CHECK(parse_duration("1.5us") == 1500ns);
  CHECK(parse_duration("0.25 min") == 15s);
  CHECK(parse_duration("0.000000001s") == 1ns);
  CHECK(parse_duration("9223372036s") == 9223372036s);

  const auto why = [](const std::string& text) { return parse_duration(text).error(); };
  CHECK(why("5") ==
        "expected a duration such as 5ms, found '5': it needs a unit, ns, us, ms, s or min");
  CHECK(why("5 h").ends_with("the unit must be ns, us, ms, s or min"));
  CHECK(why("5  s").ends_with("the unit must be ns, us, ms, s or min"));
  CHECK(why("-5ms").ends_with("it does not begin with a number"));
  CHECK(why("ms").ends_with("it does not begin with a number"));
  CHECK(why(".5ms").ends_with("it does not begin with a number"));
  CHECK(why("5.ms").ends_with("it does not begin with a number"));
  CHECK(why("").ends_with("it does not begin with a number"));
  CHECK(why("1.5ns").ends_with("it is no whole number of nanoseconds"));
  CHECK(why("1.2.3s").ends_with("it has two decimal points"));
  CHECK(why("9223372037s").ends_with("it is longer than the simulated time can be"));
  CHECK(why("99999999999999999999ns").ends_with("it is longer than the simulated time can be"));
  CHECK(why("9223372036.9s").ends_with("it is longer than the simulated time can be"));
}

TEST_CASE("what a function parses takes the text, not the number", "[shape]") {
  CHECK(said_of(mac_address(), "0x00306E00000A").empty());
  CHECK(said_of(mac_address(), "00306E000005").empty());
  CHECK(said_of(mac_address(), "'0x00306E00000A'").empty());
  CHECK(said_of(mac_address(), "[]") ==
        std::vector<std::string>{"expected a MAC address such as 0x00306E00000A, found a list"});
  CHECK(said_of(hw_path(), "0/1/1/0").empty());
  CHECK(said_of(hw_path(), "0/300/1").size() == 1);
}

TEST_CASE("an enumeration with a table of words is a shape by itself", "[shape]") {
  CHECK(said_of(enum_of<NodeState>("S/W state"), "CLAIMED").empty());
  CHECK(said_of(enum_of<PowerOff>("power off"), "power_cutt") ==
        std::vector<std::string>{"expected 'shutdown', 'reboot', 'panic' or 'power_cut', found "
                                 "'power_cutt'; did you mean 'power_cut'?"});
}

TEST_CASE("a thousand mistakes do not slow the search for the right word", "[shape]") {
  std::string text = kStage + "steps:\n";
  for (int i = 0; i < 50'000; ++i) text += "- boooooooooooooooooooooooooooooooooooooooot: m\n";

  const auto begin = std::chrono::steady_clock::now();
  const Loaded result = loaded(text);

  CHECK(result.problems.count() == 50'000);
  CHECK(std::chrono::steady_clock::now() - begin < 20s);
}

TEST_CASE("load throws everything that is wrong as one ScenarioError", "[shape]") {
  Problems problems;
  const auto document = read_yaml("s.yaml", "scenrio: x\n", problems);
  REQUIRE(document);

  CHECK_THROWS_AS(load(play_shape(), *document), ScenarioError);
  try {
    load(play_shape(), *document);
  } catch (const ScenarioError& error) {
    CHECK(error.problems().count() == 2);
    CHECK(std::string(error.what()).find("did you mean 'scenario'?") != std::string::npos);
  }
}
