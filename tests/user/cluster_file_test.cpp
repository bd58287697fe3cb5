// A Serviceguard cluster file, and the interfaces that it counts on.
#include "user/cluster_file.hpp"

#include <catch2/catch.hpp>

using namespace giosim;
using namespace giosim::user;

namespace {

constexpr std::string_view kCluster =
    "# **********************************************************************\n"
    "CLUSTER_NAME            orders\n"
    "FIRST_CLUSTER_LOCK_VG   /dev/vg01\n"
    "\n"
    "NODE_NAME               hp1\n"
    "  NETWORK_INTERFACE     lan0\n"
    "    HEARTBEAT_IP        192.0.2.10\n"
    "  NETWORK_INTERFACE     lan18   # the standby\n"
    "  NETWORK_INTERFACE     lan2\n"
    "    STATIONARY_IP       198.51.100.2\r\n"
    "  FIRST_CLUSTER_LOCK_PV /dev/disk/disk3\n"
    "NODE_NAME               hp2\n"
    "  NETWORK_INTERFACE     lan0\n"
    "HEARTBEAT_INTERVAL      1000000";

std::string refused(std::string_view text) {
  const auto cluster = parse_cluster_file(text);
  REQUIRE_FALSE(cluster.has_value());
  return std::to_string(cluster.error().line) + ' ' + cluster.error().because;
}

}  // namespace

TEST_CASE("each node's interfaces are read, with their addresses", "[user]") {
  const auto cluster = parse_cluster_file(kCluster);

  REQUIRE(cluster.has_value());
  CHECK(cluster->name == "orders");
  REQUIRE(cluster->nodes.size() == 2);
  CHECK(cluster->nodes[0].interfaces ==
        std::vector<ClusterInterface>{{"lan0", "192.0.2.10", "", 6},
                                      {"lan18", "", "", 8},
                                      {"lan2", "", "198.51.100.2", 9}});
  CHECK(cluster->nodes[0].interfaces[1].is_standby());
  CHECK(cluster->nodes[1].name == "hp2");
}

TEST_CASE("interfaces that are not there are named, with their line", "[user]") {
  const auto cluster = parse_cluster_file(kCluster);
  REQUIRE(cluster.has_value());

  const auto missing = missing_of(*cluster, "hp1", {Ppa{0}, Ppa{2}});

  REQUIRE(missing.size() == 1);
  CHECK(missing[0].name == "lan18");
  CHECK(missing[0].line == 8);
  CHECK(missing_of(*cluster, "hp2", {Ppa{0}}).empty());
  CHECK(missing_of(*cluster, "hp3", {}).empty());
}

TEST_CASE("a cluster file that makes no sense is refused, with the line", "[user]") {
  CHECK(refused("\nNETWORK_INTERFACE lan0\n") == "2 NETWORK_INTERFACE stands before any NODE_NAME");
  CHECK(refused("NODE_NAME hp1\nHEARTBEAT_IP 192.0.2.1\n") ==
        "2 HEARTBEAT_IP stands before any NETWORK_INTERFACE");
  CHECK(refused("NODE_NAME\n") == "1 NODE_NAME has no value");
  CHECK(refused("NODE_NAME hp1\nNODE_NAME hp1\n") == "2 the node hp1 is there already");
  CHECK(refused("NODE_NAME hp1\nNETWORK_INTERFACE eth0\n") == "2 'eth0' is no interface");
  CHECK(refused("NODE_NAME hp1\nNETWORK_INTERFACE lan0\nNETWORK_INTERFACE lan0\n") ==
        "3 lan0 is there already");
  CHECK(refused("NODE_NAME hp1\nNETWORK_INTERFACE lan0\nHEARTBEAT_IP 192.0.2.1\n"
                "STATIONARY_IP 192.0.2.2\n") == "4 lan0 has an address already");
}
