// Facts: everything that happens and that a student would ask about, in the past tense.
//
// A fact is a struct with a name, the id of the rule it applies (docs/RULES.md) and a list of
// fields; that one list feeds text, JSON, patterns in scenarios and the schema of the trace.
// Facts carry data, never prose. They are recorded after the change is true.
//
// To add one: write the struct, put it into Fact, and give it a sentence in
// runner/report/narrator.cpp (without it the program does not compile).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include "base/variant.hpp"
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/words.hpp"

namespace giosim {

// A run of numbers that GIO looked at while it decided, and what became of them.
struct Candidate {
  Instance first;
  Instance last;  // equal to first for a single number
  CandidateCode code = CandidateCode::held;
};

// What a terminal showed: text of any number of lines.
struct Screen {
  static constexpr std::size_t kMost = 64 * 1024;  // bytes that a fact keeps of it

  std::string text;
};

// ---- Machine: power, hardware, the disk that moves -------------------------------------------

struct MachinePoweredOn {
  static constexpr std::string_view name = "machine.powered_on", rule = "B1";
  void fields(auto&&) const {}
};

struct MachinePoweredOff {
  static constexpr std::string_view name = "machine.powered_off", rule = "K10";
  PowerOff how = PowerOff::shutdown;
  void fields(auto&& field) const { field("how", how); }
};

// The image of a logical server: the disk left one machine and is in another.
struct DiskMoved {
  static constexpr std::string_view name = "machine.disk_moved", rule = "I12";
  std::string from;
  void fields(auto&& field) const { field("from", from); }
};

struct DiskCloned {
  static constexpr std::string_view name = "machine.disk_cloned", rule = "K8";
  std::string from;
  void fields(auto&& field) const { field("from", from); }
};

struct NicPluggedIn {
  static constexpr std::string_view name = "machine.nic_plugged_in", rule = "O2";
  HwPath hw_path;
  DriverName driver;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("driver", driver);
  }
};

struct NicPulledOut {
  static constexpr std::string_view name = "machine.nic_pulled_out", rule = "S6";
  HwPath hw_path;
  void fields(auto&& field) const { field("hw_path", hw_path); }
};

// The cable of a slot ends in a network now.
struct CablePlugged {
  static constexpr std::string_view name = "wire.cable_plugged", rule = "A2";
  HwPath hw_path;
  std::string network;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("network", network);
  }
};

struct CablePulled {
  static constexpr std::string_view name = "wire.cable_pulled", rule = "A2";
  HwPath hw_path;
  std::string network;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("network", network);
  }
};

// `to` and `from` are the addresses in the frame; `bytes` counts the frame without its checksum.
// One that is lost, or whose VLAN the network does not admit, reaches nobody.
struct FrameSent {
  static constexpr std::string_view name = "wire.frame_sent", rule = "D4";
  HwPath hw_path;
  std::string network;
  MacAddress to;
  MacAddress from;
  std::int64_t bytes = 0;
  std::int32_t vlan = 0;  // of its tag; 0: it is in none
  FrameFate fate = FrameFate::travels;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("network", network);
    field("to", to);
    field("from", from);
    field("bytes", bytes);
    field("vlan", vlan);
    field("fate", fate);
  }
};

// A NIC took a frame off the network, for somebody who listens there.
struct FrameReceived {
  static constexpr std::string_view name = "wire.frame_received", rule = "D4";
  HwPath hw_path;
  std::string network;
  MacAddress to;
  MacAddress from;
  std::int64_t bytes = 0;
  std::int32_t vlan = 0;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("network", network);
    field("to", to);
    field("from", from);
    field("bytes", bytes);
    field("vlan", vlan);
  }
};

// ---- KRS: the registry, its entries, the tunable ---------------------------------------------

struct KrsLoaded {
  static constexpr std::string_view name = "krs.loaded", rule = "K9";
  StoreCopy copy = StoreCopy::current;
  std::int64_t values = 0;
  void fields(auto&& field) const {
    field("copy", copy);
    field("values", values);
  }
};

// A copy of the registry or of ioconfig was there, but its checksum was wrong.
struct StoreDamaged {
  static constexpr std::string_view name = "krs.store_damaged", rule = "K9";
  std::string file;
  void fields(auto&& field) const { field("file", file); }
};

struct KrsCommitted {
  static constexpr std::string_view name = "krs.committed", rule = "K9";
  std::int64_t values = 0;
  void fields(auto&& field) const { field("values", values); }
};

