#include "explore/state_watch.hpp"

#include <algorithm>
#include <array>

#include "dlpi/streams.hpp"
#include "runner/needs.hpp"
#include "runner/world.hpp"
#include "sim/faulty_disk.hpp"
#include "user/rc/rc.hpp"
#include "user/rc/rc_log.hpp"

namespace giosim::explore {
namespace {

// The instance or PPA that a row is about; -1 for none.
struct NumberOf {
  std::int32_t operator()(const NodeRow& row) const { return row.instance.number; }
  std::int32_t operator()(const IoconfigRow& row) const { return row.instance.number; }
  std::int32_t operator()(const ReservationRow& row) const { return row.instance.number; }
  std::int32_t operator()(const EntryRow& row) const { return row.instance.number; }
  std::int32_t operator()(const IlanRow& row) const { return row.ppa.number; }
  std::int32_t operator()(const HdmRow& row) const { return row.ppa.number; }
  std::int32_t operator()(const DlpiRow& row) const { return row.ppa.number; }
  template <class AnyRow>
  std::int32_t operator()(const AnyRow&) const {
    return -1;
  }
};

struct ClassOf {
  DeviceClass operator()(const NodeRow& row) const { return row.device_class; }
  DeviceClass operator()(const IoconfigRow& row) const { return row.device_class; }
  DeviceClass operator()(const ReservationRow& row) const { return row.device_class; }
  DeviceClass operator()(const EntryRow& row) const { return row.device_class; }
  template <class AnyRow>
  DeviceClass operator()(const AnyRow&) const {
    return kLan;
  }
};

template <class AnyRow>
constexpr bool kOnDevice = requires(const AnyRow& row) { row.hw_path; };

// Rows that a driver's init may write, place by place. All others are a matter of the whole world.
template <class AnyRow>
constexpr bool kHasPlaces =
    std::is_same_v<AnyRow, NodeRow> || std::is_same_v<AnyRow, IoconfigRow> ||
    std::is_same_v<AnyRow, ReservationRow> || std::is_same_v<AnyRow, IlanRow> ||
    std::is_same_v<AnyRow, HdmRow> || std::is_same_v<AnyRow, DlpiRow>;

template <class AnyFact>
constexpr bool kOfTerminal = std::is_same_v<AnyFact, CommandEnded>;

constexpr std::array kReadsLogs = {"log", "LOG", "dmesg", "rc.", "/var/adm", "/etc"};

}  // namespace

Watched::Watched(const runner::Scenario& scenario) {
  runner::each_step(scenario, [&](const runner::Step& step) {
    const auto* run = get_if<runner::RunStep>(&step.action);
    if (!run) return;
    for (const char* word : kReadsLogs) logs_ = logs_ || run->command.contains(word);
  });
  runner::each_expectation(scenario, [&](const runner::Expectation& expectation) {
    const runner::Claim& claim = expectation.claim;
    logs_ = logs_ || holds_alternative<runner::LogExpectation>(claim);
    if (const auto* event = get_if<runner::EventExpectation>(&claim))
      counted_.push_back(&event->pattern);
    if (const auto* event = get_if<runner::NoEventExpectation>(&claim))
      counted_.push_back(&event->pattern);
    if (const auto* order = get_if<runner::OrderExpectation>(&claim))
      for (const runner::FactPattern& pattern : order->facts) ordered_.push_back(&pattern);
    if (const auto* trace = get_if<runner::TraceExpectation>(&claim))
      goldens_.push_back({trace->about, trace->machines});
  });
  for (const runner::Fault& fault : scenario.faults)
    if (const auto* when = std::get_if<runner::WhenFault>(&fault.what))
      triggers_.push_back(&when->when);
}

StateWatch::StateWatch(const Watched& watched)
    : watched_(watched), counts_(watched.counted().size(), 0) {}

// --- Steps ---

StateWatch::History& StateWatch::history_of(const sim::Process& process) {
  History& history = histories_[process.id()];
  if (history.name == 0) {
    Digest digest;
    digest.add(process.name());
    history.name = digest.value().low | 1;
  }
  return history;
}

bool StateWatch::is_init(const sim::Process& process) const {
  return runner::part_of(*world_, process) == runner::Part::init;
}

void StateWatch::about_to_run(const sim::Process* process, bool chosen) {
  footprint_.clear();
  running_ = process ? process->id() : 0;
  last_spawned_ = world_->kernel().spawned();

  Digest step;
  const bool init = process && is_init(*process);
  if (init) {
    step.add(history_of(*process).name);
    step.add(process->label());
    base_is_old_ = true;
  } else {
    footprint_.touched_the_world();
    const std::uint64_t id = process ? process->id() : 0;
    if (base_is_old_ || chosen || id != base_process_) base_ = shared();
    base_is_old_ = chosen;
    base_process_ = id;
    step.add(base_);
    if (process) {
      History& history = history_of(*process);
      step.add(history.name);
      step.add(process->label());
      step.add(history.past);
    }
  }
  step_ = step.value();
  if (init) return;
  base_ = step_;
  if (process) histories_[process->id()].past = step_;
}

void StateWatch::has_run() {
  note_spawned();
  // It waits since now, if it does.
  if (const auto ran = histories_.find(running_); ran != histories_.end())
    ran->second.waits_since = ++steps_;
}

// How many wait for the same thing longer than this one: mutexes are handed on in that order.
std::uint64_t StateWatch::place_in_queue(const sim::Process& process, std::uint64_t since) {
  std::uint64_t before = 0;
  world_->kernel().each_process([&](const sim::Process& other, sim::Entry::Place place) {
    if (place == sim::Entry::Place::nowhere && other.label() == process.label() &&
        history_of(other).waits_since < since)
      ++before;
  });
  return before;
}

// What a new process was given, the step that made it knows.
void StateWatch::note_spawned() {
  const std::uint64_t last = world_->kernel().spawned();
  for (std::uint64_t id = last_spawned_ + 1; id <= last; ++id) {
    Digest birth;
    birth.add(step_);
    birth.add(id - last_spawned_);
    for (const auto& trigger : world_->triggers()) birth.add(trigger->matches());
    histories_[id].past = birth.value();
    footprint_.touched_the_world();
  }
  last_spawned_ = last;
}

void StateWatch::fault(std::string_view what, std::size_t picked) {
  if (picked == 0) return;
  if (!faults_.empty()) faults_ += "; ";
  faults_ += std::string(what) + " " + std::to_string(picked);
}

// --- The state ---

ProcessKey StateWatch::key_of(const sim::Process* process) {
  if (!process) return 1;
  const std::uint64_t name = history_of(*process).name;
  std::uint64_t rank = 0;
  std::string_view machine;
  if (is_init(*process)) {  // one for each H/W path of a machine
    for (const machine::Machine* one : world_->machines())
      if (one->running() && &process->group() == &one->os()->inits) machine = one->name();
  } else {
    world_->kernel().each_process([&](const sim::Process& other, sim::Entry::Place) {
      if (other.id() < process->id() && history_of(other).name == name) ++rank;
    });
  }
  Digest digest;
  digest.add(name);
  digest.add(rank);
  digest.add(machine);
  return digest.value().low;
}

// All but the processes: what any of them can read.
Fingerprint StateWatch::shared() {
  Digest digest;
  for (const machine::Machine* machine : world_->machines()) {
    digest.add(rows_[machine->name()].sum);
    digest.add(told_in_boot_[machine->name()]);
    add_machine(digest, *machine);
  }

  world_->each_network([&](const wire::Segment& network) {
    dlpi::Image image;
    network.add_to(image);
    digest.add(image.bytes());
  });

  digest.add(told_);
  for (const std::uint64_t times : counts_) digest.add(times);
  digest.add(order_.value());
  digest.add(lines_);
  for (const auto& trigger : world_->triggers()) digest.add(trigger->matches());
  digest.add(faults_);

  Fingerprint wrong;
  const std::vector<report::Broken>& broken = world_->invariants().broken();
  for (auto one = broken.begin(); one != broken.end(); ++one) {
    if (std::find_if(broken.begin(), one, [&](const auto& b) { return b.id == one->id; }) != one)
      continue;
    Digest id;
    id.add(one->id);
    wrong += id.value();
  }
  for (const runner::Failure& failure : world_->failures()) {
    Digest one;
    one.add(failure.sentence);
    wrong += one.value();
  }
  digest.add(wrong);

  // Who lives: some wait for the end of others.
  Fingerprint living;
  world_->kernel().each_process([&](const sim::Process& process, sim::Entry::Place) {
    if (is_init(process)) return;  // of which GIO's group only knows whether there are any
    Digest one;
    one.add(history_of(process).name);
    living += one.value();
  });
  digest.add(living);
  return digest.value();
}

Fingerprint StateWatch::state() {
  Digest digest;
  digest.add(shared());

  // Processes, in no order but that of those with one name.
  Fingerprint processes;
  std::array<std::uint64_t, 64> names;
  std::size_t count = 0;
  world_->kernel().each_process([&](const sim::Process& process, sim::Entry::Place place) {
    const History& history = history_of(process);
    Digest one;
    one.add(history.name);
    one.add(static_cast<std::uint64_t>(
        std::count(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count),
                   history.name)));
    if (count < names.size()) names[count++] = history.name;
    one.add(process.label());
    one.add(std::uint64_t{place != sim::Entry::Place::nowhere});
    if (place == sim::Entry::Place::nowhere) one.add(place_in_queue(process, history.waits_since));
    if (!is_init(process)) one.add(history.past);
    processes += one.value();
  });
  digest.add(processes);
  // Those that keep to their places, timers among them, in the order of these.
  world_->kernel().each_pending([&](const sim::Process* process) {
    if (!process || !steering_->is_free(*process)) digest.add(key_of(process));
  });

