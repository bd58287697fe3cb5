// World: the stage of one run; kernel, recorder, machines, disks, and who listens.
//
// The machines of a scenario share one kernel. The operator (the scenario's steps) is a process
// in a group of its own, so that a power cut never destroys the one who asked for it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "machine/machine.hpp"
#include "runner/fact_log.hpp"
#include "runner/report/invariants.hpp"
#include "runner/run.hpp"
#include "runner/scenario.hpp"
#include "runner/trigger.hpp"
#include "sim/faulty_disk.hpp"
#include "sim/process.hpp"
#include "sim/trace.hpp"

namespace giosim::runner {

class World {
 public:
  World(const Scenario& scenario, const RunOptions& options, sim::Choices& choices);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Performs all steps, then judges the final expectations. What a step finds impossible leaves
  // as ScenarioError.
  void perform();

  // What somebody does at the machines once the steps are over, to its end. False: it was
  // interrupted, and given up where it waits; what it has started on a machine goes on with the next
  // work.
  bool operate(sim::Task<> work);

  // Lets time pass until what is under way has come to its end: frames have arrived, drivers have
  // answered, machines are calm. False: it was interrupted.
  bool settle();

  // Writes what the machines are into the store, beside their disks. Throws ScenarioError.
  void describe_machines();

  machine::Machine& machine(const std::string& name) { return *machines_.at(name); }
  const machine::Machine& machine(const std::string& name) const { return *machines_.at(name); }
  wire::Segment& network(const std::string& name) { return networks_.at(name); }
  void each_network(auto&& use) const {
    for (const auto& [name, segment] : networks_) use(segment);
  }
  // In the order of the scenario.
  const std::vector<const machine::Machine*>& machines() const { return in_order_; }

  // The machine must exist and be running (or off), else the scenario is wrong at this step.
  machine::Machine& running(const std::string& name, const Mark& where);
  machine::Machine& switched_off(const std::string& name, const Mark& where);

  void move_disk(const std::string& from, const std::string& to);
  void clone_disk(const std::string& from, const std::string& to);
  bool has_used_disk(const std::string& name) const;

  // A calm machine is judged: the quiescence invariants.
  void is_quiet(machine::Machine& machine);

  void judge(const std::vector<Expectation>& expectations);
  void fail(const Mark& where, std::string key, std::string sentence);
  void tell(const GoldenCheck& check) const {
    if (options_.on_golden) options_.on_golden(check);
  }

  sim::Kernel& kernel() { return kernel_; }
  const sim::Kernel& kernel() const { return kernel_; }
  sim::ProcessGroup& operators() { return operators_; }
  const Scenario& scenario() const { return scenario_; }
  const FactLog& facts() const { return fact_log_; }
  const report::Invariants& invariants() const { return invariants_; }
  const sim::Recorder& recorder() const { return recorder_; }
  sim::Time now() const { return kernel_.now(); }
  std::uint64_t events() const { return kernel_.events(); }

  // What is left open, and how often the power has failed because of it.
  Varied varied() const { return varied_; }
  int power_cuts() const { return power_cuts_; }

  // What has failed up to now, and how far each trigger has counted: for the explorer.
  const std::vector<Failure>& failures() const { return failures_; }
  const std::vector<std::unique_ptr<Trigger>>& triggers() const { return triggers_; }

  std::vector<Failure> take_failures() { return std::move(failures_); }
  bool interrupted() const { return interrupted_; }

 private:
  void set_the_stage();
  std::unique_ptr<sim::Disk> make_disk(const std::string& name, const MachineSpec& spec);
  void disk_fault(const std::string& disk);
  // Until `done`; false: interrupted, or nothing happens any more.
  template <class Done>
  bool run_kernel(Done done);
  void operators_end();
  bool is_still() const;             // but for the frames
  sim::Time last_arrival() const;    // of the frames that were sent
  void power_may_fail();

  const Scenario& scenario_;
  const RunOptions& options_;
  sim::Kernel kernel_;
  sim::Recorder recorder_;
  machine::Switchboard switchboard_;
  FactLog fact_log_;
  report::Invariants invariants_;
  std::map<std::string, wire::Segment> networks_;
  std::map<std::string, std::unique_ptr<machine::Machine>> machines_;
  std::vector<const machine::Machine*> in_order_;
  std::map<std::string, std::string> disk_name_;  // machine -> the disk that sits in it
  std::map<std::string, sim::FaultyDisk*> faulty_disks_;  // by the disk's name
  std::vector<std::unique_ptr<Trigger>> triggers_;
  std::vector<Failure> failures_;
  Varied varied_;
  int power_cuts_ = 0;
  bool interrupted_ = false;
  sim::ProcessGroup operators_;
};

}  // namespace giosim::runner
