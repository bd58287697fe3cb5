// Expectation: what must be true, now or when the last step is over. ONE TABLE (expect.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include "base/variant.hpp"
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/words.hpp"
#include "runner/fact_pattern.hpp"
#include "runner/report/topic.hpp"
#include "runner/shape.hpp"

namespace giosim::runner {

class World;

// The listing of one class, complete: records, and reservations that are not handed over.
struct IoconfigExpectation {
  std::string machine;
  DeviceClass device_class = kLan;
  std::vector<std::pair<int, HwPath>> records;
};
// Nodes by path and their instances; -1 for none. Other nodes may be there.
struct InstancesExpectation {
  std::string machine;
  std::vector<std::pair<HwPath, int>> at;
};
struct NodesExpectation {
  std::string machine;
  std::vector<std::pair<HwPath, NodeState>> at;
};
// What lanscan would print; nothing: the interface is there without a published MAC address.
struct DlpiExpectation {
  std::string machine;
  std::vector<std::pair<std::string, std::optional<MacAddress>>> interfaces;  // "lan0"
  std::vector<std::string> missing;
};
// Where the cables of interfaces end; nothing: nowhere.
struct NetworksExpectation {
  std::string machine;
  std::vector<std::pair<std::string, std::optional<std::string>>> of;  // by "lan0"
};
struct SavedExpectation {
  std::string machine;
  std::vector<std::pair<std::string, std::vector<MacAddress>>> entries;  // "lan0"
  std::optional<int> count;
};
struct EventExpectation {
  FactPattern pattern;
  std::optional<std::uint64_t> times;  // nothing: at least once
};
struct NoEventExpectation {
  FactPattern pattern;
};
struct OrderExpectation {
  std::vector<FactPattern> facts;
};
struct LogExpectation {
  std::string machine;
  std::string line;
  bool present = true;
};
struct PowerExpectation {
  std::string machine;
  bool on = true;
};
// What the trace says about these topics is what a file beside the scenario has kept (golden.hpp).
struct TraceExpectation {
  std::string golden;  // its name; empty: the scenario's own, with the ending .golden
  std::vector<report::Topic> about{report::Topic::instances, report::Topic::dlpi};
  std::vector<std::string> machines;  // empty: all
};
// Under a reading other than the default: this invariant is broken, and must be.
struct BreaksExpectation {
  std::vector<std::string> invariants;
};

using Claim =
    variant<IoconfigExpectation, InstancesExpectation, NodesExpectation, DlpiExpectation,
                 NetworksExpectation, SavedExpectation, EventExpectation, NoEventExpectation, OrderExpectation,
                 LogExpectation, PowerExpectation, TraceExpectation, BreaksExpectation>;

struct Expectation {
  Claim claim;
  std::string key;  // "ioconfig"
  Mark where;
};

const Shape<Expectation>& expectation_shape();

// Nothing when it holds; else what was expected and what is the case, one sentence each.
std::vector<std::string> check(const World& world, const Expectation& expectation);

}  // namespace giosim::runner
