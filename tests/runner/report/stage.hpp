// A stage for hand-made facts: a kernel, a recorder and machines that say what a test tells them.
//
// document_example() plays the example of the document's "Flow of operation" as the mechanism
// would state it, rows included.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "base/fact.hpp"
#include "base/row.hpp"
#include "sim/choices.hpp"
#include "sim/kernel.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

using namespace std::chrono_literals;

class Stage {
 public:
  sim::Recorder& recorder() { return recorder_; }
  void attach(sim::TraceSink& sink) { recorder_.attach(sink); }

  sim::Trace& operator[](const std::string& machine) {
    return traces_.try_emplace(machine, recorder_, machine).first->second;
  }

  void wait(sim::Duration duration) {
    clock_.spawn("clock", nap(kernel_, duration));
    kernel_.run();
  }

 private:
  static sim::Task<> nap(sim::Kernel& kernel, sim::Duration duration) {
    co_await kernel.delay(duration, "the clock goes on");
  }

  sim::InOrder choices_;
  sim::Kernel kernel_{choices_};
  sim::ProcessGroup clock_{kernel_};
  sim::Recorder recorder_{kernel_};
  std::map<std::string, sim::Trace> traces_;
};

inline constexpr const char* kMacA = "0x00306E00000A";
inline constexpr const char* kMacB = "0x00306E00000B";
inline constexpr const char* kMacC = "0x00306E00000C";

// One machine of a stage, with the small pieces of a boot in the order in which GIO, ILAN and
// DLPI go through them. What a test breaks it says itself.
class Actor {
 public:
  Actor(Stage& stage, const std::string& machine) : stage_(stage), trace_(stage[machine]) {}

  sim::Trace& trace() { return trace_; }

  template <class AnyFact>
  Actor& says(AnyFact&& fact) {
    trace_.record(std::forward<AnyFact>(fact));
    return *this;
  }
  template <class AnyRow>
  Actor& put(const AnyRow& row) {
    trace_.put(row);
    return *this;
  }
  template <class AnyRow>
  Actor& drop(const AnyRow& row) {
    trace_.drop(row);
    return *this;
  }
  Actor& wait(sim::Duration duration) {
    stage_.wait(duration);
    return *this;
  }

  Actor& powers_on(std::int64_t tunable = 1) {
    trace_.powered_on();
    says(MachinePoweredOn{});
    put(TunableRow{"gio_portable_image", tunable});
    return says(KrsLoaded{StoreCopy::current, 7});
  }
  Actor& powers_off(PowerOff how = PowerOff::shutdown) { return says(MachinePoweredOff{how}); }

  // A saved entry, as KRS has it from the start of the boot: its row belongs to krs.loaded.
  Actor& has_entry(const HwPath& hw_path, Instance instance, MacAddress mac) {
    return put(EntryRow{kLan, instance, hw_path, "igelan", {mac}});
  }
  Actor& reserves(const HwPath& hw_path, Instance instance, MacAddress mac) {
    put(ReservationRow{kLan, instance, hw_path, {mac}, NumberState::reserved, {}});
    return says(InstanceReserved{kLan, instance, hw_path, {mac}});
  }
  Actor& frees(const HwPath& hw_path, Instance instance) {
    drop(IoconfigRow{hw_path, kLan, instance});
    return says(RecordFreed{hw_path, kLan, instance});
  }