  return digest.value();
}

void StateWatch::add_machine(Digest& digest, const machine::Machine& machine) {
  digest.add(std::uint64_t{machine.running()} << 1 | std::uint64_t{machine.is_calm()});
  digest.add(static_cast<std::uint64_t>(machine.boots()));
  for (const auto& [path, card] : machine.hardware()) {
    add_field(digest, path);
    add_field(digest, card.driver);
    digest.add(card.mac.bits());
    digest.add(card.fails_at ? 1 + static_cast<std::uint64_t>(*card.fails_at) : 0);
  }
  for (const auto& [path, cable] : machine.cables()) {
    add_field(digest, path);
    digest.add(std::string_view(cable.segment().name()));
    dlpi::Image image;
    cable.add_to(image);
    digest.add(image.bytes());
  }
  if (const sim::Disk* const disk = machine.disk()) {
    digest.add(files_of(*disk));
    if (const auto* faulty = dynamic_cast<const sim::FaultyDisk*>(disk))
      digest.add(faulty->state());
  }
  const machine::Os* const os = machine.os();
  if (!os) return;

  for (const gio::IoNode& node : os->gio.tree()) {
    digest.add(static_cast<std::uint64_t>(node.initial.number));
    digest.add(std::uint64_t{node.reassign_asked} << 1 | std::uint64_t{node.instance_replaceable});
  }
  for (const gio::Reservation& reservation : os->gio.reservations().all())
    digest.add(std::uint64_t{reservation.contested});
  digest.add(std::uint64_t{os->gio.ioconfig().on_disk()} << 2 |
             std::uint64_t{os->krs.dirty()} << 1 | std::uint64_t{os->krs.loaded()});
  os->krs.for_each_below("", [&](std::string_view path, const krs::ValueView& value) {
    digest.add(path);
    if (const auto* number = std::get_if<std::int64_t>(&value))
      digest.add(static_cast<std::uint64_t>(*number));
    else
      digest.add(std::get<std::string_view>(value));
  });
  for (const hdm::LanDriver& driver : os->drivers()) {
    digest.add(std::uint64_t{driver.awaits_init()} << 5 | std::uint64_t{driver.in_init()} << 4 |
               std::uint64_t{driver.failed()} << 3 | std::uint64_t{driver.suspended()} << 2 |
               std::uint64_t{driver.rests()} << 1 | std::uint64_t{driver.has_card()});
    digest.add(driver.current_mac().bits());
  }
  for (const HwPath& slot : os->slots_off) add_field(digest, slot);
  if (!world_->scenario().networks.empty()) {
    dlpi::Image image;
    os->dlpi.streams().add_to(image);
    digest.add(image.bytes());
  }
  if (!watched_.logs()) return;
  for (const std::string& line : os->messages.lines()) digest.add(line);
  digest.add(user::init_of(*os).log());
}

