#include "explore/why_not.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "runner/load.hpp"
#include "tests/places.hpp"

using Catch::Contains;

namespace giosim::explore {
namespace {

runner::Scenario of_the_tree(const std::string& file) {
  return runner::load_scenario((source_folder() / "scenarios" / file).string());
}

MacAddress mac(std::string_view text) { return MacAddress::parse(text).value(); }

WhyNot answer(const runner::Scenario& scenario, const Wish& wish) {
  auto found = why_not(scenario, wish);
  if (!found) UNSCOPED_INFO(found.error());
  REQUIRE(found);
  return std::move(*found);
}

bool leads(const WhyNot& answer, const std::string& part_of_line) {
  return std::ranges::any_of(answer.tried, [&](const TriedChange& one) {
    return one.leads_there && one.line.find(part_of_line) != std::string::npos;
  });
}

TEST_CASE("why not: the tunable that was off is found, and the line to write", "[why_not]") {
  const WhyNot lan0 = answer(of_the_tree("basic/tunable_off.yaml"),
                             {.name = "lan0", .mac = mac("0x00306E00000A"), .hw_path = {},
                              .machine = {}});
  CHECK(lan0.has != "lan0");
  CHECK(leads(lan0, "gio_portable_image: 1"));
}

TEST_CASE("why not: what was not saved, because the power went", "[why_not]") {
  const WhyNot lan0 = answer(of_the_tree("faults/power_cut_before_save.yaml"),
                             {.name = "lan0", .mac = mac("0x00306E00000A"), .hw_path = {},
                              .machine = {}});
  CHECK(leads(lan0, "shutdown: source"));
  CHECK_THAT(why_not_text(lan0, Tried::leading),
             Contains("source had been shut down, which saves, and not lost its power"));
}

TEST_CASE("why not: a duplicate that was quicker", "[why_not]") {
  const WhyNot lan0 = answer(of_the_tree("teaching/08_duplicates.yaml"),
                             {.name = "lan0", .mac = {}, .hw_path = HwPath("0/4/1/0"),
                              .machine = {}});
  CHECK(lan0.has == "lan1");
  CHECK_THAT(lan0.because, Contains("another NIC already has the number"));
  CHECK(leads(lan0, "0/4/2/0: {driver: igelan, mac: 0x00306E0000F0}"));
  CHECK(leads(lan0, "answers_after: 50ms"));
  CHECK(leads(lan0, "same_entry_twice: lowest_path"));
}

TEST_CASE("why not: another reading of the document", "[why_not]") {
  const WhyNot lan4 = answer(of_the_tree("teaching/04_scan_outside.yaml"),
                             {.name = "lan4", .mac = mac("0x00306E00000C"), .hw_path = {},
                              .machine = {}});
  CHECK(leads(lan4, "initial_instance: above_highest"));
}

TEST_CASE("why not: a reading that opens an order leads there in some orders", "[why_not]") {
  const WhyNot lan2 = answer(of_the_tree("basic/document_example.yaml"),
                             {.name = "lan2", .mac = mac("0x00306E00000B"), .hw_path = {},
                              .machine = {}});
  CHECK(lan2.has == "lan1");
  CHECK(leads(lan2, "policy: {claim_order: any}, and in this order: giosim run --seed "));
  CHECK_FALSE(leads(lan2, "policy: {flush"));
}

TEST_CASE("why not: a NIC is followed, also where its path was asked for", "[why_not]") {
  const runner::Scenario scenario = of_the_tree("basic/document_example.yaml");
  const WhyNot by_path = answer(scenario, {.name = "lan2", .mac = {},
                                           .hw_path = HwPath("0/4/2/0"), .machine = {}});
  const WhyNot by_mac = answer(scenario, {.name = "lan2", .mac = mac("0x00306E00000A"),
                                          .hw_path = {}, .machine = {}});
  CHECK(why_not_json(by_path) == why_not_json(by_mac));
  CHECK_FALSE(leads(by_path, "slots"));
}

TEST_CASE("why not: what the operator did may be left out, and a shutdown may be none", "[why_not]") {
  const WhyNot lan2 = answer(of_the_tree("basic/document_example.yaml"),
                             {.name = "lan2", .mac = mac("0x00306E00000A"), .hw_path = {},
                              .machine = {}});
  CHECK(leads(lan2, "without enable_pi: source"));
  CHECK(leads(lan2, "power_cut: source"));
}

TEST_CASE("why not: it has the number already, and nothing is tried", "[why_not]") {
  const WhyNot lan0 = answer(of_the_tree("basic/document_example.yaml"),
                             {.name = "lan0", .mac = mac("0x00306E00000A"), .hw_path = {},
                              .machine = {}});
  CHECK(lan0.has_it());
  CHECK(lan0.tried.empty());
  CHECK_THAT(why_not_text(lan0, Tried::leading), Contains("It is already: "));
}

TEST_CASE("why not: when no single change leads there, that is said", "[why_not]") {
  // Switched off, and nothing saved: for a number far away two things would have to change.
  const runner::Scenario scenario = runner::load_scenario_text(
      "play.yaml",
      "scenario: far away\nsays: Two NICs.\n"
      "machines: {server: {slots: {0/1/1/0: {driver: btlan, mac: 0x00306E00000A}}, "
      "krs: {gio/pi/entry/lan/700: rubbish}}}\n"
      "steps: [{boot: server}]\n");
  WhyNot far = answer(scenario, {.name = "lan700", .mac = mac("0x00306E00000A"), .hw_path = {},
                                 .machine = {}});
  // A record of ioconfig is the one thing that gives any number.
  CHECK(std::ranges::count(far.tried, true, &TriedChange::leads_there) == 1);
  CHECK(leads(far, "ioconfig: {lan: {700: 0/1/1/0}}"));

  std::erase_if(far.tried, [](const TriedChange& one) { return one.leads_there; });
  CHECK_THAT(why_not_text(far, Tried::leading), Contains("changes that were tried leads to lan700"));
}

TEST_CASE("why not: a NIC that is not there is not found, and others are named", "[why_not]") {
  const runner::Scenario scenario = of_the_tree("basic/document_example.yaml");
  const auto refused = [&](const Wish& wish) {
    const auto found = why_not(scenario, wish);
    REQUIRE_FALSE(found);
    return found.error();
  };
  CHECK_THAT(refused({.name = "lan0", .mac = mac("0x00306E00000C"), .hw_path = {}, .machine = {}}),
             Contains("no NIC has the MAC address 0x00306E00000C at the end of this run; there are"));
  CHECK_THAT(refused({.name = "lan0", .mac = {}, .hw_path = HwPath("0/9/9/0"), .machine = {}}),
             Contains("no NIC has the H/W path 0/9/9/0"));
  CHECK_THAT(refused({.name = "lan", .mac = mac("0x00306E00000A"), .hw_path = {}, .machine = {}}),
             Contains("names no interface"));
  CHECK_THAT(refused({.name = "lan0", .mac = mac("0x00306E00000A"), .hw_path = {},
                      .machine = "tarket"}),
             Contains("did you mean 'target'"));
}

}  // namespace
}  // namespace giosim::explore
