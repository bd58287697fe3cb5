#include "runner/report/narrator.hpp"

#include <catch2/catch.hpp>
#include <type_traits>
#include <utility>

#include "runner/report/plain_text.hpp"
#include "runner/report/rules.hpp"

namespace giosim::report {
namespace {

const sim::Life kLife{"target", 1, {}};

template <class AnyFact>
Telling told(const AnyFact& fact) {
  const Fact any = fact;
  sim::Stamped stamped;
  stamped.life = &kLife;
  stamped.fact = &any;
  return tell(stamped);
}

// The longest words that a fact can hold.
struct Longest {
  void operator()(HwPath& value) const {
    value = "255/255/255/255/255/255/255/255/255/255/255/255/255/255";
  }
  void operator()(DeviceClass& value) const { value = "fifteen_letters"; }
  void operator()(DriverName& value) const { value = "fifteen_letters"; }
  void operator()(Instance& value) const { value.number = kMaxInstance; }
  void operator()(Ppa& value) const { value.number = kMaxInstance; }
  void operator()(MacAddress& value) const { value = "0x00306E00000A"; }
  void operator()(std::vector<MacAddress>& value) const {
    value.assign(9, MacAddress("0x00306E00000A"));
  }
  void operator()(std::string& value) const { value.assign(300, 'x'); }
  void operator()(Screen& value) const { value.text.assign(Screen::kMost, 'x'); }
  void operator()(std::int32_t& value) const { value = INT32_MIN; }
  void operator()(std::int64_t& value) const { value = INT64_MIN; }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void operator()(Enum& value) const {
    value = static_cast<Enum>(kWords<Enum>.size() - 1);
  }
};

template <class AnyFact>
void check_sizes() {
  AnyFact fact;
  for (int round = 0; round < 2; ++round) {
    const Telling telling = told(fact);
    INFO(AnyFact::name << ": " << telling.label << ": " << telling.sentence);
    CHECK(characters(telling.sentence) <= Telling::kLongestSentence);
    CHECK(characters(telling.label) <= Telling::kLongestLabel);
    CHECK_FALSE(telling.sentence.empty());
    CHECK_FALSE(telling.label.empty());
    CHECK(find_rule(telling.rule) != nullptr);
    CHECK(find_rule(AnyFact::rule) != nullptr);
    fact.fields([](std::string_view, const auto& value) {
      Longest()(const_cast<std::remove_cvref_t<decltype(value)>&>(value));
    });
  }
}

template <std::size_t... I>
void check_all_sizes(std::index_sequence<I...>) {
  (check_sizes<variant_alternative_t<I, Fact>>(), ...);
}

TEST_CASE("every fact has a sentence of at most 110 characters, a label of at most 10, and a rule",
          "[report]") {
  check_all_sizes(std::make_index_sequence<variant_size_v<Fact>>());
}

TEST_CASE("the sentence of a number that is given says what was passed over", "[report]") {
  const Instance zero{0}, one{1}, two{2}, three{3};
  CHECK(told(InstanceAssigned{"0/4/1/0", kLan, zero, AssignedBy::lowest_free, {}}).sentence ==
        "0/4/1/0 gets lan0, the lowest number left.");
  CHECK(told(InstanceAssigned{
                 "0/4/1/0",
                 kLan,
                 one,
                 AssignedBy::lowest_free,
                 {{zero, zero, CandidateCode::reserved}, {one, one, CandidateCode::first_free}}})
            .sentence == "0/4/1/0 gets lan1: 0 is reserved, 1 is the lowest left.");
  CHECK(told(InstanceAssigned{
                 "0/4/1/0",
                 kLan,
                 three,
                 AssignedBy::lowest_free,
                 {{zero, two, CandidateCode::reserved}, {three, three, CandidateCode::first_free}}})
            .sentence == "0/4/1/0 gets lan3: 0 to 2 are reserved, 3 is the lowest left.");
  CHECK(told(InstanceAssigned{
                 "0/4/1/0",
                 kLan,
                 two,
                 AssignedBy::lowest_free,
                 {{zero, one, CandidateCode::reserved}, {two, two, CandidateCode::first_free}}})
            .sentence == "0/4/1/0 gets lan2: 0 and 1 are reserved, 2 is the lowest left.");
  CHECK(told(InstanceAssigned{"0/4/1/0",
                              kLan,
                              three,
                              AssignedBy::lowest_free,
                              {{zero, zero, CandidateCode::held},
                               {one, one, CandidateCode::reserved},
                               {two, two, CandidateCode::given_up},
                               {three, three, CandidateCode::first_free}}})
            .sentence ==
        "0/4/1/0 gets lan3: 1 is reserved, 2 was given up in this boot, 3 is the lowest left.");
}

TEST_CASE("the rule follows the reason", "[report]") {
  const auto rule_of = [](const auto& fact) { return told(fact).rule; };
  const MacAddress mac = "0x00306E00000A";
  const auto kept = [&](Because because) {
    return rule_of(InstanceKept{"0/4/1/0", kLan, mac, Instance{1}, because, {}});
  };
  CHECK(kept(Because::no_entry) == "A4");
  CHECK(kept(Because::tunable_off) == "T2");
  CHECK(kept(Because::already_taken) == "A5");
  CHECK(kept(Because::not_replaceable) == "R4");
  CHECK(rule_of(InstanceAssigned{"0/4/1/0", kLan, Instance{1}, AssignedBy::record, {}}) == "S2");
  CHECK(rule_of(InstanceAssigned{"0/4/1/0", kLan, Instance{1}, AssignedBy::lowest_free, {}}) ==
        "S3");
  CHECK(rule_of(EntrySkipped{kLan, Instance{0}, "0/1/1/0", SkipReason::not_replaceable}) == "R4");
  CHECK(rule_of(EntryDropped{"0/1/1/0", kLan, Instance{0}, mac, EntryFate::removed}) == "K6");
  CHECK(rule_of(ScriptStarted{"/sbin/rc1.d/K692hpuxpi"}) == "B2");
  CHECK(rule_of(ScriptStarted{"/sbin/rc2.d/S302hpuxpi"}) == "B1");
}

TEST_CASE("a script is named without its path and its argument", "[report]") {
  CHECK(script_name("/sbin/rc1.d/K692hpuxpi stop") == "K692hpuxpi");
  CHECK(script_name("S340net") == "S340net");
  CHECK(is_shutdown_script("/sbin/rc1.d/K692hpuxpi stop"));
  CHECK_FALSE(is_shutdown_script("/sbin/rc2.d/S302hpuxpi start /K"));
  CHECK(told(ScriptEnded{"/sbin/rc2.d/S302hpuxpi start", 2}).sentence ==
        "/sbin/rc2.d/S302hpuxpi start has nothing to do.");
  CHECK(told(ScriptEnded{"/sbin/rc2.d/S302hpuxpi start", 2}).weight == Weight::step);
  CHECK(told(ScriptEnded{"/sbin/rc2.d/S302hpuxpi start", 1}).weight == Weight::trouble);
}

TEST_CASE("a card without a MAC address is not given one of zeros", "[report]") {
  CHECK(told(ResetStarted{"0/4/1/0", {}}).sentence == "ILAN resets 0/4/1/0, which has no MAC.");
  CHECK(told(ReassignAsked{"0/4/1/0", {}, Instance{3}}).sentence ==
        "ILAN asks GIO: 0/4/1/0 has instance 3 and no MAC, is that right?");
  CHECK(told(InterfaceConfigured{"lan0", {}}).sentence ==
        "lan0 is configured, on the NIC with no MAC.");
}

TEST_CASE("the subject is the device, or the number it is about", "[report]") {
  CHECK(told(NodeFound{"0/4/1/0", kLan}).subject == "0/4/1/0");
  CHECK(told(InstanceReserved{kLan, Instance{3}, "0/1/1/0", {}}).subject == "lan3");
  CHECK(told(InterfaceMissing{"lan18"}).subject == "lan18");
  CHECK(told(BootEnded{}).subject.empty());
}

TEST_CASE("a log line cannot break the line or paint the terminal", "[report]") {
  CHECK(told(LogLineWritten{"a\n\033[31mb"}).sentence == "rc.log: a  [31mb");
}

TEST_CASE("a sentence that is too long is cut, and there is the whole of it", "[report]") {
  const std::string line(200, 'x');
  const Telling telling = told(LogLineWritten{line});
  CHECK(characters(telling.sentence) == Telling::kLongestSentence);
  CHECK(telling.uncut == "rc.log: " + line);
  CHECK(told(LogLineWritten{"short"}).uncut.empty());
}

TEST_CASE("of the codes of candidates, those that choose are the five that name a choice",
          "[report]") {
  std::vector<std::string_view> chosen;
  for (std::size_t i = 0; i < kWords<CandidateCode>.size(); ++i) {
    const auto code = static_cast<CandidateCode>(i);
    CHECK_FALSE(why(code).empty());
    if (is_chosen(code)) chosen.push_back(word(code));
  }
  CHECK(chosen ==
        std::vector<std::string_view>{"record", "first_free", "above_range", "match", "kept"});
  CHECK(is_foil(CandidateCode::not_first));
  CHECK_FALSE(is_foil(CandidateCode::held));
}

}  // namespace
}  // namespace giosim::report