bool StateWatch::is_log(std::string_view path) const {
  return path.starts_with(user::kRcLog) || path == user::kConsoleLog ||
         path.starts_with("/var/adm/nettl.LOG");
}

Fingerprint StateWatch::files_of(const sim::Disk& disk) {
  DiskContent& known = disks_[&disk];
  if (known.version == disk.version() && known.version != 0) return known.files;
  Digest digest;
  for (const std::string& path : disk.list()) {
    if (!watched_.logs() && is_log(path)) continue;
    digest.add(path);
    digest.add(disk.bytes(path).value_or("").view());
  }
  known = {disk.version(), digest.value()};
  return known.files;
}

// --- What is told ---

void StateWatch::touch(const std::string& machine, const Row& row, bool wrote,
                       std::int32_t number_before) {
  const auto note = [&](Place place) {
    if (wrote)
      footprint_.wrote(place);
    else
      footprint_.read(place);
  };
  visit(
      [&]<class AnyRow>(const AnyRow& one) {
        if constexpr (kHasPlaces<AnyRow>) {
          if constexpr (!std::is_same_v<AnyRow, ReservationRow>)
            note(place_of(machine, one.hw_path));
          const DeviceClass device_class = ClassOf()(one);
          const std::int32_t number = NumberOf()(one);
          if (number >= 0) note(place_of(machine, device_class, number));
          if (number_before >= 0 && number_before != number)
            note(place_of(machine, device_class, number_before));
        } else {
          footprint_.touched_the_world();
        }
      },
      row);
}

