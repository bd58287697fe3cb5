#include "gio/instance_map.hpp"

#include "base/must.hpp"

namespace giosim::gio {

NumberState InstanceMap::state(Instance instance) const {
  const Slot* found = slot(instance);
  return found ? found->state : NumberState::free;
}

const InstanceMap::Slot* InstanceMap::slot(Instance instance) const {
  const auto* const group = instance.given() ? slots_.value(instance.number / kGroup) : nullptr;
  if (!group) return nullptr;
  const Slot& slot = (*group)[static_cast<std::size_t>(instance.number % kGroup)];
  return slot.state == NumberState::free ? nullptr : &slot;
}

std::optional<Instance> InstanceMap::lowest_free(Instance from) const {
  const Instance lowest{taken_.lowest_missing(from.number)};
  if (lowest.number > kMaxInstance) return std::nullopt;
  return lowest;
}

std::optional<Instance> InstanceMap::lowest_free_above_reserved() const {
  return lowest_free(Instance{reserved_.empty() ? 0 : reserved_.highest() + 1});
}

void InstanceMap::reserve(Instance instance, HwPath formerly_at) {
  if (state(instance) == NumberState::recorded) forget_record(instance);
  take(instance, NumberState::reserved, formerly_at);
  reserved_.insert(instance.number);
}

void InstanceMap::record(Instance instance, HwPath hw_path) {
  take(instance, NumberState::recorded, hw_path);
}

void InstanceMap::forget_record(Instance instance) {
  taken_slot(instance, NumberState::recorded);
  set_free(instance);
}

void InstanceMap::take_initial(Instance instance, HwPath holder) {
  if (state(instance) == NumberState::recorded) {
    Slot& slot = taken_slot(instance, NumberState::recorded);
    MUST(slot.hw_path == holder);
    slot.state = NumberState::initial;
    return;
  }
  take(instance, NumberState::initial, holder);
}

void InstanceMap::hand_over(Instance instance, HwPath holder) {
  Slot& slot = taken_slot(instance, NumberState::reserved);
  slot = {NumberState::reassigned, holder};
}

void InstanceMap::take_back(Instance instance, HwPath formerly_at) {
  Slot& slot = taken_slot(instance, NumberState::reassigned);
  slot = {NumberState::reserved, formerly_at};
}

void InstanceMap::give_up(Instance instance) {
  taken_slot(instance, NumberState::initial).state = NumberState::given_up;
}

void InstanceMap::release(Instance instance) {
  const NumberState before = state(instance);
  MUST(before == NumberState::initial || before == NumberState::given_up);
  set_free(instance);
}

void InstanceMap::retake(Instance instance, HwPath holder) {
  taken_slot(instance, NumberState::given_up) = {NumberState::initial, holder};
}

void InstanceMap::set_free(Instance instance) {
  taken_slot(instance, state(instance)) = {};
  taken_.erase(instance.number);
}

InstanceMap::Slot& InstanceMap::taken_slot(Instance instance, NumberState expected) {
  const Slot* const found = slot(instance);
  MUST(found != nullptr);
  MUST(found->state == expected);
  return const_cast<Slot&>(*found);
}

void InstanceMap::take(Instance instance, NumberState state, HwPath hw_path) {
  MUST(instance.given() && instance.number <= kMaxInstance);
  Slot& slot = (*slots_.emplace(instance.number / kGroup).first)[static_cast<std::size_t>(
      instance.number % kGroup)];
  MUST(slot.state == NumberState::free);
  slot = {state, hw_path};
  taken_.insert(instance.number);
}

}  // namespace giosim::gio