struct KrsCommitFailed {
  static constexpr std::string_view name = "krs.commit_failed", rule = "K9";
  std::string error;
  void fields(auto&& field) const { field("error", error); }
};

struct TunableSet {
  static constexpr std::string_view name = "krs.tunable_set", rule = "T1";
  std::string tunable;
  std::int64_t from = 0, to = 0;
  void fields(auto&& field) const {
    field("tunable", tunable);
    field("from", from);
    field("to", to);
  }
};

// ---- PI: save and update of the entries (libhpuxpi) ------------------------------------------

struct EntrySaved {
  static constexpr std::string_view name = "pi.entry_saved", rule = "K3";
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
  DriverName driver;
  MacAddress mac;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("instance", instance);
    field("driver", driver);
    field("mac", mac);
  }
};

// An entry was not written, or left the configuration, for a reason that has a name.
struct EntryDropped {
  static constexpr std::string_view name = "pi.entry_dropped", rule = "K8";
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
  MacAddress mac;
  EntryFate fate = EntryFate::instance_taken;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("instance", instance);
    field("mac", mac);
    field("fate", fate);
  }
};

struct EquivalentAdded {
  static constexpr std::string_view name = "pi.equivalent_added", rule = "K5";
  DeviceClass device_class;
  Instance instance;
  MacAddress mac, equivalent;
  void fields(auto&& field) const {
    field("class", device_class);
    field("instance", instance);
    field("mac", mac);
    field("equivalent", equivalent);
  }
};

struct ConfigurationSaved {
  static constexpr std::string_view name = "pi.configuration_saved", rule = "K3";
  std::int64_t entries = 0;
  void fields(auto&& field) const { field("entries", entries); }
};

// ---- GIO: reserve, scan, claim, reassign -----------------------------------------------------

struct IoconfigLoaded {
  static constexpr std::string_view name = "gio.ioconfig_loaded", rule = "S2";
  StoreCopy copy = StoreCopy::current;
  std::int64_t records = 0;
  void fields(auto&& field) const {
    field("copy", copy);
    field("records", records);
  }
};

struct IoconfigWritten {
  static constexpr std::string_view name = "gio.ioconfig_written", rule = "S3";
  std::int64_t records = 0;
  void fields(auto&& field) const { field("records", records); }
};

struct IoconfigWriteFailed {
  static constexpr std::string_view name = "gio.ioconfig_write_failed", rule = "S3";
  std::string error;
  void fields(auto&& field) const { field("error", error); }
};

struct InstanceReserved {
  static constexpr std::string_view name = "gio.instance_reserved", rule = "R1";
  DeviceClass device_class;
  Instance instance;
  HwPath hw_path;
  std::vector<MacAddress> macs;
  void fields(auto&& field) const {
    field("class", device_class);
    field("instance", instance);
    field("hw_path", hw_path);
    field("macs", macs);
  }
};

struct EntrySkipped {
  static constexpr std::string_view name = "gio.entry_skipped", rule = "R5";
  DeviceClass device_class;
  Instance instance;
  HwPath hw_path;
  SkipReason because = SkipReason::unreadable;
  void fields(auto&& field) const {
    field("class", device_class);
    field("instance", instance);
    field("hw_path", hw_path);
    field("because", because);
  }
};

struct RecordFreed {
  static constexpr std::string_view name = "gio.record_freed", rule = "R2";
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("instance", instance);
  }
};

struct NodeFound {
  static constexpr std::string_view name = "gio.node_found", rule = "S1";
  HwPath hw_path;
  DeviceClass device_class;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
  }
};

struct NodeClaimed {
  static constexpr std::string_view name = "gio.node_claimed", rule = "S1";
  HwPath hw_path;
  DeviceClass device_class;
  DriverName driver;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("driver", driver);
  }
};

// No driver wanted the node, or the one that did failed to attach: its instance is -1 (S4).
struct NodeNotClaimed {
  static constexpr std::string_view name = "gio.node_not_claimed", rule = "S4";
  HwPath hw_path;
  DeviceClass device_class;
  DriverName driver;  // empty when there is none
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("driver", driver);
  }
};

// The initial instance of a node. The rule is S2 where `by` says record.
struct InstanceAssigned {
  static constexpr std::string_view name = "gio.instance_assigned", rule = "S3";
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
  AssignedBy by = AssignedBy::lowest_free;
  std::vector<Candidate> considered;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("instance", instance);
    field("by", by);
  }
};

struct ScanEnded {
  static constexpr std::string_view name = "gio.scan_ended", rule = "S5";
  std::int64_t nodes = 0;
  void fields(auto&& field) const { field("nodes", nodes); }
};

