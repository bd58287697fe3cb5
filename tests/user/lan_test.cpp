// What tools and startup scripts do to LAN interfaces through user/lan.hpp.
#include "user/lan.hpp"

#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"

using namespace giosim;
using namespace giosim::user;

namespace {

sim::Task<> give_address(machine::Os& os, Ppa ppa, MacAddress mac,
                         std::expected<void, LanError>& result) {
  result = co_await set_station_address(os, ppa, mac);
}

}  // namespace

TEST_CASE("the interfaces of a machine are listed in the order of their NM IDs", "[user]") {
  machine::Image image;
  image.ioconfig = {{"0/4/1/0", kLan, Instance{7}}};
  Terminal terminal({{"0/2/1/0", nic(kMacA)}, {"0/4/1/0", nic(kMacB, "btlan")}}, image);

  const auto interfaces = lan_interfaces(terminal.os());

  REQUIRE(interfaces.size() == 2);
  CHECK(interfaces[0].name() == "lan0");
  CHECK(interfaces[1].name() == "lan7");
  CHECK(interfaces[1].mac == kMacB);
  CHECK(interfaces[1].profile->interface_type == "100Base-TX");
  CHECK(lan_driver(terminal.os(), Ppa{7}) == terminal.os().driver("0/4/1/0"));
  CHECK(lan_driver(terminal.os(), Ppa{1}) == nullptr);
}

TEST_CASE("a setting shows in the rows and is a fact. A refused one is neither", "[user]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}});

  REQUIRE(set_mtu(terminal.os(), Ppa{0}, 9000));
  CHECK(terminal.facts().only<SettingApplied>().value == "9000");
  CHECK(set_mtu(terminal.os(), Ppa{0}, 9001).error() == LanError::mtu_out_of_range);
  CHECK(set_speed(terminal.os(), Ppa{0}, LinkSpeed::fd100).error() ==
        LanError::jumbo_needs_gigabit);
  CHECK(set_mtu(terminal.os(), Ppa{3}, 1500).error() == LanError::no_such_interface);

  CHECK(lan_interfaces(terminal.os()).front().link.mtu == 9000);
  CHECK(terminal.facts().only<SettingApplied>().setting == "mtu");
}

TEST_CASE("a station address takes a reset of the link, and leaves the factory address", "[user]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}});
  std::expected<void, LanError> result = std::unexpected(LanError::no_such_interface);

  terminal.machine().start("test", give_address(terminal.os(), Ppa{0}, kMacC, result));
  terminal.lab().settle();

  CHECK(result.has_value());
  const LanInterface lan0 = lan_interfaces(terminal.os()).front();
  CHECK(lan0.mac == kMacC);
  CHECK(lan0.factory_mac == kMacA);
  CHECK(terminal.facts().only<SettingApplied>().value == kMacC.text());
}

TEST_CASE("a group address is no station address", "[user]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}});
  std::expected<void, LanError> result;

  terminal.machine().start("test", give_address(terminal.os(), Ppa{0}, "0x01306E00000C", result));
  terminal.lab().settle();

  CHECK(result.error() == LanError::no_nic_mac);
  CHECK(lan_interfaces(terminal.os()).front().mac == kMacA);
}
