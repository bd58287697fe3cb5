#include "base/ids.hpp"

#include <catch2/catch.hpp>

using namespace giosim;

TEST_CASE("an instance is not given until it has a number", "[base]") {
  CHECK_FALSE(Instance{}.given());
  CHECK(Instance{} == kNoInstance);
  CHECK(kNoInstance.number == -1);
  CHECK(Instance{0}.given());
  CHECK(Instance{kMaxInstance}.given());
  CHECK_FALSE(Ppa{}.given());
  CHECK(Ppa{0}.given());
}

TEST_CASE("the PPA is the instance", "[base]") {
  for (const Instance instance : {kNoInstance, Instance{0}, Instance{7}, Instance{kMaxInstance}}) {
    CHECK(ppa_of(instance).number == instance.number);
    CHECK(ppa_of(instance).given() == instance.given());
  }
}

TEST_CASE("instances are in order of their numbers, and none comes first", "[base]") {
  CHECK(kNoInstance < Instance{0});
  CHECK(Instance{2} < Instance{10});
  CHECK(Instance{10} == Instance{10});
}

TEST_CASE("an interface is named by its class and its instance", "[base]") {
  CHECK(interface_name(kLan, Instance{0}) == "lan0");
  CHECK(interface_name("ext_bus", Instance{12}) == "ext_bus12");
}

TEST_CASE("a class is no driver, even if they share a name", "[base]") {
  STATIC_REQUIRE_FALSE(std::is_same_v<DeviceClass, DriverName>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<DeviceClass, DriverName>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Instance, Ppa>);
}