struct InstanceReassigned {
  static constexpr std::string_view name = "gio.instance_reassigned", rule = "A3";
  HwPath hw_path;
  DeviceClass device_class;
  MacAddress mac;
  Instance from, to;
  HwPath formerly_at;
  std::vector<Candidate> considered;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("mac", mac);
    field("from", from);
    field("to", to);
    field("formerly_at", formerly_at);
  }
};

struct InstanceKept {
  static constexpr std::string_view name = "gio.instance_kept", rule = "A4";
  HwPath hw_path;
  DeviceClass device_class;
  MacAddress mac;
  Instance instance;
  Because because = Because::no_entry;
  std::vector<Candidate> considered;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("mac", mac);
    field("instance", instance);
    field("because", because);
  }
};

// Only under readings other than the default (same_entry_twice): a node lost its reassigned
// instance to another one and has its initial instance again, in GIO alone.
struct InstanceTakenBack {
  static constexpr std::string_view name = "gio.instance_taken_back", rule = "A5";
  HwPath hw_path;
  DeviceClass device_class;
  Instance from, to;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("from", from);
    field("to", to);
  }
};

// Only under late_init_failure: returns_to_reserved.
struct ReservationRestored {
  static constexpr std::string_view name = "gio.reservation_restored", rule = "A6";
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("instance", instance);
  }
};

struct NodeStateChanged {
  static constexpr std::string_view name = "gio.node_state_changed", rule = "S6";
  HwPath hw_path;
  NodeState from = NodeState::unclaimed, to = NodeState::unclaimed;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("from", from);
    field("to", to);
  }
};

// ---- HDM: the drivers ------------------------------------------------------------------------

struct DriverAttached {
  static constexpr std::string_view name = "hdm.driver_attached", rule = "S1";
  HwPath hw_path;
  DriverName driver;
  Ppa ppa;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("driver", driver);
    field("ppa", ppa);
  }
};

struct InitStarted {
  static constexpr std::string_view name = "hdm.init_started", rule = "S5";
  HwPath hw_path;
  DriverName driver;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("driver", driver);
  }
};

struct MacLearnt {
  static constexpr std::string_view name = "hdm.mac_learnt", rule = "D3";
  HwPath hw_path;
  MacAddress mac;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("mac", mac);
  }
};

struct MacNotLearnt {
  static constexpr std::string_view name = "hdm.mac_not_learnt", rule = "D3";
  HwPath hw_path;
  void fields(auto&& field) const { field("hw_path", hw_path); }
};

struct HdmPpaSet {
  static constexpr std::string_view name = "hdm.ppa_set", rule = "D1";
  HwPath hw_path;
  Ppa from, to;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("from", from);
    field("to", to);
  }
};

struct InitEnded {
  static constexpr std::string_view name = "hdm.init_ended", rule = "D3";
  HwPath hw_path;
  Ppa ppa;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("ppa", ppa);
  }
};

struct InitFailed {
  static constexpr std::string_view name = "hdm.init_failed", rule = "D5";
  HwPath hw_path;
  InitStage stage = InitStage::early;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("stage", stage);
  }
};

// ---- ILAN and DLPI ---------------------------------------------------------------------------

struct ResetStarted {
  static constexpr std::string_view name = "ilan.reset_started", rule = "D1";
  HwPath hw_path;
  MacAddress mac;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("mac", mac);
  }
};

// ILAN called io_node_reassign_instance(); GIO's answer is the next fact of this process.
struct ReassignAsked {
  static constexpr std::string_view name = "ilan.reassign_asked", rule = "A1";
  HwPath hw_path;
  MacAddress mac;
  Instance instance;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("mac", mac);
    field("instance", instance);
  }
};

struct IlanPpaSet {
  static constexpr std::string_view name = "ilan.ppa_set", rule = "D1";
  HwPath hw_path;
  Ppa from, to;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("from", from);
    field("to", to);
  }
};

struct ResetEnded {
  static constexpr std::string_view name = "ilan.reset_ended", rule = "D1";
  HwPath hw_path;
  Ppa ppa;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("ppa", ppa);
  }
};

struct DlpiInstanceCreated {
  static constexpr std::string_view name = "dlpi.instance_created", rule = "D1";
  HwPath hw_path;
  Ppa ppa;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("ppa", ppa);
  }
};

struct DlpiPpaSet {
  static constexpr std::string_view name = "dlpi.ppa_set", rule = "D1";
  HwPath hw_path;
  Ppa from, to;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("from", from);
    field("to", to);
  }
};

