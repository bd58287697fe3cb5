// Picture: what one machine has said about its running system, indexed for the invariants.
//
// It is folded from rows and facts alone. Between two facts it remembers which rows were told,
// so that a check looks at what changed and at nothing else.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/row.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

using NumberKey = std::pair<DeviceClass, Instance>;
using MacKey = std::pair<DeviceClass, MacAddress>;
using PathKey = std::pair<HwPath, DeviceClass>;

class Picture {
 public:
  struct Node {
    DeviceClass device_class;
    NodeState state = NodeState::unclaimed;
    Instance instance;
    // What happened to it since it was found.
    MacAddress mac;  // the first that its driver has read
    int reassigned = 0;
    bool failed = false;
    std::optional<Because> kept;
  };
  struct Interface {
    Ppa ppa;
    MacAddress mac;
  };

  void row(sim::RowChange change, const Row& row);
  // Before the checks of this fact …
  void fact(const Event& fact);
  // … and after them.
  void settled() { told_.clear(); }

  // The rows told since the last fact, as they are now (a dropped one with its key only).
  const std::vector<Row>& told() const { return told_; }

  const Node* node(const HwPath& hw_path) const;
  const std::map<HwPath, Node>& nodes() const { return nodes_; }
  std::vector<HwPath> holders(DeviceClass device_class, Instance instance) const;

  const std::map<PathKey, Instance>& records() const { return records_; }
  std::vector<HwPath> recorded(DeviceClass device_class, Instance instance) const;

  const std::map<HwPath, Interface>& interfaces() const { return interfaces_; }
  std::vector<HwPath> with_ppa(Ppa ppa) const;

  const std::map<NumberKey, ReservationRow>& reservations() const { return reservations_; }
  const ReservationRow* reservation(DeviceClass device_class, Instance instance) const;
  const ReservationRow* reserved_for(DeviceClass device_class, MacAddress mac) const;

  const std::map<NumberKey, EntryRow>& entries() const { return entries_; }
  std::size_t most_entries() const { return most_entries_; }

  // Present nodes of a class whose driver has read this MAC.
  std::vector<HwPath> with_mac(DeviceClass device_class, MacAddress mac) const;

  bool tunable_on() const { return tunable_on_; }
  bool pi_script_running() const;
  bool pi_script_ended() const { return pi_script_ended_; }
  bool up() const { return up_; }

 private:
  // One side of an index: (what, H/W path), in the order of what.
  template <class What>
  using Index = std::set<std::pair<What, HwPath>>;

  void put(const NodeRow& row);
  void put(const IoconfigRow& row);
  void put(const ReservationRow& row);
  void put(const EntryRow& row);
  void put(const TunableRow& row);
  void put(const DlpiRow& row);
  template <class AnyRow>
  void put(const AnyRow&) {}

  void drop(const NodeRow& row);
  void drop(const IoconfigRow& row);
  void drop(const ReservationRow& row);
  void drop(const EntryRow& row);
  void drop(const TunableRow& row);
  void drop(const DlpiRow& row);
  template <class AnyRow>
  void drop(const AnyRow&) {}

  void hear(const NodeFound& f);
  void hear(const MacLearnt& f);
  void hear(const InstanceReassigned& f);
  void hear(const InstanceKept& f);
  void hear(const InitFailed& f);
  void hear(const ScriptStarted& f);
  void hear(const ScriptEnded& f);
  void hear(const BootEnded& f);
  template <class Fact>
  void hear(const Fact&) {}

  Node* find(const HwPath& hw_path);

  std::map<HwPath, Node> nodes_;
  Index<NumberKey> nodes_by_number_;
  Index<MacKey> nodes_by_mac_;
  std::map<PathKey, Instance> records_;
  Index<NumberKey> records_by_number_;
  std::map<NumberKey, ReservationRow> reservations_;
  std::map<MacKey, NumberKey> reservations_by_mac_;
  std::map<NumberKey, EntryRow> entries_;
  std::size_t most_entries_ = 0;
  std::map<HwPath, Interface> interfaces_;
  Index<Ppa> interfaces_by_ppa_;
  std::multiset<std::string, std::less<>> running_;  // scripts
  bool tunable_on_ = false;
  bool pi_script_ended_ = false;
  bool up_ = false;
  std::vector<Row> told_;
};

}  // namespace giosim::report
