// Machine = hardware + disk + running OS.
//
// The types keep the three lives apart: hardware stays where it is, a disk can go into another
// machine, and the OS ends with the power. A logical-server move is: take the disk out of one
// machine, put it into another.
//
// Power goes only between two steps of the kernel, never while a process of the OS runs: what
// ends an OS from inside (shutdown, a fault) asks for it with request_off(), and the one who
// steps the kernel obeys.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "machine/os.hpp"
#include "machine/user_land.hpp"
#include "sim/event.hpp"
#include "wire/segment.hpp"

namespace giosim::machine {

// How many machines wait for obey_switch(); one for all machines of a simulation.
struct Switchboard {
  int waiting = 0;
};

class Machine {
 public:
  Machine(sim::Kernel& kernel, sim::Recorder& recorder, Switchboard& switchboard,
          std::string name, const gio::Policies& policies, const UserLand& user_land);

  const std::string& name() const { return trace_.life().machine; }
  int boots() const { return trace_.life().boot; }

  // --- The parts. ---
  Hardware& hardware() { return hardware_; }
  const Hardware& hardware() const { return hardware_; }
  NotReplaceable& not_replaceable() { return not_replaceable_; }
  const NotReplaceable& not_replaceable() const { return not_replaceable_; }
  sim::Disk* disk() { return disk_.get(); }
  const sim::Disk* disk() const { return disk_.get(); }
  const Os* os() const { return os_.get(); }
  Os* os() { return os_.get(); }

  // --- Power. A running machine has a disk; one without a disk cannot be powered on. ---
  bool running() const { return os_ != nullptr; }
  void power_on();
  void power_off(PowerOff how);

  enum class Then { stay_off, boot_again };

  // From inside the OS; takes effect at the next obey_switch(). The first request counts.
  void request_off(PowerOff how, Then then = Then::stay_off);
  void obey_switch();

  // Starts the shutdown scripts, which end with the power (K10).
  void shutdown(Then then = Then::stay_off);
  // The same within the process that calls it. Never returns.
  sim::Task<> shut_down(Then then);

  // --- Hardware, while it runs or not. ---
  void plug_in(HwPath hw_path, const hdm::Card& card);
  void pull_out(HwPath hw_path);

  // --- Cables: what the NIC of a slot is plugged into. They stay when cards come and go. ---
  // The cable may be in another segment before; the segment must outlive the machine.
  void plug_cable(HwPath hw_path, wire::Segment& segment);
  // The same before anything happens: no fact.
  void lay_cable(HwPath hw_path, wire::Segment& segment);
  // MUST: there is one.
  void pull_cable(HwPath hw_path);
  const std::map<HwPath, wire::Port>& cables() const { return cables_; }

  // --- The disk, while the power is off. ---
  std::unique_ptr<sim::Disk> take_disk();
  void insert_disk(std::unique_ptr<sim::Disk> disk);

  // Runs a task of the OS in the foreground: calm() waits for it.
  void start(std::string_view process, sim::Task<> task);

  // Nothing in the foreground: booted, idle, or off.
  bool is_calm() const { return busy_ == 0; }
  sim::Event& calm() { return calm_; }

  sim::Trace& trace() { return trace_; }

 private:
  sim::Task<> in_foreground(sim::Task<> task);
  void transmit(HwPath hw_path, dlpi::Frame frame);
  void receive(HwPath hw_path, const dlpi::Frame& frame);

  sim::Kernel& kernel_;
  Switchboard& switchboard_;
  const gio::Policies& policies_;
  const UserLand& user_land_;
  sim::Trace trace_;
  Hardware hardware_;
  NotReplaceable not_replaceable_;
  std::map<HwPath, wire::Port> cables_;
  std::unique_ptr<sim::Disk> disk_;
  int busy_ = 0;
  sim::Event calm_;
  std::optional<PowerOff> off_requested_;
  Then then_ = Then::stay_off;
  std::unique_ptr<Os> os_;
};

}  // namespace giosim::machine
