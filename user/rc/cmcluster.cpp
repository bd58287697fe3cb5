// /sbin/init.d/cmcluster: Serviceguard. Here it only looks whether the interfaces that the cluster
// file names for this node are there, which is what a move of the image can break.

#include <fmt/format.h>

#include <algorithm>

#include "user/cluster_file.hpp"
#include "user/rc/exit_code.hpp"
#include "user/rc/present.hpp"
#include "user/rc/scripts.hpp"

namespace giosim::user {

bool cmcluster_there(const machine::Os& os, const Script&) {
  return os.disk.read(kClusterFile).has_value();
}

sim::Task<int> run_cmcluster(Session& session, const Script&, Direction direction) {
  if (direction == Direction::stop) co_return kDone;
  machine::Os& os = session.os();
  const auto cluster = parse_cluster_file(os.disk.read(kClusterFile).value_or(""));
  if (!cluster) {
    session.print(fmt::format("ERROR: {}: line {}: {}\n", kClusterFile, cluster.error().line,
                              cluster.error().because));
    co_return kError;
  }
  const std::string& node = session.machine().name();
  if (std::ranges::find(cluster->nodes, node, &ClusterNode::name) == cluster->nodes.end())
    co_return kNotApplicable;

  // Serviceguard counts on the ports of an aggregate only through the aggregate.
  const auto missing = missing_of(*cluster, node, ppas_of(interfaces_present(os)));
  for (const ClusterInterface& interface : missing) {
    os.trace.record(ClusterInterfaceMissing{node, interface.name});
    session.print(fmt::format("ERROR: {} interface: NETWORK_INTERFACE of node {} in {} is missing\n",
                              interface.name, node, kClusterFile));
  }
  co_return missing.empty() ? kDone : kError;
}

}  // namespace giosim::user
