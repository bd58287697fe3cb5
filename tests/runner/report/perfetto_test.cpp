#include "runner/report/perfetto.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "tests/runner/report/stage.hpp"

namespace giosim::report {
namespace {

using Event = boost::json::object;

template <class Play>
std::string text_of_play(Play&& play) {
  std::ostringstream out;
  Stage stage;
  Perfetto perfetto(out);
  stage.attach(perfetto);
  play(stage);
  perfetto.finish();
  return out.str();
}

std::vector<Event> events_of(const std::string& text) {
  std::vector<Event> events;
  for (const auto& event : boost::json::parse(text).at("traceEvents").as_array())
    events.push_back(event.as_object());
  return events;
}

std::string type_of(const Event& event) { return std::string(event.at("ph").as_string()); }

std::int64_t nanoseconds(const boost::json::value& microseconds) {
  return static_cast<std::int64_t>(microseconds.to_number<double>() * 1000 + 0.5);
}

// Process, thread, and time.
using Place = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
Place place_of_event(const Event& event) {
  return {event.at("pid").as_int64(), event.at("tid").as_int64(), nanoseconds(event.at("ts"))};
}

const Event& slice_of(const std::vector<Event>& events, std::string_view kind) {
  for (const Event& event : events)
    if (type_of(event) == "X" && event.at("cat") == boost::json::value(kind)) return event;
  FAIL("no slice " << kind);
  throw 0;
}

}  // namespace

TEST_CASE("a run without facts is a Chrome trace without events", "[report][perfetto]") {
  CHECK(text_of_play([](Stage&) {}) == "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n]}\n");
}

TEST_CASE("each fact is a slice, and the slices of a thread do not overlap", "[report][perfetto]") {
  const auto events = events_of(text_of_play(document_example));

  std::map<std::pair<std::int64_t, std::int64_t>, std::map<std::int64_t, std::int64_t>> threads;
  std::set<std::int64_t> seqs;
  for (const Event& event : events) {
    if (type_of(event) != "X") continue;
    const auto [process, thread, time] = place_of_event(event);
    CHECK(threads[{process, thread}].emplace(time, nanoseconds(event.at("dur"))).second);
    seqs.insert(event.at("args").at("seq").as_int64());
  }
  REQUIRE(seqs.size() > 60);
  CHECK(*seqs.begin() == 1);
  CHECK(*seqs.rbegin() == static_cast<std::int64_t>(seqs.size()));
  for (const auto& [thread, slices] : threads) {
    std::int64_t free_from = 0;
    for (const auto& [time, lasts] : slices) {
      CHECK(time >= free_from);
      CHECK(lasts > 0);
      CHECK(lasts <= Perfetto::kLongestSlice);
      free_from = time + lasts;
    }
  }
}

TEST_CASE("a slice says its rule, the document's sentence, what changed and what GIO considered",
          "[report][perfetto]") {
  const auto events = events_of(text_of_play(document_example));
  const Event& slice = slice_of(events, "gio.instance_reassigned");

  CHECK(slice.at("name") == "lan2→0");
  CHECK(slice.at("ts").to_number<double>() >= 1'007'000.0);
  const auto& arguments = slice.at("args");
  CHECK(arguments.at("says") == "0/4/2/0 gives up lan2 for lan0, reserved for its MAC.");
  CHECK(arguments.at("rule").as_string().starts_with("A3: "));
  CHECK_FALSE(arguments.at("document").as_string().empty());
  CHECK(boost::json::serialize(arguments.at("changed")) ==
        R"(["node 0/4/2/0: instance 2 -> 0",)"
        R"("reservation lan 0: state reserved -> reassigned holder none -> 0/4/2/0",)"
        R"("ioconfig 0/4/2/0 lan: instance 2 -> 0"])");
  CHECK(boost::json::serialize(arguments.at("considered")) ==
        R"(["* 0: reserved for this very MAC address",)"
        R"("2: its initial instance, which gives way to the reserved one"])");
}

TEST_CASE("each cause is an arrow from its slice to that of its effect", "[report][perfetto]") {
  const auto events = events_of(text_of_play(document_example));

  std::set<Place> slices;
  std::map<std::int64_t, Place> from, to;
  for (const Event& event : events) {
    if (type_of(event) == "X") slices.insert(place_of_event(event));
    if (type_of(event) == "s") from[event.at("id").as_int64()] = place_of_event(event);
    if (type_of(event) == "f") to[event.at("id").as_int64()] = place_of_event(event);
  }
  CHECK(from.size() > 30);
  REQUIRE(from.size() == to.size());
  for (const auto& [effect, place] : from) {
    CHECK(slices.contains(place));
    REQUIRE(to.contains(effect));
    CHECK(slices.contains(to[effect]));
    CHECK(std::get<2>(place) < std::get<2>(to[effect]));
  }
}

TEST_CASE("a call begins and ends, and each boot and component has its name", "[report][perfetto]") {
  const auto events = events_of(text_of_play(document_example));

  std::map<std::string, int> calls;
  std::set<std::string> names;
  for (const Event& event : events) {
    if (type_of(event) == "b") ++calls[std::string(event.at("id").as_string())];
    if (type_of(event) == "e") --calls[std::string(event.at("id").as_string())];
    if (type_of(event) == "M" && event.at("args").as_object().contains("name"))
      names.insert(std::string(event.at("args").at("name").as_string()));
  }
  CHECK(calls.size() > 8);
  for (const auto& [id, open] : calls) {
    INFO(id);
    CHECK(open == 0);
  }
  CHECK(names.contains("source, boot 1"));
  CHECK(names.contains("target, off"));
  CHECK(names.contains("target, boot 1"));
  CHECK(names.contains("GIO: General I/O: nodes and instance numbers"));
}

TEST_CASE("equal runs give equal bytes for Perfetto, too", "[report][perfetto]") {
  CHECK(text_of_play(document_example) == text_of_play(document_example));
}

}  // namespace giosim::report
