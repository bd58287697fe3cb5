#include "runner/load.hpp"

#include <catch2/catch.hpp>

#include "runner/shape_table.hpp"

namespace giosim::runner {
namespace {

constexpr const char* kMachines = R"(scenario: trial
says: "A trial."
machines:
  source: {slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}}
  target: {}
)";

// All that is wrong, one "line:column sentence" each.
std::vector<std::string> wrong_in(const std::string& text) {
  try {
    load_scenario_text("trial.yaml", text);
  } catch (const ScenarioError& error) {
    std::vector<std::string> all;
    for (const Problem& problem : error.problems().sorted())
      all.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                    problem.sentence);
    return all;
  }
  return {};
}

// The only thing that is wrong.
std::string wrong(const std::string& text) {
  const std::vector<std::string> all = wrong_in(text);
  REQUIRE(all.size() == 1);
  return all.front();
}

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

}  // namespace

TEST_CASE("a scenario is loaded with its machines, steps and expectations", "[runner]") {
  const Scenario scenario = load_scenario_text("trial.yaml", std::string(kMachines) + R"(steps:
  - boot: source
  - wait: 5ms
expect:
  - instances: {machine: source, at: {0/1/1/0: 0}}
)");

  REQUIRE(scenario.machines.size() == 2);
  CHECK(scenario.machines[0].first == "source");
  CHECK(scenario.machines[0].second.slots.front().second.mac == MacAddress("0x00306E00000A"));
  REQUIRE(scenario.steps.size() == 2);
  CHECK(get<WaitStep>(scenario.steps[1].action).duration == std::chrono::milliseconds(5));
  CHECK(scenario.expectations.size() == 1);
  CHECK(scenario.file == "trial.yaml");
}

TEST_CASE("a lesson is a number, a title, a goal and a summary, and asks about machines",
          "[runner][lesson]") {
  const std::string lesson = std::string(kMachines) + "steps: [{boot: source}]\nlesson:\n";
  const Scenario scenario = load_scenario_text(
      "trial.yaml", lesson + "  {number: 3, title: Reserve, goal: Say why., summary: It was., "
                             "ask: target, ask_at: [0/4/1/0]}\n");
  REQUIRE(scenario.lesson);
  CHECK(scenario.lesson->ask_at == std::vector<HwPath>{"0/4/1/0"});
  CHECK(scenario.lesson->number == 3);
  CHECK(scenario.lesson->goal == "Say why.");
  CHECK(scenario.lesson->ask == std::vector<std::string>{"target"});
  CHECK_FALSE(load_scenario_text("trial.yaml", std::string(kMachines) + "steps: [{boot: source}]\n")
                  .lesson);

  CHECK_THAT(wrong(lesson + "  {number: 3, title: Reserve, goal: Say why., summary: It was., "
                            "ask: tarket}\n"),
             Contains("did you mean 'target'"));
  CHECK_THAT(wrong(lesson + "  {number: 0, title: Reserve, goal: Say why., summary: It was.}\n"),
             Contains("0"));
  CHECK_THAT(wrong(lesson + "  {number: 3, title: Reserve, goal: Say why.}\n"),
             Contains("summary"));
}

TEST_CASE("a machine that the scenario does not have is named, with the nearest one", "[runner]") {
  CHECK_THAT(wrong(std::string(kMachines) + "steps:\n  - boot: tagret\n"),
             StartsWith("7:11 there is no machine 'tagret'") && Contains("did you mean 'target'"));
}

TEST_CASE("a name that nothing has is told whatever else is wrong", "[runner]") {
  const std::vector<std::string> sentences = wrong_in(R"(scenario: s
says: s
machines:
  source: {slots: {0/1/1/0: {driver: igelann}}}
  target: {}
steps:
  - boot: tagret
  - fly: target
  - plug_cable: {machine: target, at: 0/1/1/0, network: blue}
)");
  REQUIRE(sentences.size() == 4);
  CHECK_THAT(sentences[0], StartsWith("4:38 expected"));
  CHECK_THAT(sentences[1], StartsWith("7:11 there is no machine 'tagret'; expected 'source' or "
                                      "'target'; did you mean 'target'?"));
  CHECK_THAT(sentences[2], StartsWith("8:5 unknown key 'fly'"));
  CHECK_THAT(sentences[3], StartsWith("9:57 there is no network 'blue'"));
}

TEST_CASE("without machines the first use of each is told, and no other", "[runner]") {
  const std::vector<std::string> sentences =
      wrong_in("scenario: s\nsays: s\nsteps: [{boot: a}, {shutdown: a}, {boot: a}]\n");
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0] == "1:1 missing key 'machines' in scenario");
  CHECK(sentences[1] ==
        "3:16 there is no machine 'a'; expected it among the scenario's 'machines'");
}

TEST_CASE("what would expect nothing, or be about nothing, is refused", "[runner]") {
  const std::string head = std::string(kMachines) + "steps: [{boot: source}]\n";
  for (const std::string expectation :
       {"dlpi: {machine: source}", "saved: {machine: source}", "instances: {machine: source, at: {}}",
        "nodes: {machine: source, at: {}}", "order: []", "breaks: []"})
    CHECK_THAT(wrong(head + "expect: [{" + expectation + "}]\n"), Contains("expected"));
  CHECK(wrong(head + "rules: [A3, Z9]\n") ==
        "7:13 there is no rule 'Z9'; expected an id of docs/RULES.md, such as A3");
}

