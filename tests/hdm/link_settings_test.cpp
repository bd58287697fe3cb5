// What can be set of a link, and what the drivers refuse.
#include "hdm/link_settings.hpp"

#include <catch2/catch.hpp>

using namespace giosim;
using namespace giosim::hdm;

namespace {

const DriverProfile& igelan() { return *find_driver("igelan"); }
const DriverProfile& btlan() { return *find_driver("btlan"); }
const DriverProfile& iexgbe() { return *find_driver("iexgbe"); }

}  // namespace

TEST_CASE("the speed of an interface type stands before its name", "[hdm]") {
  CHECK(mbps_of("100Base-TX") == 100);
  CHECK(mbps_of("1000Base-SX") == 1000);
  CHECK(mbps_of("10GBASE-KR") == 10'000);
}

TEST_CASE("an MTU lies between 256 and 1500, or 9000 at 1 Gb/s and above", "[hdm]") {
  LinkSettings link;

  CHECK(change_mtu(link, btlan(), 256));
  CHECK(change_mtu(link, btlan(), 1500));
  CHECK(change_mtu(link, btlan(), 1501).error() == LinkRefusal::jumbo_needs_gigabit);
  CHECK(change_mtu(link, btlan(), 255).error() == LinkRefusal::mtu_out_of_range);
  CHECK(link.mtu == 1500);

  CHECK(change_mtu(link, igelan(), 9000));
  CHECK(link.mtu == 9000);
  CHECK(change_mtu(link, igelan(), 9001).error() == LinkRefusal::mtu_out_of_range);
  CHECK(link.mtu == 9000);
}

TEST_CASE("a port can be set to the speeds that it has", "[hdm]") {
  LinkSettings link;

  CHECK(change_speed(link, btlan(), LinkSpeed::hd10));
  CHECK(change_speed(link, btlan(), LinkSpeed::fd1000).error() == LinkRefusal::speed_not_of_port);
  CHECK(link.speed == LinkSpeed::hd10);
  CHECK(change_speed(link, igelan(), LinkSpeed::fd1000));
  CHECK(change_speed(link, iexgbe(), LinkSpeed::auto_on));
  CHECK(change_speed(link, iexgbe(), LinkSpeed::fd1000).error() == LinkRefusal::speed_not_of_port);
}

TEST_CASE("a gigabit port set to 100 Mb/s takes no jumbo frames, in either order", "[hdm]") {
  LinkSettings slow;
  REQUIRE(change_speed(slow, igelan(), LinkSpeed::fd100));
  CHECK(change_mtu(slow, igelan(), 9000).error() == LinkRefusal::jumbo_needs_gigabit);

  LinkSettings jumbo;
  REQUIRE(change_mtu(jumbo, igelan(), 9000));
  CHECK(change_speed(jumbo, igelan(), LinkSpeed::fd100).error() ==
        LinkRefusal::jumbo_needs_gigabit);
  CHECK(jumbo.speed == LinkSpeed::auto_on);
}

TEST_CASE("what is set by hand turns autonegotiation off", "[hdm]") {
  LinkSettings link;
  CHECK(mode_of(link, igelan()).autonegotiation);
  CHECK(mode_of(link, igelan()).mbps == 1000);

  REQUIRE(change_speed(link, igelan(), LinkSpeed::hd100));

  CHECK_FALSE(mode_of(link, igelan()).autonegotiation);
  CHECK_FALSE(mode_of(link, igelan()).full_duplex);
  CHECK(mode_of(link, igelan()).mbps == 100);
}
