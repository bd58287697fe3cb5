#include "hdm/catalog.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace giosim;
using namespace giosim::hdm;

TEST_CASE("each driver of the catalogue has one row, found by its name", "[hdm]") {
  std::set<std::string_view> names;
  for (const DriverProfile& profile : driver_catalog()) {
    INFO(profile.name);
    CHECK(names.insert(profile.name).second);
    CHECK(DriverName::parse(profile.name).has_value());
    CHECK(DeviceClass::parse(profile.device_class).has_value());
    CHECK(find_driver(DriverName(profile.name)) == &profile);
  }
  CHECK(find_driver("no_driver") == nullptr);
  CHECK(find_driver({}) == nullptr);
}

TEST_CASE("a LAN driver learns a MAC and has a configuration file of its own, others do not",
          "[hdm]") {
  std::set<std::string_view> files;
  for (const DriverProfile& profile : driver_catalog()) {
    INFO(profile.name);
    const bool is_lan = profile.device_class == kLan.view();
    CHECK((profile.mac_known_at != MacKnownAt::never) == is_lan);
    CHECK(profile.configuration.empty() == !is_lan);
    CHECK(profile.interface_type.empty() == !is_lan);
    if (is_lan) CHECK(files.insert(profile.configuration).second);
  }
}

TEST_CASE("the times of a driver fit together", "[hdm]") {
  for (const DriverProfile& profile : driver_catalog()) {
    INFO(profile.name);
    CHECK(profile.attach.count() > 0);
    CHECK(before_mac(profile) <= profile.init);
    if (profile.mac_known_at == MacKnownAt::never) continue;
    CHECK(profile.mac_read.count() > 0);
    CHECK((before_mac(profile).count() == 0) == (profile.mac_known_at == MacKnownAt::attach));
  }
}

TEST_CASE("the document's driver is there, with DRV_INSTANCE_REPLACEABLE", "[hdm]") {
  const DriverProfile* igelan = find_driver("igelan");

  REQUIRE(igelan != nullptr);
  CHECK(igelan->instance_replaceable);
  const gio::DriverInfo info = info_of(*igelan);
  CHECK(info.name == DriverName("igelan"));
  CHECK(info.device_class == kLan);
  CHECK(info.instance_replaceable);
}

TEST_CASE(
    "there are drivers that learn their MAC at every point, and some that are not "
    "replaceable",
    "[hdm]") {
  std::set<MacKnownAt> points;
  bool some_not_replaceable = false;
  for (const DriverProfile& profile : driver_catalog()) {
    points.insert(profile.mac_known_at);
    if (profile.device_class == kLan.view() && !profile.instance_replaceable)
      some_not_replaceable = true;
  }
  CHECK(points.size() == 5);
  CHECK(some_not_replaceable);
}
