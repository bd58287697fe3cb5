// Parallel rc: who waits for whom.
#include "user/rc_order.hpp"

#include <catch2/catch.hpp>

namespace giosim::user {
namespace {

using Names = std::vector<std::string>;
using Waits = std::vector<std::set<std::size_t>>;

Waits waits(const Names& links, std::string_view database, Direction direction = Direction::start) {
  return who_waits_for_whom(links, RcDependencies::parse(database).value(), direction);
}

TEST_CASE("scripts that the database does not name keep their places", "[user][rc]") {
  CHECK(waits({"S1", "S2", "S3"}, "") == Waits{{}, {0}, {0, 1}});
}

TEST_CASE("scripts whose dependencies are declared wait for these alone", "[user][rc]") {
  CHECK(waits({"S302hpuxpi", "S320hpbtlan", "S323hpigelan"},
              "start S302hpuxpi:\nstart S320hpbtlan: S302hpuxpi\nstart S323hpigelan: S302hpuxpi\n") ==
        Waits{{}, {0}, {0}});
  CHECK(waits({"S302hpuxpi", "S323hpigelan"}, "start S302hpuxpi:\nstart S323hpigelan:") ==
        Waits{{}, {}});
  // It may even wait for one whose name comes later.
  CHECK(waits({"S1", "S2"}, "start S1: S2\nstart S2:") == Waits{{1}, {}});
}

TEST_CASE("one that is not declared keeps its place among those that are", "[user][rc]") {
  CHECK(waits({"S1", "S2", "S3"}, "start S1:\nstart S3:") == Waits{{}, {0}, {1}});
}

TEST_CASE("kill dependencies are the other way round", "[user][rc]") {
  CHECK(waits({"K478ppp", "K992net"}, "kill K478ppp: K992net", Direction::stop) ==
        Waits{{}, {0}});
  CHECK(waits({"K100a", "K200b"}, "kill K200b: K100a", Direction::stop) == Waits{{1}, {}});
}

TEST_CASE("a throttle point holds up what comes behind it, or waits for what comes before",
          "[user][rc]") {
  const std::string starts = "start S1:\nstart S2:\nstart S3:\nthrottle S2\n";
  CHECK(waits({"S1", "S2", "S3"}, starts) == Waits{{}, {}, {1}});
  const std::string kills = "kill K1:\nkill K2:\nkill K3:\nthrottle K2\n";
  CHECK(waits({"K1", "K2", "K3"}, kills, Direction::stop) == Waits{{}, {0}, {}});
}

TEST_CASE("what is not there holds up nobody", "[user][rc]") {
  CHECK(waits({"S2"}, "start S2: S1") == Waits{{}});
}

TEST_CASE("a circle is found", "[user][rc]") {
  CHECK(circle_in({{}, {0}, {0, 1}}).empty());
  CHECK(circle_in({{1}, {0}}) == std::vector<std::size_t>{0, 1});
  CHECK(circle_in({{}, {2}, {3}, {1}}) == std::vector<std::size_t>{1, 2, 3});
  CHECK(circle_in({{0}}) == std::vector<std::size_t>{0});
}

TEST_CASE("the database is read back as it was written, and says where it is wrong",
          "[user][rc]") {
  const std::string text = "start S2: S1 S0\nkill K1:\nthrottle S9\n";
  CHECK(RcDependencies::parse(text)->text() == text);
  CHECK(RcDependencies::parse("# nothing\n\nstart S2 :S1 # a remark").value().text() ==
        "start S2: S1\n");
  CHECK(RcDependencies::parse("start S2: S1\nrubbish").error() ==
        "line 2: expected start NAME: NAME…, kill NAME: NAME… or throttle NAME");
  CHECK_FALSE(RcDependencies::parse("start S2"));
  CHECK_FALSE(RcDependencies::parse("throttle S2: S1"));
}

}  // namespace
}  // namespace giosim::user
