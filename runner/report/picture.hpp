// Picture: what one machine has said about its running system, indexed for the invariants.
//
// It is folded from rows and facts alone. Between two facts it remembers which rows were told,
// so that a check looks at what changed and at nothing else.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/row.hpp"
#include "runner/report/picture_keys.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

class Picture {
 public:
  struct Node {
    DeviceClass device_class;
    Instance instance;
    NodeState state = NodeState::unclaimed;
    // What happened to it since it was found.
    MacAddress mac;  // the first that its driver has read
    std::int32_t reassigned = 0;
    bool failed = false;
    std::optional<Because> kept;
  };
  struct Interface {
    Ppa ppa;
    MacAddress mac;
  };
  struct Reservation {
    std::vector<MacAddress> macs;
    NumberState state = NumberState::reserved;
    HwPath holder;
  };
  struct Entry {
    HwPath hw_path;
    std::vector<MacAddress> macs;
  };

  void row(sim::RowChange change, const Row& row);
  // Before the checks of this fact …
  void fact(const Fact& fact);
  // … and after them.
  void settled();

  // The rows that were put since the last fact.
  const std::vector<HwPath>& told_nodes() const { return told_nodes_; }
  const std::vector<HwPath>& told_interfaces() const { return told_interfaces_; }
  const std::vector<PathKey>& told_records() const { return told_records_; }

  const KeyMap<HwPath, Node>& nodes() const { return nodes_; }
  const Node* node(const HwPath& hw_path) const;
  const Holders<NumberKey>& nodes_by_number() const { return nodes_by_number_; }
  // Present nodes of a class whose driver has read this MAC.
  std::vector<HwPath> with_mac(DeviceClass device_class, MacAddress mac) const;

  const KeyMap<PathKey, Instance>& records() const { return records_; }
  const Holders<NumberKey>& records_by_number() const { return records_by_number_; }

  const KeyMap<HwPath, Interface>& interfaces() const { return interfaces_; }
  const Holders<Ppa>& interfaces_by_ppa() const { return interfaces_by_ppa_; }

  const KeyMap<NumberKey, Reservation>& reservations() const { return reservations_; }
  const Reservation* reservation(DeviceClass device_class, Instance instance) const;

  const KeyMap<NumberKey, Entry>& entries() const { return entries_; }
  std::size_t most_entries() const { return most_entries_; }

  bool tunable_on() const { return tunable_on_; }
  bool pi_script_running() const;
  bool pi_startup_running() const;  // S302hpuxpi
  bool pi_script_ended() const { return pi_script_ended_; }
  // What was configured, or set by a LAN driver's script, before S302hpuxpi ended; the first.
  const std::optional<std::string>& configured_before_pi() const { return configured_before_pi_; }
  bool up() const { return up_; }

 private:
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
  void hear(const InterfaceConfigured& f);
  void hear(const SettingApplied& f);
  void hear(const BootEnded& f);
  template <class AnyFact>
  void hear(const AnyFact&) {}

  Node* find(const HwPath& hw_path);

  KeyMap<HwPath, Node> nodes_;
  Holders<NumberKey> nodes_by_number_;
  Holders<MacKey> nodes_by_mac_;
  KeyMap<PathKey, Instance> records_;
  Holders<NumberKey> records_by_number_;
  KeyMap<NumberKey, Reservation> reservations_;
  KeyMap<NumberKey, Entry> entries_;
  std::size_t most_entries_ = 0;
  KeyMap<HwPath, Interface> interfaces_;
  Holders<Ppa> interfaces_by_ppa_;
  std::multiset<std::string, std::less<>> running_;  // scripts
  bool tunable_on_ = false;
  bool pi_script_ended_ = false;
  std::optional<std::string> configured_before_pi_;
  bool up_ = false;
  std::vector<HwPath> told_nodes_, told_interfaces_;
  std::vector<PathKey> told_records_;
};

}  // namespace giosim::report
