// ioinit and rmsf: the other mechanisms that give out and take away instances (O1, S6).
//
// "GIO also ensures that a different mechanism to assign instance numbers do not conflict with
// each other (e.g., ioinit and HP-UX PI configuration)." ("HP-UX IO Infrastructure (IOI)")
// So what Portable Image keeps or gave is not ioinit's to change; ioinit checks and GIO's
// allocator reads the same numbers (O3).

#include "gio/force.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/must.hpp"
#include "gio/gio.hpp"

namespace giosim::gio {

// Assumed: a saved entry counts as a reservation also in the boot in which it was saved: the next
// boot reserves its number, and would undo what ioinit did.
std::set<std::pair<DeviceClass, Instance>> Gio::kept_by_portable_image(
    const krs::PiConfig& saved) const {
  std::set<std::pair<DeviceClass, Instance>> kept;
  for (const Reservation& one : reservations_.all()) kept.insert({one.device_class, one.instance});
  if (!tunables_.portable_image()) return kept;
  for (const krs::PiEntry& entry : saved.entries()) {
    const auto driver = drivers_.find(entry.driver);
    if (driver == drivers_.end() || driver->second.instance_replaceable)  // R4
      kept.insert({entry.device_class, entry.instance});
  }
  return kept;
}

std::vector<RefusedInstance> Gio::why_not_force(const std::vector<WantedInstance>& wanted,
                                                const krs::PiConfig& saved, UsedNumbers used) {
  std::map<std::pair<DeviceClass, HwPath>, Instance> to;
  for (const WantedInstance& one : wanted)
    to.try_emplace({one.device_class, one.hw_path}, one.instance);

  // Along the list, from the holder of a number to the number that the holder gets: does that lead
  // back to the device that began?
  const auto passed_on = [&](const WantedInstance& first) {
    Instance number = first.instance;
    for (std::size_t i = 0; i < to.size(); ++i) {
      const auto* slot = numbers_[first.device_class].slot(number);
      if (!slot || slot->state != NumberState::initial) return false;
      if (slot->hw_path == first.hw_path) return true;
      const auto next = to.find({first.device_class, slot->hw_path});
      if (next == to.end()) return false;
      if (used == UsedNumbers::of_the_list) return next->second != number;
      number = next->second;
    }
    return false;
  };

  std::set<DeviceClass> classes;
  for (const IoNode& there : tree_) classes.insert(there.device_class);
  const auto kept = kept_by_portable_image(saved);
  std::vector<RefusedInstance> refused;
  std::set<std::pair<DeviceClass, HwPath>> paths;
  std::set<std::pair<DeviceClass, Instance>> taken;
  for (const WantedInstance& one : wanted) {
    const auto why = [&]() -> std::optional<WhyRefused> {
      if (!classes.contains(one.device_class)) return WhyRefused::unknown_class;
      const IoNode* const there = node(one.hw_path);
      if (!there || there->device_class != one.device_class || !there->instance.given())
        return WhyRefused::unknown_path;
      if (!paths.insert({one.device_class, one.hw_path}).second) return WhyRefused::twice;
      if (there->instance == one.instance) return std::nullopt;
      if (kept.contains({one.device_class, one.instance}) ||
          kept.contains({one.device_class, there->instance}))
        return WhyRefused::reserved;
      // Its record is masked, or an earlier list waits for the next boot.
      if (ioconfig_.instance_of(one.hw_path, one.device_class) != there->instance)
        return WhyRefused::in_use;
      if (!taken.insert({one.device_class, one.instance}).second) return WhyRefused::in_use;
      const NumberState state = numbers_[one.device_class].state(one.instance);
      if (state != NumberState::free && !passed_on(one)) return WhyRefused::in_use;
      return std::nullopt;
    }();
    if (why) refused.push_back({one, *why});
  }
  return refused;
}

std::vector<RefusedInstance> Gio::force(const std::vector<WantedInstance>& wanted, ForceFrom from,
                                        const krs::PiConfig& saved, UsedNumbers used) {
  std::vector<RefusedInstance> refused = why_not_force(wanted, saved, used);
  for (const RefusedInstance& one : refused)
    trace_.record(InstanceRefused{one.wanted.hw_path, one.wanted.device_class, one.wanted.instance,
                                  std::string(word(one.because))});
  if (!refused.empty()) return refused;

  // First everybody lets go, then everybody takes, then it is told: nobody sees half of a circle.
  std::vector<WantedInstance> changed;
  for (const WantedInstance& one : wanted)
    if (node(one.hw_path)->instance != one.instance) changed.push_back(one);
  std::vector<InstanceForced> facts;
  for (const WantedInstance& one : changed) {
    facts.push_back({one.hw_path, one.device_class, node(one.hw_path)->instance, one.instance});
    ioconfig_.erase(one.hw_path, one.device_class);
    if (from == ForceFrom::now) numbers_[one.device_class].release(node(one.hw_path)->instance);
  }
  for (const WantedInstance& one : changed) {
    ioconfig_.set(one.hw_path, one.device_class, one.instance);
    InstanceMap& numbers = numbers_[one.device_class];
    if (from == ForceFrom::now) {
      IoNode& there = *node(one.hw_path);
      numbers.take_initial(one.instance, one.hw_path);
      there.instance = there.initial = one.instance;
      trace_.put(row_of(there));
    } else if (numbers.state(one.instance) == NumberState::free) {
      numbers.record(one.instance, one.hw_path);  // out of the reach of a card that comes now
    }
  }
  for (InstanceForced& fact : facts) trace_.record(std::move(fact));
  return refused;
}

std::vector<IoconfigRow> Gio::stale() const {
  std::vector<IoconfigRow> stale;
  for (const IoconfigRow& record : ioconfig_.records()) {
    const IoNode* const there = tree_.find(record.hw_path);
    const bool has_hardware = there &&
                              there->device_class == record.device_class &&
                              there->state != NodeState::no_hw;
    if (!has_hardware) stale.push_back(record);
  }
  std::ranges::sort(stale, {}, &IoconfigRow::hw_path);
  return stale;
}

bool Gio::keeps_number(const IoconfigRow& record) {
  const NumberState state = numbers_[record.device_class].state(record.instance);
  return state == NumberState::reserved || state == NumberState::reassigned;
}

void Gio::remove_stale(const IoconfigRow& record) {
  InstanceMap& numbers = numbers_[record.device_class];
  const IoNode* const there = tree_.find(record.hw_path);
  MUST(!there || there->state == NodeState::no_hw || there->device_class != record.device_class);
  MUST(!keeps_number(record));

  const NumberState state = numbers.state(record.instance);
  if (state == NumberState::recorded)
    numbers.forget_record(record.instance);
  else
    numbers.release(record.instance);
  ioconfig_.erase(record.hw_path, record.device_class);
  if (there && there->device_class == record.device_class) {
    trace_.drop(row_of(*there));
    tree_.erase(record.hw_path);
  }
  trace_.record(RecordRemoved{record.hw_path, record.device_class, record.instance});
}

}  // namespace giosim::gio
