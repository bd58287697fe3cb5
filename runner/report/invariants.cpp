#include "runner/report/invariants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "runner/report/plain_text.hpp"

namespace giosim::report {

// What a check may look at, and how it says that something is broken.
struct InvariantLook {
  std::string_view id;
  const sim::Life& life;
  const Picture& now;
  const BootHistory& history;
  const Fact* fact;  // nullptr at quiescence
  Invariants& judge;

  void broken(std::string sentence) const { judge.note(id, life, std::move(sentence)); }
};

namespace {

using fmt::format;
using Look = InvariantLook;

std::string both(const std::vector<HwPath>& paths) {
  std::string text;
  for (const HwPath& path : paths) text += (text.empty() ? "" : " and ") + path.text();
  return text;
}

template <class AnyFact>
const AnyFact* fact_of(const Look& look) {
  return get_if<AnyFact>(look.fact);
}

void one_holder(const Look& look) {
  if (!look.now.nodes_by_number().crowded()) return;
  for (const HwPath& hw_path : look.now.told_nodes()) {
    const Picture::Node* node = look.now.node(hw_path);
    if (!node || !node->instance.given()) continue;
    const auto holders = look.now.nodes_by_number().of({node->device_class, node->instance});
    if (holders.size() > 1)
      look.broken(format("{} has two holders: {}.",
                         interface_name(node->device_class, node->instance), both(holders)));
  }
}

void reserved_is_never_initial(const Look& look) {
  const auto* assigned = fact_of<InstanceAssigned>(look);
  if (!assigned) return;
  const auto* reserved = look.now.reservation(assigned->device_class, assigned->instance);
  // A card put back where it was finds the record that the hand-over wrote.
  if (!reserved || reserved->holder == assigned->hw_path) return;
  look.broken(format("{} is given at scan to {}, but it is reserved.",
                     interface_name(assigned->device_class, assigned->instance),
                     assigned->hw_path.text()));
}

void reassigned_at_most_once(const Look& look) {
  const auto* reassigned = fact_of<InstanceReassigned>(look);
  if (!reassigned) return;
  const Picture::Node* node = look.now.node(reassigned->hw_path);
  if (node && node->reassigned > 1)
    look.broken(format("{} is reassigned {} times in one boot.", reassigned->hw_path.text(),
                       node->reassigned));
}

// Which NICs of this machine say a MAC of this reservation.
std::vector<HwPath> matching(const Look& look, DeviceClass device_class,
                             const Picture::Reservation& reservation) {
  std::vector<HwPath> found;
  for (MacAddress mac : reservation.macs)
    for (const HwPath& path : look.now.with_mac(device_class, mac)) found.push_back(path);
  return found;
}

bool may_stay_initial(const Picture::Node& node) {
  return node.failed || node.kept == Because::not_replaceable || node.kept == Because::tunable_off;
}

void who_matches_gets_the_number(const Look& look) {
  for (const NumberKey& number : sorted_keys(look.now.reservations())) {
    const auto& [device_class, instance] = number;
    const Picture::Reservation& reservation = look.now.reservations().at(number);
    const std::vector<HwPath> nics = matching(look, device_class, reservation);
    if (nics.size() != 1) continue;  // nobody is here, or two match one entry
    const Picture::Node& node = *look.now.node(nics.front());
    // A card that matched, and left its slot, may have taken it before (A5).
    const bool taken_before =
        reservation.state == NumberState::reassigned && reservation.holder != nics.front();
    if (node.instance == instance || taken_before || may_stay_initial(node)) continue;
    look.broken(format("{} has MAC {}, for which {} is reserved, but it is {}.",
                       nics.front().text(), node.mac.text(), interface_name(device_class, instance),
                       interface_name(node.device_class, node.instance)));
  }
}

void ppa_is_the_instance(const Look& look) {
  for (const HwPath& hw_path : sorted_keys(look.now.interfaces())) {
    const Ppa ppa = look.now.interfaces().at(hw_path).ppa;
    const Picture::Node* node = look.now.node(hw_path);
    const Instance instance = node ? node->instance : kNoInstance;
    if (ppa_of(instance) != ppa)
      look.broken(format("DLPI calls {} PPA {}, but its instance is {}.", hw_path.text(),
                         ppa.number, instance.number));
  }
}

void no_mac_under_a_wrong_number(const Look& look) {
  const auto check = [&](const HwPath& hw_path) {
    const auto interface = look.now.interfaces().find(hw_path);
    if (interface == look.now.interfaces().end() || interface->second.mac.is_zero()) return;
    // A node that is gone altogether is I5's business.
    const Picture::Node* node = look.now.node(hw_path);
    const Instance instance = node ? node->instance : kNoInstance;
    if (node && ppa_of(instance) != interface->second.ppa)
      look.broken(format("DLPI shows MAC {} of {} as PPA {}, but its instance is {}.",
                         interface->second.mac.text(), hw_path.text(), interface->second.ppa.number,
                         instance.number));
  };
  for (const HwPath& hw_path : look.now.told_interfaces()) check(hw_path);
  for (const HwPath& hw_path : look.now.told_nodes()) check(hw_path);
}

void off_is_off(const Look& look) {
  if (look.now.tunable_on()) return;
  if (const auto* reserved = fact_of<InstanceReserved>(look))
    look.broken(format("{} is reserved, but gio_portable_image is 0.",
                       interface_name(reserved->device_class, reserved->instance)));
  if (const auto* reassigned = fact_of<InstanceReassigned>(look))
    look.broken(
        format("{} is reassigned, but gio_portable_image is 0.", reassigned->hw_path.text()));
  const bool saves = fact_of<EntrySaved>(look) || fact_of<ConfigurationSaved>(look);
  if (saves && look.now.pi_script_running())
    look.broken("A script saves the configuration, but gio_portable_image is 0.");
}

void records_are_unique(const Look& look) {
  if (!look.now.records_by_number().crowded()) return;
  for (const PathKey& key : look.now.told_records()) {
    const auto record = look.now.records().find(key);
    if (record == look.now.records().end()) continue;
    const auto paths = look.now.records_by_number().of({key.second, record->second});
    if (paths.size() > 1)
      look.broken(format("ioconfig has {} twice: for {}.",
                         interface_name(key.second, record->second), both(paths)));
  }
}

// A machine without the product has no S302hpuxpi, and nothing to wait for: so it is broken when
// that script starts, or runs, behind an interface that is configured.
void pi_before_the_network(const Look& look) {
  const auto* started = fact_of<ScriptStarted>(look);
  const bool at_issue = started || fact_of<InterfaceConfigured>(look) || fact_of<SettingApplied>(look);
  if (at_issue && look.now.configured_before_pi() && look.now.pi_startup_running())
    look.broken(format("{} is configured, but S302hpuxpi has not ended.",
                       one_line(*look.now.configured_before_pi())));
}

void booting_again_changes_nothing(const Look& look) {
  const BootEnd* before = look.history.undisturbed_predecessor(look.life.machine, look.now);
  if (!before) return;
  for (const HwPath& hw_path : sorted_keys(before->nodes)) {
    const Picture::Node& node = before->nodes.at(hw_path);
    const Instance instance = look.now.nodes().at(hw_path).instance;
    if (instance != node.instance)
      look.broken(format("{} was {} and is {} after a boot with nothing changed.", hw_path.text(),
                         interface_name(node.device_class, node.instance),
                         interface_name(node.device_class, instance)));
  }
}

void there_and_back(const Look& look) {
  const BootEnd* before = look.history.before_the_journey(look.life.machine, look.now);
  if (!before) return;
  const DiskLife& disk = *look.history.disk_in(look.life.machine);
  for (const HwPath& hw_path : before->with_entry) {
    const Picture::Node& then = before->nodes.at(hw_path);
    const Picture::Node& now = look.now.nodes().at(hw_path);
    const auto dropped = disk.dropped_at.find(then.mac);
    const bool excused = (dropped != disk.dropped_at.end() && dropped->second > before->seq) ||
                         may_stay_initial(now) || now.kept == Because::already_taken;
    if (!excused && now.instance != then.instance)
      look.broken(format("{} was {} before its image went away and is {} after it came back.",
                         hw_path.text(), interface_name(then.device_class, then.instance),
                         interface_name(now.device_class, now.instance)));
  }
}

void numbers_do_not_creep(const Look& look) {
  const DiskLife* disk = look.history.disk_in(look.life.machine);
  if (!disk) return;
  const auto bounded = [&](std::string_view what, std::size_t have, std::string_view bound,
                           std::size_t most) {
    if (have > most)
      look.broken(format("There are {} {}, but only {} {}.", have, what, most, bound));
  };
  bounded("ioconfig records", look.now.records().size(), "H/W paths ever held a device",
          disk->paths.size());
  bounded("saved entries", look.now.entries().size(), "MAC addresses were ever seen",
          disk->macs.size());
  bounded("reservations", look.now.reservations().size(), "entries were saved",
          look.now.most_entries());
}

void no_two_interfaces_with_one_ppa(const Look& look) {
  if (!look.now.interfaces_by_ppa().crowded()) return;
  for (const HwPath& hw_path : look.now.told_interfaces()) {
    const auto interface = look.now.interfaces().find(hw_path);
    if (interface == look.now.interfaces().end() || !interface->second.ppa.given()) continue;
    const auto paths = look.now.interfaces_by_ppa().of(interface->second.ppa);
    if (paths.size() > 1)
      look.broken(format("DLPI has PPA {} twice: {}.", interface->second.ppa.number, both(paths)));
  }
}

constexpr InvariantRow kInvariants[] = {
    {"I1", Moment::always, one_holder},
    {"I2", Moment::always, reserved_is_never_initial},
    {"I3", Moment::always, reassigned_at_most_once},
    {"I4", Moment::quiescence, who_matches_gets_the_number},
    {"I5", Moment::quiescence, ppa_is_the_instance},
    {"I6", Moment::always, no_mac_under_a_wrong_number},
    {"I7", Moment::always, off_is_off},
    {"I8", Moment::always, records_are_unique},
    {"I10", Moment::always, pi_before_the_network},
    {"I11", Moment::two_boots, booting_again_changes_nothing},
    {"I12", Moment::round_trip, there_and_back},
    {"I14", Moment::n_boots, numbers_do_not_creep},
    {"I15", Moment::always, no_two_interfaces_with_one_ppa},
};

}  // namespace

std::span<const InvariantRow> invariant_table() { return kInvariants; }

void Invariants::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  pictures_[life.machine].row(change, row);
}

void Invariants::fact(const sim::Stamped& stamped) {
  last_seq_ = stamped.seq;
  Picture& picture = pictures_[stamped.life->machine];
  picture.fact(*stamped.fact);
  history_.fact(stamped, picture);
  for (const InvariantRow& row : kInvariants)
    if (row.when == Moment::always)
      row.check({row.id, *stamped.life, picture, history_, stamped.fact, *this});
  picture.settled();
  if (holds_alternative<MachinePoweredOff>(*stamped.fact)) picture = Picture();
}

void Invariants::at_quiescence(const sim::Life& life) {
  const Picture& picture = pictures_[life.machine];
  for (const InvariantRow& row : kInvariants)
    if (row.when != Moment::always) row.check({row.id, life, picture, history_, nullptr, *this});
}

void Invariants::note(std::string_view id, const sim::Life& life, std::string sentence) {
  if (broken_.size() == kMostSentences) return;
  const bool said = std::ranges::any_of(broken_, [&](const Broken& earlier) {
    return earlier.id == id && earlier.machine == life.machine && earlier.boot == life.boot &&
           earlier.sentence == sentence;
  });
  if (!said) broken_.push_back({id, std::move(sentence), life.machine, life.boot, last_seq_});
}

}  // namespace giosim::report
