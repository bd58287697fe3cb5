#include "runner/report/origin.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "runner/report/lecture_text.hpp"
#include "tests/runner/lectures.hpp"

using Catch::Contains;

namespace giosim::report {
namespace {

Origin origin(const Lecture& lecture, const Asked& asked) {
  auto found = origin_of(lecture, asked);
  if (!found) UNSCOPED_INFO(found.error());
  REQUIRE(found);
  return std::move(*found);
}

std::string refused(const Lecture& lecture, const Asked& asked) {
  const auto found = origin_of(lecture, asked);
  REQUIRE_FALSE(found);
  return found.error();
}

std::vector<std::string> kinds_shown(const Lecture& lecture, const Origin& origin) {
  std::vector<std::string> kinds;
  for (const OriginLink& link : origin.chain)
    if (link.shown) kinds.push_back(lecture.step(link.seq).kind);
  return kinds;
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::ranges::find(all, one) != all.end();
}

TEST_CASE("the chain of lan0 leads from the save on the source to the reassign on the target",
          "[origin]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  const Origin lan0 = origin(lecture, {.subject = "lan0", .machine = {}, .boot = {}});

  CHECK(lan0.machine == "target");
  CHECK(lan0.boot == 1);
  CHECK(lan0.hw_path == "0/4/2/0");
  CHECK(lan0.mac == "0x00306E00000A");
  CHECK_FALSE(lan0.lost);
  CHECK(lecture.step(lan0.given).kind == "gio.instance_reassigned");
  CHECK(lan0.chain.front().seq == 1);
  CHECK(lan0.chain.back().seq == lan0.given);

  const std::vector<std::string> kinds = kinds_shown(lecture, lan0);
  for (const std::string kind : {"pi.entry_saved", "machine.disk_moved", "gio.instance_reserved",
                                 "gio.instance_assigned", "hdm.mac_learnt", "krs.tunable_set"})
    CHECK(contains(kinds, kind));
  // What another NIC went through is no part of it.
  for (const OriginLink& link : lan0.chain)
    if (link.shown) CHECK(text_in(lecture.step(link.seq).fields, "hw_path") != "0/4/1/0");
}

TEST_CASE("each link of a chain rests on links before it, up to a first cause", "[origin]") {
  for (const std::string file : {"basic/document_example.yaml", "life/ten_boots.yaml",
                                 "moves/card_replaced_with_equivalent.yaml"}) {
    const Lecture lecture = lecture_of(file);
    const Origin lan0 = origin(lecture, {.subject = "lan0", .machine = {}, .boot = {}});
    std::vector<std::uint64_t> seen;
    for (const OriginLink& link : lan0.chain) {
      CHECK((seen.empty() || seen.back() < link.seq));
      const auto was_seen = [&](std::uint64_t seq) { return contains(seen, seq); };
      CHECK(std::ranges::all_of(link.rests_on, was_seen));
      CHECK(link.cause == lecture.step(link.seq).cause);
      CHECK((link.cause == 0 || was_seen(link.cause)));
      // Where the cause is left out, the story goes on from the last step before it that is told.
      seen.push_back(link.seq);
      if (link.after == 0) continue;
      std::uint64_t told = lecture.step(link.cause).cause;
      while (told != link.after && told != 0) told = lecture.step(told).cause;
      CHECK(told == link.after);
    }
  }
}

TEST_CASE("a number that a NIC had for a while is told with its end", "[origin]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  const Origin lan2 = origin(lecture, {.subject = "lan2", .machine = {}, .boot = {}});

  CHECK(lan2.hw_path == "0/4/2/0");
  REQUIRE(lan2.lost);
  CHECK(lecture.step(*lan2.lost).kind == "gio.instance_reassigned");
  CHECK(lecture.step(lan2.given).kind == "gio.instance_assigned");
}

TEST_CASE("a H/W path and a MAC address are names of a NIC, too", "[origin]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  CHECK(origin(lecture, {.subject = "0/4/2/0", .machine = {}, .boot = {}}).name == "lan0");
  CHECK(origin(lecture, {.subject = "00:30:6e:00:00:0b", .machine = {}, .boot = {}}).name == "lan1");
  // The other machine has one of them, too.
  const Origin on_source =
      origin(lecture, {.subject = "0x00306E00000A", .machine = "source", .boot = {}});
  CHECK(on_source.hw_path == "0/1/1/0");
  CHECK(lecture.step(on_source.given).kind == "gio.instance_kept");
}

TEST_CASE("a name that nobody has, but that is reserved, is told", "[origin]") {
  const Lecture lecture = lecture_of("teaching/04_scan_outside.yaml");
  const Origin lan3 = origin(lecture, {.subject = "lan3", .machine = {}, .boot = {}});
  CHECK(lan3.hw_path.empty());
  CHECK(lecture.step(lan3.given).kind == "gio.instance_reserved");
  const std::string text = origin_text(lecture, lan3, Detail::story);
  CHECK_THAT(text, Contains("no NIC has this name"));
  CHECK_THAT(text, Contains("No NIC with that MAC address has asked"));

  const Lecture not_replaced = lecture_of("basic/not_replaceable_driver.yaml");
  const Origin lan0 = origin(not_replaced, {.subject = "lan0", .machine = {}, .boot = {}});
  CHECK_THAT(origin_text(not_replaced, lan0, Detail::story),
             Contains("0/4/1/0 stays lan1: its driver lacks DRV_INSTANCE_REPLACEABLE."));
}

TEST_CASE("what there is not is said, with what there is", "[origin]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  CHECK_THAT(refused(lecture, {.subject = "lan7", .machine = {}, .boot = {}}),
             Contains("nothing is called 'lan7' in this run; there are lan0, lan1, lan2, 0/1/1/0"));
  CHECK_THAT(refused(lecture, {.subject = "lan0", .machine = "tarket", .boot = {}}),
             Contains("did you mean 'target'"));
  CHECK_THAT(refused(lecture, {.subject = "lan0", .machine = "target", .boot = 2}),
             Contains("there is no boot 2 of target; the last one is boot 1"));
  CHECK_THAT(refused(lecture, {.subject = "lan1", .machine = "source", .boot = {}}),
             Contains("nothing of source is called 'lan1'"));
}

TEST_CASE("the text quotes each rule once and gives each number that was considered", "[origin]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  const Origin lan0 = origin(lecture, {.subject = "lan0", .machine = {}, .boot = {}});
  const std::string text = origin_text(lecture, lan0, Detail::story);

  CHECK_THAT(text, Contains("lan0 of target (boot 1) is the NIC at 0/4/2/0 with MAC"));
  CHECK_THAT(text, Contains("lan0  yes  reserved for this very MAC address"));
  CHECK_THAT(text, Contains("lan2  no   its initial instance, which gives way to the reserved one"));
  const std::size_t first = text.find("| \"updates the `ioconfig` information");
  REQUIRE(first != std::string::npos);
  CHECK(text.find("| \"updates the `ioconfig` information", first + 1) == std::string::npos);
  CHECK(origin_text(lecture, lan0, Detail::all).size() > text.size());
  CHECK(origin_text(lecture, lan0, Detail::brief).size() < text.size());
}

TEST_CASE("the chain of one number leaves the other cards of a large machine alone", "[origin]") {
  const Lecture lecture = lecture_of("upgrade/blade_upgrade.yaml");
  const Origin lan0 = origin(lecture, {.subject = "lan0", .machine = {}, .boot = {}});
  const std::string text = origin_text(lecture, lan0, Detail::story);
  CHECK_THAT(text, Contains("0/0/0/3/0/0/0 gives up lan16 for lan0"));
  CHECK_THAT(text, !Contains("0/0/0/3/0/0/5"));
  CHECK(std::ranges::count(text, '\n') < 200);
}

TEST_CASE("what is told in brief is told in the story, too, and refers to nothing that is not told",
          "[origin]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  const Origin lan0 = origin(lecture, {.subject = "lan0", .machine = {}, .boot = {}});
  const auto chain = [&](Detail detail) {
    return boost::json::parse(origin_json(lecture, lan0, detail)).at("chain").as_array();
  };
  std::set<std::int64_t> told;
  for (const auto& link : chain(Detail::story)) told.insert(link.at("seq").as_int64());
  std::set<std::int64_t> brief;
  for (const auto& link : chain(Detail::brief)) {
    CHECK(told.contains(link.at("seq").as_int64()));
    for (const auto& reason : link.at("because").as_array()) CHECK(brief.contains(reason.as_int64()));
    brief.insert(link.at("seq").as_int64());
  }
  CHECK(brief.contains(46));  // lan0 is reserved
}

TEST_CASE("a process does one thing after the other: that is no reason", "[lecture]") {
  const Lecture lecture = lecture_of("basic/document_example.yaml");
  const auto merely_after = [&](const std::string& kind, const std::string& subject) {
    for (const LectureStep& step : lecture.steps())
      if (step.machine == "target" && step.kind == kind && step.subject == subject)
        return is_mere_sequence(step, lecture.step(step.cause));
    FAIL("there is no such step");
    return false;
  };
  CHECK(merely_after("gio.node_found", "0/4/2/0"));  // after what was done for 0/4/1/0
  CHECK_FALSE(merely_after("ilan.reassign_asked", "0/4/2/0"));
  CHECK_FALSE(merely_after("gio.instance_reassigned", "0/4/2/0"));
}

TEST_CASE("names of a run are told from other words", "[origin]") {
  for (const std::string word : {"lan0", "lan900", "tty1", "0/4/2/0", "0x00306E00000A"})
    CHECK(is_subject(word));
  for (const std::string word : {"R1", "swap", "given_up_number", "BL860c", "0/x", "17"})
    CHECK_FALSE(is_subject(word));
}

}  // namespace
}  // namespace giosim::report