  // Found, claimed and attached, with the number given.
  Actor& scans(const HwPath& hw_path, Instance instance, AssignedBy by = AssignedBy::lowest_free,
               std::vector<Candidate> considered = {}) {
    put(NodeRow{hw_path, kLan, {}, NodeState::unclaimed, {}});
    says(NodeFound{hw_path, kLan});
    put(NodeRow{hw_path, kLan, "igelan", NodeState::claimed, {}});
    says(NodeClaimed{hw_path, kLan, "igelan"});
    put(NodeRow{hw_path, kLan, "igelan", NodeState::claimed, instance});
    put(IoconfigRow{hw_path, kLan, instance});
    says(InstanceAssigned{hw_path, kLan, instance, by, std::move(considered)});
    put(HdmRow{hw_path, "igelan", ppa_of(instance), {}});
    put(IlanRow{hw_path, ppa_of(instance), false});
    says(DriverAttached{hw_path, "igelan", ppa_of(instance)});
    put(DlpiRow{hw_path, ppa_of(instance), {}, 1});
    return says(DlpiInstanceCreated{hw_path, ppa_of(instance)});
  }
  Actor& learns(const HwPath& hw_path, Instance instance, MacAddress mac) {
    says(InitStarted{hw_path, "igelan"});
    wait(2ms);
    put(HdmRow{hw_path, "igelan", ppa_of(instance), mac});
    says(MacLearnt{hw_path, mac});
    says(ResetStarted{hw_path, mac});
    return says(ReassignAsked{hw_path, mac, instance});
  }
  Actor& publishes(const HwPath& hw_path, Instance instance, MacAddress mac) {
    put(DlpiRow{hw_path, ppa_of(instance), mac, 1});
    says(DlpiMacSet{hw_path, ppa_of(instance), mac});
    put(IlanRow{hw_path, ppa_of(instance), true});
    says(ResetEnded{hw_path, ppa_of(instance)});
    return says(InitEnded{hw_path, ppa_of(instance)});
  }
  Actor& keeps(const HwPath& hw_path, Instance instance, MacAddress mac,
               Because because = Because::no_entry, std::vector<Candidate> considered = {}) {
    learns(hw_path, instance, mac);
    says(InstanceKept{hw_path, kLan, mac, instance, because, std::move(considered)});
    return publishes(hw_path, instance, mac);
  }
  Actor& reassigns(const HwPath& hw_path, Instance from, Instance to, MacAddress mac,
                   const HwPath& formerly_at, std::vector<Candidate> considered = {}) {
    learns(hw_path, from, mac);
    put(NodeRow{hw_path, kLan, "igelan", NodeState::claimed, to});
    put(ReservationRow{kLan, to, formerly_at, {mac}, NumberState::reassigned, hw_path});
    put(IoconfigRow{hw_path, kLan, to});
    says(InstanceReassigned{hw_path, kLan, mac, from, to, formerly_at, std::move(considered)});
    put(HdmRow{hw_path, "igelan", ppa_of(to), mac});
    says(HdmPpaSet{hw_path, ppa_of(from), ppa_of(to)});
    put(IlanRow{hw_path, ppa_of(to), false});
    says(IlanPpaSet{hw_path, ppa_of(from), ppa_of(to)});
    put(DlpiRow{hw_path, ppa_of(to), {}, 1});
    says(DlpiPpaSet{hw_path, ppa_of(from), ppa_of(to)});
    return publishes(hw_path, to, mac);
  }
  Actor& runs(const std::string& script) {
    says(ScriptStarted{script});
    wait(1ms);
    return says(ScriptEnded{script, 0});
  }
  Actor& comes_up(const std::string& interface = "lan0", MacAddress mac = kMacA) {
    runs("/sbin/rc2.d/S302hpuxpi start");
    says(ScriptStarted{"/sbin/rc2.d/S340net start"});
    put(NetRow{interface, "192.0.2.1", true});
    says(InterfaceConfigured{interface, mac});
    says(ScriptEnded{"/sbin/rc2.d/S340net start", 0});
    return says(BootEnded{});
  }

 private:
  Stage& stage_;
  sim::Trace& trace_;
};

inline constexpr Instance kLan0{0}, kLan1{1}, kLan2{2};

inline std::vector<Candidate> zero_reserved_then(Instance chosen) {
  std::vector<Candidate> considered{{kLan0, kLan0, CandidateCode::reserved}};
  if (chosen.number > 1)
    considered.push_back({kLan1, Instance{chosen.number - 1}, CandidateCode::held});
  considered.push_back({chosen, chosen, CandidateCode::first_free});
  considered.push_back(
      {Instance{chosen.number + 1}, Instance{chosen.number + 1}, CandidateCode::not_first});
  return considered;
}

inline void document_example(Stage& stage) {
  Actor source(stage, "source");
  source.powers_on();
  source.scans(
      "0/1/1/0", kLan0, AssignedBy::lowest_free,
      {{kLan0, kLan0, CandidateCode::first_free}, {kLan1, kLan1, CandidateCode::not_first}});
  source.says(ScanEnded{1})
      .keeps("0/1/1/0", kLan0, kMacA, Because::no_entry, {{kLan0, kLan0, CandidateCode::kept}});
  source.comes_up().says(ScriptStarted{"/sbin/rc1.d/K692hpuxpi stop"});
  source.has_entry("0/1/1/0", kLan0, kMacA);
  source.says(EntrySaved{"0/1/1/0", kLan, kLan0, "igelan", kMacA});
  source.says(ConfigurationSaved{1}).says(KrsCommitted{8});
  source.says(ScriptEnded{"/sbin/rc1.d/K692hpuxpi stop", 0}).powers_off();

  Actor target(stage, "target");
  target.says(DiskMoved{"source"});
  target.wait(1s);
  target.trace().powered_on();
  target.says(MachinePoweredOn{});
  target.put(TunableRow{"gio_portable_image", 1});
  target.has_entry("0/1/1/0", kLan0, kMacA).says(KrsLoaded{StoreCopy::current, 8});
  target.put(IoconfigRow{"0/1/1/0", kLan, kLan0}).says(IoconfigLoaded{StoreCopy::current, 1});
  target.reserves("0/1/1/0", kLan0, kMacA).frees("0/1/1/0", kLan0);
  target.scans("0/4/1/0", kLan1, AssignedBy::lowest_free, zero_reserved_then(kLan1));
  target.scans("0/4/2/0", kLan2, AssignedBy::lowest_free, zero_reserved_then(kLan2));
  target.says(ScanEnded{2});
  target.keeps("0/4/1/0", kLan1, kMacB, Because::no_entry,
               {{kLan0, kLan0, CandidateCode::other_mac}, {kLan1, kLan1, CandidateCode::kept}});
  target.reassigns(
      "0/4/2/0", kLan2, kLan0, kMacA, "0/1/1/0",
      {{kLan0, kLan0, CandidateCode::match}, {kLan2, kLan2, CandidateCode::superseded}});
  target.comes_up();
}

}  // namespace giosim::report
