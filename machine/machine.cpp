#include "machine/machine.hpp"

#include "base/must.hpp"
#include "dlpi/vlan_tag.hpp"
#include "machine/boot.hpp"

namespace giosim::machine {

Machine::Machine(sim::Kernel& kernel, sim::Recorder& recorder, Switchboard& switchboard,
                 std::string name, const gio::Policies& policies, const UserLand& user_land)
    : kernel_(kernel),
      switchboard_(switchboard),
      policies_(policies),
      user_land_(user_land),
      trace_(recorder, std::move(name)),
      calm_(kernel) {
  calm_.set();
}

void Machine::power_on() {
  MUST(!running());
  MUST(disk_ != nullptr);
  trace_.powered_on();
  trace_.record(MachinePoweredOn{});
  os_ = std::make_unique<Os>(kernel_, trace_, *disk_, hardware_, policies_, not_replaceable_);
  os_->dlpi.on_transmit([this](HwPath hw_path, dlpi::Frame frame) {
    transmit(hw_path, std::move(frame));
  });
  os_->user_space = user_land_.make(*this);
  start("boot", boot(*os_));
}

void Machine::power_off(PowerOff how) {
  MUST(running());
  if (off_requested_) --switchboard_.waiting;
  off_requested_.reset();
  os_->user_space->power_goes(trace_);
  os_.reset();
  busy_ = 0;
  trace_.record(MachinePoweredOff{how});
  calm_.set();
}

void Machine::request_off(PowerOff how, Then then) {
  if (off_requested_ || !running()) return;
  off_requested_ = how;
  then_ = then;
  ++switchboard_.waiting;
}

void Machine::obey_switch() {
  if (!off_requested_) return;
  power_off(*off_requested_);
  if (then_ == Then::boot_again) power_on();
}

void Machine::shutdown(Then then) {
  MUST(running());
  start("shutdown", shut_down(then));
}

sim::Task<> Machine::shut_down(Then then) {
  co_await os_->user_space->stop();
  request_off(PowerOff::shutdown, then);
  co_await kernel_.never("the power goes off");
}

void Machine::plug_in(HwPath hw_path, const hdm::Card& card) {
  MUST(!hardware_.contains(hw_path));
  hardware_.emplace(hw_path, card);
  trace_.record(NicPluggedIn{hw_path, card.driver});
  if (running()) start("hot plug " + hw_path.text(), add_device(*os_, hw_path));
}

void Machine::pull_out(HwPath hw_path) {
  MUST(hardware_.contains(hw_path));
  trace_.record(NicPulledOut{hw_path});
  if (running()) os_->card_gone(hw_path);
  hardware_.erase(hw_path);
}

void Machine::plug_cable(HwPath hw_path, wire::Segment& segment) {
  if (cables_.contains(hw_path)) pull_cable(hw_path);
  lay_cable(hw_path, segment);
  trace_.record(CablePlugged{hw_path, segment.name()});
}

void Machine::lay_cable(HwPath hw_path, wire::Segment& segment) {
  MUST(!cables_.contains(hw_path));
  cables_.try_emplace(hw_path, segment, [this, hw_path](const dlpi::Frame& frame) {
    receive(hw_path, frame);
  });
}

void Machine::pull_cable(HwPath hw_path) {
  const auto cable = cables_.find(hw_path);
  MUST(cable != cables_.end());
  const std::string network = cable->second.segment().name();
  cables_.erase(cable);
  trace_.record(CablePulled{hw_path, network});
}

// Without a cable a frame goes nowhere.
void Machine::transmit(HwPath hw_path, dlpi::Frame frame) {
  const auto cable = cables_.find(hw_path);
  if (cable == cables_.end()) return;
  const hdm::LanDriver* const driver = os_->driver(hw_path);
  if (!driver || !driver->link().up) return;
  const auto parsed = dlpi::parse(frame);
  const auto bytes = static_cast<std::int64_t>(frame.size());
  const FrameFate fate = cable->second.send(std::move(frame));
  if (parsed)
    trace_.record(FrameSent{hw_path, cable->second.segment().name(), parsed->to, parsed->from,
                            bytes, dlpi::vlan_id(*parsed), fate});
}

void Machine::receive(HwPath hw_path, const dlpi::Frame& frame) {
  if (!running()) return;
  const hdm::LanDriver* const driver = os_->driver(hw_path);
  const dlpi::DlpiInstance* const interface = os_->dlpi.find(hw_path);
  if (!driver || !driver->link().up || !interface) return;
  const auto parsed = dlpi::parse(frame);
  if (parsed && (parsed->to == interface->mac || parsed->to.is_group()))
    trace_.record(FrameReceived{hw_path, cables_.at(hw_path).segment().name(), parsed->to,
                                parsed->from, static_cast<std::int64_t>(frame.size()),
                                dlpi::vlan_id(*parsed)});
  os_->dlpi.receive(hw_path, frame);
}

std::unique_ptr<sim::Disk> Machine::take_disk() {
  MUST(!running());
  return std::move(disk_);
}

void Machine::insert_disk(std::unique_ptr<sim::Disk> disk) {
  MUST(!running() && disk_ == nullptr);
  disk_ = std::move(disk);
}

void Machine::start(std::string_view process, sim::Task<> task) {
  MUST(running());
  ++busy_;
  calm_.reset();
  os_->processes.spawn(process, in_foreground(std::move(task)));
}

sim::Task<> Machine::in_foreground(sim::Task<> task) {
  co_await std::move(task);
  if (--busy_ == 0) calm_.set();
}

}  // namespace giosim::machine
