// IoTree: the devices as the kernel sees them, by H/W path.
#pragma once

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/row.hpp"
#include "base/table.hpp"
#include "base/words.hpp"

namespace giosim::gio {

// One device. Lives until power-off, also when its hardware has gone (state NO_HW).
struct IoNode {
  HwPath hw_path;
  DeviceClass device_class;
  DriverName driver{};
  NodeState state = NodeState::unclaimed;
  Instance instance{};                  // -1 unless claimed once (S4)
  Instance initial{};                   // what the scan gave; differs after a reassign
  bool instance_replaceable = false;    // the driver's DRV_INSTANCE_REPLACEABLE
  bool reassign_asked = false;          // A1: once per node and boot
};

inline NodeRow row_of(const IoNode& node) {
  return {node.hw_path, node.device_class, node.driver, node.state, node.instance};
}

struct PathOfNode {
  const HwPath& operator()(const IoNode& node) const { return node.hw_path; }
};
using IoTree = Table<IoNode, PathOfNode>;

}  // namespace giosim::gio