struct DlpiMacSet {
  static constexpr std::string_view name = "dlpi.mac_set", rule = "D2";
  HwPath hw_path;
  Ppa ppa;
  MacAddress mac;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("ppa", ppa);
    field("mac", mac);
  }
};

struct DlpiMacWithdrawn {
  static constexpr std::string_view name = "dlpi.mac_withdrawn", rule = "D6";
  HwPath hw_path;
  Ppa ppa;
  MacAddress mac;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("ppa", ppa);
    field("mac", mac);
  }
};

struct DlpiInstanceWithdrawn {
  static constexpr std::string_view name = "dlpi.instance_withdrawn", rule = "D5";
  HwPath hw_path;
  Ppa ppa;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("ppa", ppa);
  }
};

// ---- rc: startup and shutdown scripts, and what they configure -------------------------------

struct ScriptStarted {
  static constexpr std::string_view name = "rc.script_started", rule = "B1";
  std::string script;
  void fields(auto&& field) const { field("script", script); }
};

struct ScriptEnded {
  static constexpr std::string_view name = "rc.script_ended", rule = "B1";
  std::string script;
  std::int64_t exit_code = 0;
  void fields(auto&& field) const {
    field("script", script);
    field("exit_code", exit_code);
  }
};

// A line of /etc/rc.log.
struct LogLineWritten {
  static constexpr std::string_view name = "rc.log_line_written", rule = "B1";
  std::string line;
  void fields(auto&& field) const { field("line", line); }
};

struct InterfaceConfigured {
  static constexpr std::string_view name = "net.interface_configured", rule = "B1";
  std::string interface;
  MacAddress mac;
  void fields(auto&& field) const {
    field("interface", interface);
    field("mac", mac);
  }
};

struct InterfaceMissing {
  static constexpr std::string_view name = "net.interface_missing", rule = "B3";
  std::string interface;
  void fields(auto&& field) const { field("interface", interface); }
};

struct BootEnded {
  static constexpr std::string_view name = "machine.boot_ended", rule = "B1";
  void fields(auto&&) const {}
};

// ---- User space: commands, driver configuration, logs ----------------------------------------

// Somebody, or a script, runs a command of HP-UX.
struct CommandStarted {
  static constexpr std::string_view name = "cmd.started", rule = "D4";
  std::string command;
  std::string user;
  void fields(auto&& field) const {
    field("command", command);
    field("user", user);
  }
};

// `output` is what it printed to the terminal; what went into a pipe or a file is not in it.
struct CommandEnded {
  static constexpr std::string_view name = "cmd.ended", rule = "D4";
  std::string command;
  std::int64_t exit_code = 0;
  Screen output;
  void fields(auto&& field) const {
    field("command", command);
    field("exit_code", exit_code);
    field("output", output);
  }
};

// The power went while a command ran: it never ends. `output` is what it had printed till then.
struct CommandCutOff {
  static constexpr std::string_view name = "cmd.cut_off", rule = "K10";
  std::string command;
  Screen output;
  void fields(auto&& field) const {
    field("command", command);
    field("output", output);
  }
};

// init and rc have brought the system to a run level: "S", "1" … "6".
struct RunLevelEntered {
  static constexpr std::string_view name = "rc.run_level_entered", rule = "B1";
  std::string level;
  void fields(auto&& field) const { field("level", level); }
};

// A setting that every driver has moved into the file of the driver that the NIC has now.
struct SettingCarried {
  static constexpr std::string_view name = "pi.setting_carried", rule = "F1";
  std::string interface;
  std::string setting;
  std::string value;
  std::string from_file;
  std::string to_file;
  void fields(auto&& field) const {
    field("interface", interface);
    field("setting", setting);
    field("value", value);
    field("from_file", from_file);
    field("to_file", to_file);
  }
};

// A setting that only the driver before had stays where it is.
struct SettingIgnored {
  static constexpr std::string_view name = "pi.setting_ignored", rule = "F2";
  std::string interface;
  std::string setting;
  std::string file;
  void fields(auto&& field) const {
    field("interface", interface);
    field("setting", setting);
    field("file", file);
  }
};

// A configuration file cannot be parsed, read or written, and stays byte for byte as it was.
// `line` is 0 when it is about the file as a whole.
struct ConfigurationRefused {
  static constexpr std::string_view name = "pi.configuration_refused", rule = "F3";
  std::string file;
  std::int64_t line = 0;
  std::string because;
  void fields(auto&& field) const {
    field("file", file);
    field("line", line);
    field("because", because);
  }
};