void StateWatch::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  MachineRows& of_machine = rows_[life.machine];
  const Fingerprint key = explore::key_of(row);
  HeldRow& held = of_machine.rows[key];
  touch(life.machine, row, true, held.number);
  of_machine.sum -= held.value;
  if (change == sim::RowChange::drop) {
    of_machine.rows.erase(key);
    return;
  }
  held = {value_of(row, key), visit(NumberOf(), row)};
  of_machine.sum += held.value;
}

void StateWatch::look(const sim::Life& life, const Row& row) {
  touch(life.machine, row, false, -1);
}

void StateWatch::fact(const sim::Stamped& stamped) {
  const Fact& fact = *stamped.fact;
  if (holds_alternative<MachinePoweredOff>(fact)) {
    rows_[stamped.life->machine] = {};
    told_in_boot_[stamped.life->machine] = {};
    base_is_old_ = true;
  }
  if (holds_alternative<DiskMoved>(fact) || holds_alternative<DiskCloned>(fact))
    disks_.clear();
  if (holds_alternative<InstanceTakenBack>(fact)) footprint_.touched_the_world();
  remember(fact, stamped.life->machine);

  for (std::size_t i = 0; i < counts_.size(); ++i)
    if (watched_.counted()[i]->matches(stamped)) ++counts_[i];
  for (std::size_t i = 0; i < watched_.ordered().size(); ++i)
    if (watched_.ordered()[i]->matches(stamped)) {
      order_.add(i);
      footprint_.wrote(kOrderOfFacts);
    }
  for (const runner::FactPattern* pattern : watched_.triggers())
    if (pattern->matches(stamped)) footprint_.touched_the_world();
  if (!watched_.goldens().empty()) keep_for_goldens(stamped);
}

// A golden has the lines of each device in their order.
void StateWatch::keep_for_goldens(const sim::Stamped& stamped) {
  const report::StoryFact fact = report::story_fact(
      stamped.life->machine, stamped.life->boot, stamped.time, *stamped.fact);
  const auto takes = [&](const report::Selection& golden) { return golden.takes(fact); };
  if (std::ranges::none_of(watched_.goldens(), takes)) return;

  const auto [place, is_new] = lines_of_device_.try_emplace({fact.machine, fact.device});
  Digest name;
  name.add(fact.machine);
  name.add(fact.device);
  const auto of_device = [&] {
    Digest digest;
    digest.add(name.value());
    digest.add(place->second.value());
    return digest.value();
  };
  if (!is_new) lines_ -= of_device();
  place->second.add(static_cast<std::uint64_t>(fact.boot));
  for (const std::string& line : fact.lines) place->second.add(line);
  lines_ += of_device();
  footprint_.wrote(name.value().low);
}

// The pictures of the invariants keep these beyond the rows.
void StateWatch::remember(const Fact& fact, const std::string& machine) {
  visit(
      [&]<class AnyFact>(const AnyFact& one) {
        if constexpr (std::is_same_v<AnyFact, InstanceReassigned> ||
                      std::is_same_v<AnyFact, InstanceKept> ||
                      std::is_same_v<AnyFact, InitFailed> || std::is_same_v<AnyFact, MacLearnt> ||
                      std::is_same_v<AnyFact, EntryDropped> || kOfTerminal<AnyFact>) {
          Digest digest;
          digest.add(machine);
          digest.add(AnyFact::name);
          one.fields([&](auto, const auto& value) { add_field(digest, value); });
          // What a terminal showed, the operator judges when the command is gone.
          if constexpr (std::is_same_v<AnyFact, EntryDropped> || kOfTerminal<AnyFact>)
            told_ += digest.value();
          else
            told_in_boot_[machine] += digest.value();
        }
      },
      fact);
}

}  // namespace giosim::explore
