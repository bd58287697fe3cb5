// Gio: the General I/O subsystem, which gives devices their instance numbers.
//
// A boot calls it in this order: install_driver() for each driver, load_ioconfig(), reserve()
// from the saved configuration, found() and claim() for each device, scan_ended(). From then on
// drivers call io_node_reassign_instance(), once each, in any order. All calls run to
// completion, as under GIO's lock; what waits is the writing of ioconfig.
//
// Document: "HP-UX IO Infrastructure (IOI)"; "Flow of operation".
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "base/dump.hpp"
#include "base/table.hpp"
#include "gio/force.hpp"
#include "gio/instance_map.hpp"
#include "gio/io_tree.hpp"
#include "gio/ioconfig.hpp"
#include "gio/policy.hpp"
#include "gio/reservation.hpp"
#include "krs/pi_config.hpp"
#include "krs/tunables.hpp"
#include "sim/trace.hpp"

namespace giosim::gio {

// What a driver tells about itself when it is installed (cf. drv_info_t of WSIO).
struct DriverInfo {
  DriverName name;
  DeviceClass device_class;
  bool instance_replaceable = false;  // DRV_INSTANCE_REPLACEABLE
};

class Gio {
 public:
  Gio(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace, const krs::Tunables& tunables,
      const Policies& policies);

  void install_driver(const DriverInfo& driver);
  void load_ioconfig();

  // R1-R5: keeps the instances of the saved entries. Does nothing with the tunable at 0 (T2).
  void reserve(const krs::PiConfig& saved);

  // What an administrator should hear of: an entry that was skipped for being wrong (R5), a NIC that
  // came second to an instance (A5). Each is returned once, in order; GIO itself logs nothing.
  using Warning = std::variant<EntrySkipped, InstanceKept>;
  std::vector<Warning> take_warnings() { return std::exchange(warnings_, {}); }

  // S1: a device is there. The driver is the one that would claim it; empty when none would.
  // A node that was NO_HW comes back with the instance it had. MUST: of the same class.
  IoNode& found(HwPath hw_path, DeviceClass device_class, DriverName driver);

  // S2, S3: the driver claims the node, which gets its initial instance. False when no driver of
  // this name is installed, or the class has no number left: then the node stays UNCLAIMED with
  // instance -1 (S4).
  bool claim(IoNode& node);
  void claim_failed(IoNode& node);

  void scan_ended();

  // A1-A5: the new GIO routine. ILAN passes the node and the MAC address of the device, or the
  // zero address when it has none. Returns the instance the node has from now on.
  Instance io_node_reassign_instance(IoNode& node, MacAddress mac);

  // The driver's init has failed after the reassign (policy late_init_failure).
  void init_failed(IoNode& node);

  // The device answers no more (pulled out, or its power is gone): CLAIMED -> NO_HW.
  void hardware_gone(HwPath hw_path);

  // O1: gives these devices these instances, all of them or, when one may not have its own,
  // none; what is refused says why. What Portable Image keeps or gave is not to be had.
  std::vector<RefusedInstance> force(const std::vector<WantedInstance>& wanted, ForceFrom from,
                                     const krs::PiConfig& saved,
                                     UsedNumbers used = UsedNumbers::in_a_circle);
  // The same without doing it.
  std::vector<RefusedInstance> why_not_force(const std::vector<WantedInstance>& wanted,
                                             const krs::PiConfig& saved,
                                             UsedNumbers used = UsedNumbers::in_a_circle);

  // S6: the records without hardware, by H/W path.
  std::vector<IoconfigRow> stale() const;
  // Whether Portable Image keeps the number of one of them: the record stays.
  bool keeps_number(const IoconfigRow& record);
  // Removes one of them, and its node when it is of that class; the number is free. MUST: it is
  // stale, Portable Image does not keep it, and no driver has the node.
  void remove_stale(const IoconfigRow& record);

  // OL*: the driver lets go of the card, and the node keeps its instance; and back.
  void suspended(HwPath hw_path);  // CLAIMED -> SUSPENDED
  void resumed(HwPath hw_path);    // SUSPENDED -> CLAIMED

  IoNode* node(HwPath hw_path);
  const IoTree& tree() const { return tree_; }
  const Ioconfig& ioconfig() const { return ioconfig_; }
  const Reservations& reservations() const { return reservations_; }
  const Policies& policies() const { return policies_; }

  // ioconfig as a listing shows it: the records, and a row for each reservation that is not
  // handed over yet. By class and instance.
  std::vector<IoconfigRow> listing() const;

  sim::Task<> write_ioconfig_through() { return ioconfig_.write_through(); }
  sim::Task<> ioconfig_written() { return ioconfig_.written(); }
  // ioinit -c: the file is written anew.
  void rewrite_ioconfig() { ioconfig_.rewrite(); }

  void dump(Dump& dump) const;

 private:
  using ClassAndMac = std::pair<DeviceClass, MacAddress>;
  using MacsByClass = Table<ClassAndMac, Itself>;
  std::optional<SkipReason> why_skip(const krs::PiEntry& entry, const MacsByClass& honoured) const;
  void honour(const krs::PiEntry& entry);
  void skip(const EntrySkipped& entry);

  std::optional<Instance> free_number(const InstanceMap& numbers) const;
  std::optional<Because> why_keep(const IoNode& node, MacAddress mac, Reservation* reservation);
  bool gets_it_from_the_holder(const IoNode& node, Reservation& reservation);

  Instance hand_over(Reservation& reservation, IoNode& node, MacAddress mac);
  Instance keep(const IoNode& node, MacAddress mac, const Reservation* reservation,
                Because because);
  std::set<std::pair<DeviceClass, Instance>> kept_by_portable_image(
      const krs::PiConfig& saved) const;
  void change_state(HwPath hw_path, NodeState to);
  void unmask(HwPath hw_path, DeviceClass device_class);
  void take_back(Reservation& reservation);
  void give_up_initial(IoNode& node);

  sim::Trace& trace_;
  const krs::Tunables& tunables_;
  const Policies& policies_;
  std::map<DriverName, DriverInfo> drivers_;
  IoTree tree_;
  Ioconfig ioconfig_;
  std::map<DeviceClass, InstanceMap> numbers_;
  Reservations reservations_;
  std::vector<Warning> warnings_;
};

}  // namespace giosim::gio