// A configuration file was replaced, whole.
struct ConfigurationFixed {
  static constexpr std::string_view name = "pi.configuration_fixed", rule = "F3";
  std::string file;
  void fields(auto&& field) const { field("file", file); }
};

// A record in the log of NetTL; `device_id` is the PPA it is about, or -1.
struct NettlLogged {
  static constexpr std::string_view name = "nettl.logged", rule = "K3";
  std::string subsystem;
  std::string log_class;
  std::int64_t device_id = 0;
  std::string message;
  void fields(auto&& field) const {
    field("subsystem", subsystem);
    field("log_class", log_class);
    field("device_id", device_id);
    field("message", message);
  }
};

// A setting of a LAN interface was applied: by the startup script of its driver, or by a command.
struct SettingApplied {
  static constexpr std::string_view name = "net.setting_applied", rule = "F1";
  std::string interface;
  std::string setting;
  std::string value;
  void fields(auto&& field) const {
    field("interface", interface);
    field("setting", setting);
    field("value", value);
  }
};

// A Serviceguard cluster file names an interface that is not there.
struct ClusterInterfaceMissing {
  static constexpr std::string_view name = "net.cluster_interface_missing", rule = "B3";
  std::string node;
  std::string interface;
  void fields(auto&& field) const {
    field("node", node);
    field("interface", interface);
  }
};

// kctune -h: the value waits for the next boot.
struct TunableHeld {
  static constexpr std::string_view name = "krs.tunable_held", rule = "T1";
  std::string tunable;
  std::int64_t value = 0;
  void fields(auto&& field) const {
    field("tunable", tunable);
    field("value", value);
  }
};

// rmsf -x: a stale record left ioconfig, and its number is free.
struct RecordRemoved {
  static constexpr std::string_view name = "gio.record_removed", rule = "S6";
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("instance", instance);
  }
};

// ioinit gave a device the number that an administrator wants.
struct InstanceForced {
  static constexpr std::string_view name = "gio.instance_forced", rule = "O1";
  HwPath hw_path;
  DeviceClass device_class;
  Instance from;
  Instance to;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("from", from);
    field("to", to);
  }
};

// ioinit may not have this number.
struct InstanceRefused {
  static constexpr std::string_view name = "gio.instance_refused", rule = "O1";
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
  std::string because;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("class", device_class);
    field("instance", instance);
    field("because", because);
  }
};

// olrad: the driver lets the card go, and keeps its instance, until it is resumed.
struct DriverSuspended {
  static constexpr std::string_view name = "hdm.suspended", rule = "O2";
  HwPath hw_path;
  void fields(auto&& field) const { field("hw_path", hw_path); }
};

struct DriverResumed {
  static constexpr std::string_view name = "hdm.resumed", rule = "O2";
  HwPath hw_path;
  Ppa ppa;
  void fields(auto&& field) const {
    field("hw_path", hw_path);
    field("ppa", ppa);
  }
};

using Fact = variant<
    MachinePoweredOn, MachinePoweredOff, BootEnded, DiskMoved, DiskCloned, NicPluggedIn,
    NicPulledOut, CablePlugged, CablePulled, FrameSent, FrameReceived, KrsLoaded, StoreDamaged, KrsCommitted, KrsCommitFailed, TunableSet, EntrySaved,
    EntryDropped, EquivalentAdded, ConfigurationSaved, IoconfigLoaded, IoconfigWritten,
    IoconfigWriteFailed, InstanceReserved, EntrySkipped, RecordFreed, NodeFound, NodeClaimed,
    NodeNotClaimed, InstanceAssigned, ScanEnded, InstanceReassigned, InstanceKept,
    InstanceTakenBack, ReservationRestored, NodeStateChanged, DriverAttached, InitStarted,
    MacLearnt, MacNotLearnt, HdmPpaSet, InitEnded, InitFailed, ResetStarted, ReassignAsked,
    IlanPpaSet, ResetEnded, DlpiInstanceCreated, DlpiPpaSet, DlpiMacSet, DlpiMacWithdrawn,
    DlpiInstanceWithdrawn, ScriptStarted, ScriptEnded, LogLineWritten, InterfaceConfigured,
    InterfaceMissing, CommandStarted, CommandEnded, CommandCutOff, RunLevelEntered, SettingCarried,
    SettingIgnored, ConfigurationRefused, ConfigurationFixed, NettlLogged, SettingApplied,
    ClusterInterfaceMissing, TunableHeld, RecordRemoved, InstanceForced, InstanceRefused,
    DriverSuspended, DriverResumed>;

}  // namespace giosim
