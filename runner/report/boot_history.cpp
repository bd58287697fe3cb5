#include "runner/report/boot_history.hpp"

#include <algorithm>

namespace giosim::report {
namespace {

// After such a fact the next boot, or this one, may differ from the one before for good reason.
struct Disturbs {
  bool operator()(const NicPluggedIn&) const { return true; }
  bool operator()(const NicPulledOut&) const { return true; }
  bool operator()(const DiskMoved&) const { return true; }
  bool operator()(const DiskCloned&) const { return true; }
  bool operator()(const TunableSet&) const { return true; }
  bool operator()(const StoreDamaged&) const { return true; }
  bool operator()(const KrsCommitFailed&) const { return true; }
  bool operator()(const IoconfigWriteFailed&) const { return true; }
  bool operator()(const EquivalentAdded&) const { return true; }
  bool operator()(const EntryDropped& f) const { return f.fate == EntryFate::removed; }
  bool operator()(const InstanceKept& f) const { return f.because == Because::already_taken; }
  bool operator()(const NodeNotClaimed& f) const { return !f.driver.empty(); }
  bool operator()(const MacNotLearnt&) const { return true; }
  bool operator()(const InitFailed&) const { return true; }
  bool operator()(const TunableHeld&) const { return true; }
  bool operator()(const InstanceForced&) const { return true; }
  bool operator()(const RecordRemoved&) const { return true; }
  bool operator()(const DriverSuspended&) const { return true; }
  template <class AnyFact>
  bool operator()(const AnyFact&) const {
    return false;
  }
};

// … and so may what the disk holds.
struct DisturbsDisk {
  bool operator()(const TunableSet&) const { return true; }
  bool operator()(const TunableHeld&) const { return true; }
  bool operator()(const InstanceForced&) const { return true; }
  bool operator()(const RecordRemoved&) const { return true; }
  bool operator()(const StoreDamaged&) const { return true; }
  bool operator()(const KrsCommitFailed&) const { return true; }
  bool operator()(const IoconfigWriteFailed&) const { return true; }
  template <class AnyFact>
  bool operator()(const AnyFact&) const {
    return false;
  }
};

using Nodes = KeyMap<HwPath, Picture::Node>;

// The order in which they are compared does not matter.
bool same_hardware(const Nodes& one, const Nodes& other) {
  if (one.size() != other.size()) return false;
  for (const auto& [hw_path, node] : one) {
    const auto found = other.find(hw_path);
    if (found == other.end()) return false;
    const bool same = node.mac == found->second.mac && node.state == found->second.state &&
                      node.device_class == found->second.device_class;
    if (!same) return false;
  }
  return true;
}

// Whether a fact is one that history is made of; most are not, and there are many.
struct Matters {
  bool operator()(const MachinePoweredOn&) const { return true; }
  bool operator()(const MachinePoweredOff&) const { return true; }
  bool operator()(const NodeFound&) const { return true; }
  bool operator()(const MacLearnt&) const { return true; }
  bool operator()(const EntryDropped&) const { return true; }
  bool operator()(const IoconfigLoaded&) const { return true; }
  bool operator()(const KrsLoaded&) const { return true; }
  template <class AnyFact>
  bool operator()(const AnyFact& fact) const {
    return Disturbs()(fact);
  }
};

}  // namespace

BootHistory::MachineLog& BootHistory::log(const std::string& machine) {
  const auto [found, is_new] = machines_.try_emplace(machine);
  if (is_new) {
    found->second.disk = ++last_disk_;
    disks_.try_emplace(last_disk_);
  }
  return found->second;
}

void BootHistory::fact(const sim::Stamped& stamped, const Picture& picture) {
  const Fact& fact = *stamped.fact;
  if (!visit(Matters(), fact)) return;
  MachineLog& machine = log(stamped.life->machine);

  if (const auto* moved_fact = get_if<DiskMoved>(&fact)) moved(stamped, moved_fact->from);
  if (const auto* cloned_fact = get_if<DiskCloned>(&fact)) cloned(stamped, cloned_fact->from);
  if (holds_alternative<MachinePoweredOn>(fact)) {
    machine.disturbed_before = machine.disturbed;
    machine.disturbed = false;
  }
  if (const auto* off = get_if<MachinePoweredOff>(&fact)) ended(stamped, picture, off->how);
  if (visit(Disturbs(), fact)) machine.disturbed = true;
  met(disks_.at(machine.disk), fact, picture, stamped.seq);
}

void BootHistory::ended(const sim::Stamped& stamped, const Picture& picture, PowerOff how) {
  MachineLog& machine = log(stamped.life->machine);
  machine.last.reset();
  const bool clean = how == PowerOff::shutdown || how == PowerOff::reboot;
  if (!clean || !picture.up()) return;

  auto end = std::make_shared<BootEnd>();
  end->nodes = picture.nodes();
  end->tunable_on = picture.tunable_on();
  end->seq = stamped.seq;
  KeySet<MacKey> saved;
  for (const auto& [number, entry] : picture.entries())
    for (MacAddress mac : entry.macs) saved.insert({number.first, mac});
  for (const auto& [hw_path, node] : end->nodes)
    if (saved.contains({node.device_class, node.mac})) end->with_entry.push_back(hw_path);
  std::ranges::sort(end->with_entry);

  DiskLife& disk = disks_.at(machine.disk);
  if (how == PowerOff::shutdown && end->tunable_on)
    disk.visits[stamped.life->machine] = {end, disk.moves};
  machine.last = std::move(end);
}

// The machine it left has no disk now; if it gets to speak of one, it is a new one.
void BootHistory::moved(const sim::Stamped& stamped, const std::string& from) {
  const int disk = log(from).disk;
  log(from).disk = ++last_disk_;
  disks_.try_emplace(last_disk_);
  log(from).disturbed = true;
  log(stamped.life->machine).disk = disk;
  ++disks_.at(disk).moves;
}

void BootHistory::cloned(const sim::Stamped& stamped, const std::string& from) {
  DiskLife copy = disks_.at(log(from).disk);
  copy.visits.clear();
  log(stamped.life->machine).disk = ++last_disk_;
  disks_.insert_or_assign(last_disk_, std::move(copy));
}

void BootHistory::met(DiskLife& disk, const Fact& fact, const Picture& picture,
                      std::uint64_t seq) {
  if (visit(DisturbsDisk(), fact)) disk.disturbed_at = seq;

  if (const auto* found = get_if<NodeFound>(&fact))
    disk.paths.insert({found->hw_path, found->device_class});
  if (const auto* learnt = get_if<MacLearnt>(&fact)) disk.macs.insert(learnt->mac);
  if (const auto* added = get_if<EquivalentAdded>(&fact)) disk.macs.insert(added->equivalent);
  if (const auto* dropped = get_if<EntryDropped>(&fact)) {
    // An entry that made way for a NIC which is here, or was removed by hand, is no broken
    // promise. Dropping what is merely absent is one.
    if (dropped->fate != EntryFate::absent_dropped) disk.dropped_at[dropped->mac] = seq;
  }
  if (holds_alternative<IoconfigLoaded>(fact) && !disk.ioconfig_known) {
    disk.ioconfig_known = true;
    for (const auto& [path, instance] : picture.records()) disk.paths.insert(path);
  }
  if (holds_alternative<KrsLoaded>(fact) && !disk.krs_known) {
    disk.krs_known = true;
    for (const auto& [number, entry] : picture.entries()) {
      disk.paths.insert({entry.hw_path, number.first});
      disk.macs.insert(entry.macs.begin(), entry.macs.end());
    }
  }
}

const BootEnd* BootHistory::undisturbed_predecessor(const std::string& machine,
                                                    const Picture& picture) const {
  const auto found = machines_.find(machine);
  if (found == machines_.end()) return nullptr;
  const MachineLog& log = found->second;
  if (!log.last || log.disturbed || log.disturbed_before || !picture.up()) return nullptr;
  if (log.last->tunable_on != picture.tunable_on()) return nullptr;
  return same_hardware(log.last->nodes, picture.nodes()) ? log.last.get() : nullptr;
}

const BootEnd* BootHistory::before_the_journey(const std::string& machine,
                                               const Picture& picture) const {
  const DiskLife* disk = disk_in(machine);
  if (!disk || !picture.up() || !picture.tunable_on()) return nullptr;
  const auto visit = disk->visits.find(machine);
  if (visit == disk->visits.end() || visit->second.moves == disk->moves) return nullptr;
  const BootEnd& end = *visit->second.end;
  if (disk->disturbed_at > end.seq) return nullptr;
  return same_hardware(end.nodes, picture.nodes()) ? &end : nullptr;
}

const DiskLife* BootHistory::disk_in(const std::string& machine) const {
  const auto found = machines_.find(machine);
  return found == machines_.end() ? nullptr : &disks_.at(found->second.disk);
}

}  // namespace giosim::report
