// Os: a running HP-UX; everything that power-off destroys.
//
// It is made at power-on, from a disk and a look at the hardware, and it refers to nothing of
// the boot before: what is not on the disk is gone. Its processes are destroyed first, wherever
// they wait.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string_view>

#include "base/dump.hpp"
#include "base/table.hpp"
#include "dlpi/provider.hpp"
#include "gio/gio.hpp"
#include "hdm/lan_driver.hpp"
#include "ilan/ilan.hpp"
#include "krs/krs.hpp"
#include "krs/pi_config.hpp"
#include "krs/tunables.hpp"
#include "machine/hardware.hpp"
#include "machine/messages.hpp"
#include "machine/user_land.hpp"
#include "pi/portable_image.hpp"
#include "sim/event.hpp"
#include "sim/mutex.hpp"
#include "sim/process.hpp"

namespace giosim::machine {

// Drivers that lack DRV_INSTANCE_REPLACEABLE on this machine although the catalogue says else.
using NotReplaceable = std::vector<DriverName>;

class Os {
 public:
  Os(sim::Kernel& kernel, sim::Trace& trace, sim::Disk& disk, const Hardware& hardware,
     const gio::Policies& policies, const NotReplaceable& not_replaceable);

  // Finds, attaches and claims the device at this path (S1-S4). Nothing is initialised yet.
  // Nothing happens where there is no device any more, or one that is claimed already.
  sim::Task<> find_and_claim(HwPath hw_path);

  // Starts the driver's init as a process of its own; nothing happens where no driver waits for it.
  void start_init(HwPath hw_path);

  hdm::LanDriver* driver(HwPath hw_path);
  const auto& drivers() const { return drivers_; }  // by H/W path

  // The card at this path is there no more (OL*). One that olrad suspended was expected to go.
  void card_gone(HwPath hw_path);

  // A card in a slot without power is not found.
  bool has_power(HwPath hw_path) const { return !slots_off.contains(slot_of(hw_path)); }

  // rmsf -x: removes the stale record, its node and what is left of its driver. False when the
  // hardware is back, or Portable Image keeps the number.
  sim::Task<bool> remove_stale(IoconfigRow record);

  void dump(Dump& dump) const;

  sim::Kernel& kernel;
  sim::Trace& trace;
  sim::Disk& disk;
  const Hardware& hardware;
  const gio::Policies& policies;

  krs::Krs krs;
  krs::Tunables tunables;
  krs::PiConfig pi_config;
  gio::Gio gio;
  dlpi::DlpiProvider dlpi;
  ilan::Ilan ilan;
  pi::Nettl nettl;
  pi::PortableImage portable_image;
  std::map<std::string, NetRow> net;          // what S340net was asked to configure
  std::map<std::string, LogicalRow> logical;  // VLANs and aggregates that the scripts made
  sim::Event scan_over;                       // the boot scan, that is
  sim::Time last_scan{};                      // when that, or the last ioscan, ended
  std::set<HwPath> slots_off;                 // the slots whose power olrad took away
  Messages messages;                          // dmesg
  std::unique_ptr<UserSpace> user_space;      // from power-on to power-off

 private:
  void say_how_it_ended(const hdm::LanDriver& driver);  // its init

  sim::Mutex claiming_;  // one device at a time
  const hdm::DriverWorld world_of_drivers_{
      kernel, trace, gio, ilan,
      [this](const hdm::LanDriver& driver) { say_how_it_ended(driver); }};
  struct PathOfDriver {
    const HwPath& operator()(const hdm::LanDriver& driver) const { return driver.hw_path(); }
  };
  Table<hdm::LanDriver, PathOfDriver> drivers_;

 public:
  sim::ProcessGroup inits;      // one process for each driver in init
  sim::ProcessGroup processes;  // boot, shutdown, commands, daemons
};

}  // namespace giosim::machine
