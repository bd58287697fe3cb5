// What S340net finds in netconf.
#include "user/netconf.hpp"

#include <catch2/catch.hpp>

using namespace giosim;
using namespace giosim::user;

TEST_CASE("netconf in HP's own shape", "[user]") {
  const auto interfaces = parse_netconf(
      "# netconf:  configuration values for core networking subsystems\n"
      "HOSTNAME=\"hp1\"\n"
      "OPERATING_SYSTEM=HP-UX\n"
      "LOOPBACK_ADDRESS=127.0.0.1\n"
      "\n"
      "INTERFACE_NAME[3]=lan1:1\n"
      "IP_ADDRESS[3]='192.0.2.11'\n"
      "INTERFACE_NAME[0]=\"lan900\"\n"
      "IP_ADDRESS[0]=\"192.0.2.10\"\n"
      "SUBNET_MASK[0]=\"255.255.255.0\"\n"
      "BROADCAST_ADDRESS[0]=\"\"\n"
      "INTERFACE_STATE[0]=\"\"\n"
      "DHCP_ENABLE[0]=0\n"
      "INTERFACE_MODULES[0]=\"\"\n"
      "INTERFACE_NAME[1]=lan2; DHCP_ENABLE[1]=1; INTERFACE_STATE[1]=down\n"
      "INTERFACE_NAME[2]=\n"
      "ROUTE_GATEWAY[0]=\"192.0.2.1\"\n"
      "ROUTE_COUNT[0]=\"1\"\n");

  REQUIRE(interfaces.has_value());
  REQUIRE(interfaces->size() == 3);
  CHECK(interfaces->at(0) == NetconfInterface{.name = "lan900",
                                              .address = "192.0.2.10",
                                              .subnet_mask = "255.255.255.0",
                                              .index = 0});
  CHECK(interfaces->at(1) ==
        NetconfInterface{.name = "lan2", .is_down = true, .asks_dhcp = true, .index = 1});
  CHECK(interfaces->at(2) ==
        NetconfInterface{.name = "lan1:1", .address = "192.0.2.11", .index = 3});
}

TEST_CASE("a netconf that sh would not read is refused, with the line", "[user]") {
  const auto interfaces = parse_netconf("INTERFACE_NAME[0]=lan0\nIP_ADDRESS[0]=\"192.0.2.10\n");

  REQUIRE_FALSE(interfaces.has_value());
  CHECK(interfaces.error() == pi::Unreadable{2, "a quote (\") is not closed"});
}

TEST_CASE("what is written is read back", "[user]") {
  const std::vector<NetconfInterface> interfaces = {
      {.name = "lan18", .address = "192.0.2.18", .index = 0},
      {.name = "lan0", .subnet_mask = "255.0.0.0", .is_down = true, .index = 1},
      {.name = "lan0:1", .asks_dhcp = true, .modules = "a b", .index = 2}};

  CHECK(parse_netconf(write_netconf(interfaces)) == interfaces);
  CHECK(write_netconf({{.name = "lan0", .address = "192.0.2.10"}}) ==
        "INTERFACE_NAME[0]=\"lan0\"\nIP_ADDRESS[0]=\"192.0.2.10\"\n");
}

TEST_CASE("interfaces are named after PPAs. A secondary one stands on its primary", "[user]") {
  CHECK(ppa_named("lan18") == Ppa{18});
  for (const std::string_view other : {"lan", "lan-1", "lan1x", "eth0", "lan1:1", "", "lan99999999999"})
    CHECK_FALSE(ppa_named(other).given());

  CHECK(primary_of("lan1:12") == "lan1");
  CHECK(primary_of("lan1") == "lan1");
  CHECK(primary_of("lan1:") == "lan1:");
  CHECK(primary_of("lan1:x") == "lan1:x");
}