TEST_CASE("many NICs have room below their path, and MAC addresses of NICs", "[runner]") {
  const auto with = [](const std::string& under, const std::string& first_mac) {
    return "scenario: t\nsays: t.\nsteps: []\nmachines:\n  m: {many: {count: 300, under: " + under +
           ", driver: igelan, first_mac: " + first_mac + "}}\n";
  };
  CHECK(wrong_in(with("0/1/2/3/4/5/6/7/8/9/10", "0x00306E000000")).empty());
  CHECK_THAT(wrong(with("0/1/2/3/4/5/6/7/8/9/10/11", "0x00306E000000")),
             StartsWith("5:33 ") && Contains("expected 11 numbers at most"));
  CHECK_THAT(wrong(with("0/1", "0xFEFFFFFFFFFF")), Contains("no 300 MAC addresses"));
}

TEST_CASE("machines are checked within repeat, together, when and expectations", "[runner]") {
  CHECK(wrong_in(std::string(kMachines) + R"(faults:
  - disk: {machine: a, goes: lost}
  - when: {event: gio.scan_ended, machine: b, do: [{power_cut: c}]}
steps:
  - repeat: {times: 2, steps: [{boot: d}]}
  - together: [[{move_disk: {from: e, to: f}}]]
  - expect: [{off: g}]
expect:
  - order: [{name: gio.scan_ended, machine: h}]
)").size() == 8);
}

TEST_CASE("all that is wrong is told at once", "[runner]") {
  const std::vector<std::string> all = wrong_in(R"(scenario: trial
says: "A trial."
machnes: {}
machines:
  source: {slots: {0/1/1/256: {driver: iglan, mac: 0x01306E00000A}}}
steps: [{bot: source}]
)");

  REQUIRE(all.size() >= 4);
  CHECK_THAT(all[0], StartsWith("3:1") && Contains("did you mean 'machines'"));
  CHECK_THAT(all[1], StartsWith("5:20") && Contains("greater than 255"));
  CHECK_THAT(all[2], StartsWith("5:40") && Contains("did you mean 'igelan'"));
  CHECK_THAT(all.back(), StartsWith("6:10") && Contains("did you mean 'boot'"));
}

TEST_CASE("a NIC without the key mac is refused, mac: none is a card without address",
          "[runner]") {
  const std::string head = "scenario: t\nsays: t.\nsteps: [{boot: m}]\nmachines:\n  m: {slots: ";

  CHECK_THAT(wrong(head + "{0/1: {driver: igelan}}}\n"), Contains("a NIC needs a MAC address"));
  CHECK(wrong_in(head + "{0/1: {driver: igelan, mac: none}}}\n").empty());
  CHECK(wrong_in(head + "{0/1: {driver: fcd}}}\n").empty());
}

TEST_CASE("one slot written in two ways is one slot", "[runner]") {
  CHECK_THAT(wrong_in("scenario: t\nsays: t.\nsteps: []\nmachines:\n  m:\n    slots:\n"
                      "      0/1/1/0: {driver: none}\n      0/1/1/0: {driver: none}\n")
                 .front(),
             StartsWith("8:7"));
}

TEST_CASE("two ioconfig records of one path are refused", "[runner]") {
  CHECK_THAT(wrong("scenario: t\nsays: t.\nsteps: []\nmachines:\n"
                   "  m: {ioconfig: {lan: {0: 0/1/1/0, 1: 0/1/1/0}}}\n"),
             Contains("two ioconfig records"));
}

TEST_CASE("a machine's files are text by path, and none that other keys write", "[runner]") {
  const auto with = [](const std::string& keys) {
    return "scenario: t\nsays: t.\nsteps: [{boot: m}]\nmachines:\n  m: {" + keys + "}\n";
  };

  CHECK(wrong_in(with("files: {/etc/rc.config.d/netconf: 'A=1', /tmp/a.b: x}")).empty());
  for (const std::string path : {"etc/x", "/etc/", "/", "//x", "/etc//x", "/etc/../x", "/etc/.."})
    CHECK_THAT(wrong(with("files: {" + path + ": x}")),
               Contains("'" + path + "' is no path of a file"));
  CHECK_THAT(wrong(with("files: {/stand/krs/system.krs: x}")), Contains("is KRS"));
  CHECK_THAT(wrong(with("files: {/stand/krs/system.krs.lkg: x}")), Contains("is KRS"));
  CHECK_THAT(wrong(with("files: {/stand/ioconfig: x}")), Contains("the key 'ioconfig'"));
  CHECK_THAT(wrong(with("netconf: {lan0: 192.0.2.1}, files: {/etc/rc.config.d/netconf: x}")),
             Contains("expected one of the two"));
  CHECK_THAT(wrong(with("files: {/a: x, /a: y}")), Contains("/a"));
}

TEST_CASE("Virtual Connect needs blades", "[runner]") {
  CHECK_THAT(wrong("scenario: t\nsays: t.\nsteps: []\nmachines:\n  m: {model: rx2660, "
                   "virtual_connect: {first: 0x0017A4770020, count: 2}}\n"),
             Contains("needs the ports of a blade"));
}

TEST_CASE("a field that a fact does not have is refused", "[runner]") {
  CHECK_THAT(wrong(std::string(kMachines) +
                   "steps: []\nexpect: [{no_event: {name: gio.scan_ended, with: {node: 3}}}]\n"),
             Contains("gio.scan_ended has no field 'node'") && Contains("nodes"));
}

TEST_CASE("every example of the language's own documentation is right", "[runner]") {
  CHECK(wrong_examples(*scenario_shape().description()) == std::vector<std::string>{});
}

}  // namespace giosim::runner
