#include "runner/world.hpp"

#include <algorithm>
#include <utility>

#include "base/must.hpp"
#include "dlpi/streams.hpp"
#include "krs/tunables.hpp"
#include "pi/software.hpp"
#include "runner/needs.hpp"
#include "runner/stored_machine.hpp"
#include "user/rc/script.hpp"
#include "user/rc_order.hpp"
#include "user/sh/user_land.hpp"

namespace giosim::runner {
namespace {

// What the machine's own disk holds before the first boot.
sim::Disk::Changes first_content(const MachineSpec& spec) {
  sim::Disk::Changes files;

  krs::Krs::Tree tree;
  if (spec.gio_portable_image != 0)
    tree[krs::Tunables::krs_path(krs::kPortableImage)] = std::int64_t{spec.gio_portable_image};
  for (const krs::PiEntry& entry : spec.saved) tree[krs::PiConfig::krs_path(entry)] = entry.text();
  for (const auto& [path, text] : spec.krs_text) tree[path] = text;
  if (!tree.empty())
    files[std::string(krs::kSystemKrs)] = sim::DurableFile::seal(krs::Krs::encode(tree));

  if (!spec.ioconfig.empty())
    files[std::string(gio::kStandIoconfig)] =
        sim::DurableFile::seal(gio::Ioconfig::encode(spec.ioconfig));
  if (spec.os || spec.software) {
    std::vector<std::string> software;
    for (const pi::Product& known : pi::known_software()) software.push_back(known.tag);
    files[std::string(pi::kInstalledProducts)] = pi::encode_products(pi::first_products(
        spec.os.value_or(pi::OsRelease()), spec.software.value_or(software)));
  }
  if (!spec.netconf.empty())
    files[std::string(user::kNetconf)] = user::write_netconf(spec.netconf);
  if (spec.rc == RcOrder::parallel) {
    files[user::kParallelRc] = "PARALLEL_RC=1\n";
    files[user::kRcDependencies] = user::default_dependencies();
  }
  for (const auto& [path, text] : spec.files) files[path] = text;
  return files;
}

}  // namespace

World::World(const Scenario& scenario, const RunOptions& options, sim::Choices& choices)
    : scenario_(scenario),
      options_(options),
      kernel_(choices, options.limits),
      recorder_(kernel_),
      varied_(options.vary.value_or(scenario.vary)),
      operators_(kernel_) {
  recorder_.attach(invariants_);
  for (sim::TraceSink* sink : options.sinks) recorder_.attach(*sink);
  if (options.looks) recorder_.watch_looks(*options.looks);
  if (options.keep_facts || asks_for_facts(scenario)) recorder_.attach(fact_log_);
  set_the_stage();
  for (const Fault& fault : scenario.faults)
    if (const auto* when = std::get_if<WhenFault>(&fault.what)) {
      triggers_.push_back(std::make_unique<Trigger>(*this, *when));
      recorder_.attach(*triggers_.back());
    }
}

void World::set_the_stage() {
  for (const auto& [name, settings] : scenario_.networks) {
    wire::Segment& segment =
        networks_.try_emplace(name, kernel_, name, settings).first->second;
    if (options_.on_frame)
      segment.tap([this, name](sim::Time time, const dlpi::Frame& frame, FrameFate) {
        options_.on_frame(name, time, frame);
      });
  }
  int order = 0;
  for (const auto& [name, spec] : scenario_.machines) {
    auto machine = std::make_unique<machine::Machine>(kernel_, recorder_, switchboard_, name,
                                                      scenario_.policies, user::user_land());
    machine->hardware() = hardware_of(spec, order++);
    machine->not_replaceable() = spec.not_replaceable;
    for (const auto& [hw_path, network] : cables_of(spec))
      machine->lay_cable(hw_path, networks_.at(network));
    in_order_.push_back(machine.get());
    machines_.emplace(name, std::move(machine));
  }

  // Disks are called as the machine they came with. One that an earlier run moved sits where that
  // run left it, and the disk of the machine there has made room for it.
  sim::SqliteStore::Placements placed;  // machine by disk
  if (options_.store) placed = options_.store->placements();
  for (const auto& [disk, machine] : placed)
    if (machines_.contains(machine)) disk_name_[machine] = disk;
  for (const auto& [name, spec] : scenario_.machines)
    if (!placed.contains(name)) disk_name_.try_emplace(name, name);
  for (const auto& [name, spec] : scenario_.machines)
    for (const auto& [machine, disk] : disk_name_)
      if (disk == name) machines_.at(machine)->insert_disk(make_disk(name, spec));
}

std::unique_ptr<sim::Disk> World::make_disk(const std::string& name, const MachineSpec& spec) {
  std::unique_ptr<sim::Disk> disk;
  if (options_.store)
    disk = options_.store->disk(kernel_, name);
  else
    disk = std::make_unique<sim::MemoryDisk>(kernel_);
  // A disk that has outlived an earlier run goes on with what it holds.
  if (disk->list().empty())
    if (const auto written = disk->apply(first_content(spec)); !written)
      throw ScenarioError(spec.where, "the disk of " + name + " cannot be set up: " +
                                          std::string(sentence(written.error())));

  std::vector<sim::DiskFault> faults;
  for (const Fault& fault : scenario_.faults)
    if (const auto* of_disk = std::get_if<DiskFaultSpec>(&fault.what);
        of_disk && of_disk->machine == name)
      faults.push_back(of_disk->fault);
  if (varied_.has(Vary::faults)) faults.push_back({.kind = sim::DiskFaultKind::fails_anywhere});
  if (faults.empty()) return disk;

  auto faulty = std::make_unique<sim::FaultyDisk>(
      kernel_, std::move(disk), std::move(faults),
      [this, name](sim::DiskFaultKind, std::uint64_t) { disk_fault(name); });
  faulty_disks_.emplace(name, faulty.get());
  return faulty;
}

// Power goes with the machine in which the disk sits now.
void World::disk_fault(const std::string& disk) {
  if (!faulty_disks_.at(disk)->power_is_gone()) return;
  for (const auto& [machine, sits] : disk_name_)
    if (sits == disk) machines_.at(machine)->request_off(PowerOff::power_cut);
}

machine::Machine& World::running(const std::string& name, const Mark& where) {
  machine::Machine& found = machine(name);
  if (!found.running()) throw ScenarioError(where, name + " is off; expected one that runs");
  return found;
}

machine::Machine& World::switched_off(const std::string& name, const Mark& where) {
  machine::Machine& found = machine(name);
  if (found.running()) throw ScenarioError(where, name + " runs; expected one that is off");
  return found;
}

bool World::has_used_disk(const std::string& name) const {
  const sim::Disk* disk = machine(name).disk();
  return disk && !disk->list().empty();
}

void World::move_disk(const std::string& from, const std::string& to) {
  static_cast<void>(machine(to).take_disk());  // an empty one
  machine(to).insert_disk(machine(from).take_disk());
  disk_name_[to] = disk_name_.at(from);
  disk_name_.erase(from);
  if (options_.store) static_cast<void>(options_.store->place(disk_name_[to], to));
  machine(to).trace().record(DiskMoved{from});
}

void World::clone_disk(const std::string& from, const std::string& to) {
  const sim::Disk& original = *machine(from).disk();
  sim::Disk::Changes files;
  for (const std::string& path : original.list()) files[path] = original.read(path);
  if (!machine(to).disk()) {
    machine(to).insert_disk(make_disk(to, MachineSpec()));
    disk_name_[to] = to;
  }
  MUST(machine(to).disk()->apply(files).has_value());
  machine(to).trace().record(DiskCloned{from});
}

void World::is_quiet(machine::Machine& machine) {
  if (machine.running()) invariants_.at_quiescence(machine.trace().life());
}

template <class Done>
bool World::run_kernel(Done done) {
  constexpr std::uint64_t kAskEvery = 1 << 8;  // a slow event takes some 10 us
  std::uint64_t ask_at = kernel_.events();
  const auto stop = [&] {
    if (kernel_.events() >= ask_at) {
      ask_at += kAskEvery;
      interrupted_ = options_.interrupted && options_.interrupted();
    }
    if (switchboard_.waiting > 0 || done() || interrupted_) return true;
    if (varied_.has(Vary::power)) power_may_fail();
    return switchboard_.waiting > 0;
  };

  while (!done() && !interrupted_) {
    const sim::RunEnd end = kernel_.run_until(stop);
    if (switchboard_.waiting > 0) {
      for (const auto& [name, machine] : machines_) machine->obey_switch();
      for (const auto& [name, disk] : faulty_disks_) disk->power_restored();
    } else if (end == sim::RunEnd::idle) {
      return done();
    }
  }
  return done();
}

void World::perform() {
  operators_.spawn("operator", perform_all(*this, scenario_.steps));
  operators_end();
  if (!interrupted_) judge(scenario_.expectations);
}

bool World::operate(sim::Task<> work) {
  interrupted_ = false;
  operators_.spawn("operator", std::move(work));
  try {
    operators_end();
  } catch (...) {
    operators_.kill_all();
    throw;
  }
  if (interrupted_) operators_.kill_all();
  return !std::exchange(interrupted_, false);
}

void World::describe_machines() {
  if (!options_.store) return;
  sim::SqliteStore::Descriptions descriptions;
  for (const machine::Machine* machine : in_order_)
    descriptions[machine->name()] = machine_text(*machine, scenario_.policies);
  const auto written = options_.store->describe(descriptions);
  if (written) return;
  Problems problems;
  problems.add_file(scenario_.file, "the file of the disks cannot be told what the machines are: " +
                                        std::string(sentence(written.error())));
  throw ScenarioError(std::move(problems));
}

bool World::settle() {
  interrupted_ = false;
  while (!interrupted_) {
    const bool still = run_kernel([this] { return is_still(); });
    const sim::Time arrival = last_arrival();
    kernel_.run_until_time(std::max(kernel_.now(), arrival));
    // What does not come to rest although nothing happens any more never will.
    if ((is_still() || !still) && last_arrival() == arrival && switchboard_.waiting == 0) break;
  }
  return !std::exchange(interrupted_, false);
}

sim::Time World::last_arrival() const {
  sim::Time last{};
  for (const auto& [name, segment] : networks_) last = std::max(last, segment.last_arrival());
  return last;
}

bool World::is_still() const {
  return std::ranges::all_of(machines_, [](const auto& item) {
    machine::Machine& machine = *item.second;
    return machine.is_calm() &&
           (!machine.running() || machine.os()->dlpi.streams().all_answered());
  });
}

void World::operators_end() {
  const bool ended = run_kernel([this] { return operators_.running() == 0; });
  if (ended || interrupted_) return;
  throw sim::StuckError("nothing can happen any more, and the play is not over: " +
                        kernel_.who_waits());
}

// Once in a run, and only where something is under way that it could hurt.
void World::power_may_fail() {
  if (power_cuts_ > 0) return;
  std::vector<machine::Machine*> busy;
  for (const auto& [name, spec] : scenario_.machines)
    if (machine::Machine& one = machine(name); one.running() && !one.is_calm())
      busy.push_back(&one);
  const std::size_t picked =
      kernel_.choices().pick(busy.size() + 1, sim::ChoiceKind::fault, "whose power fails here");
  if (picked == 0) return;
  ++power_cuts_;
  busy[picked - 1]->request_off(PowerOff::power_cut, machine::Machine::Then::boot_again);
}

void World::judge(const std::vector<Expectation>& expectations) {
  for (const Expectation& expectation : expectations)
    for (std::string& sentence : check(*this, expectation))
      fail(expectation.where, expectation.key, std::move(sentence));
}

void World::fail(const Mark& where, std::string key, std::string sentence) {
  failures_.push_back(
      {Failure::Kind::expectation, where, std::move(key), std::move(sentence)});
}

}  // namespace giosim::runner
