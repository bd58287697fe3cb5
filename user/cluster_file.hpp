// A Serviceguard cluster file: which interfaces each node's cluster software counts on.
//
//   NODE_NAME hp1
//     NETWORK_INTERFACE lan0
//       HEARTBEAT_IP 192.0.2.10        a line "KEYWORD value", the indent says nothing
//     NETWORK_INTERFACE lan1           no address: a standby
//
// Only these lines are read; the file has many others.
#pragma once

#include <expected>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "pi/rc_config_line.hpp"

namespace giosim::user {

inline constexpr std::string_view kClusterFile = "/etc/cmcluster/cluster.ascii";  // Assumed

struct ClusterInterface {
  std::string name;           // "lan0"
  std::string heartbeat_ip;   // one of the two, or neither
  std::string stationary_ip;
  int line = 0;

  bool is_standby() const { return heartbeat_ip.empty() && stationary_ip.empty(); }
  friend bool operator==(const ClusterInterface&, const ClusterInterface&) = default;
};

struct ClusterNode {
  std::string name;
  std::vector<ClusterInterface> interfaces;
};

struct ClusterFile {
  std::string name;  // CLUSTER_NAME
  std::vector<ClusterNode> nodes;
};

std::expected<ClusterFile, pi::Unreadable> parse_cluster_file(std::string_view text);

// The interfaces of this node that are not among those present; an unknown node has none.
std::vector<ClusterInterface> missing_of(const ClusterFile& cluster, std::string_view node,
                                         const std::set<Ppa>& present);

}  // namespace giosim::user
