// Instance numbers of one device class: who holds which.
//
// A number is free, reserved (kept for a MAC address from another life of this disk), initial
// (given at scan) or reassigned. Reserved numbers are never given at scan; that is the whole
// trick of Portable Image. Two more states keep a number out of the scan's reach: recorded
// (an ioconfig record keeps it for a path without hardware, S6) and given up (a reassign left
// it in this boot, A7).
//
//            reserve()                hand_over(): the MAC matches
//    free ─────────────▶ reserved ─────────────────────────────────▶ reassigned
//     │ │                   ▲
//     │ └─ record() ─▶ recorded ── the path turns up ──▶ initial ── give_up() ─▶ given up
//     └─────────── take_initial(lowest_free()) ──────────▶ ┘
//
// There is one set of taken numbers; whoever allocates and whoever checks reads it (O3).
//
// Document: "HP-UX IO Infrastructure (IOI)", first paragraph.
#pragma once

#include <array>
#include <optional>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/table_map.hpp"
#include "base/words.hpp"
#include "gio/number_set.hpp"

namespace giosim::gio {

class InstanceMap {
 public:
  struct Slot {
    NumberState state = NumberState::free;
    HwPath hw_path;  // the holder; for reserved and recorded: where the number was last at home
  };

  // O(log n) each. A number outside 0 … kMaxInstance breaks a MUST.
  NumberState state(Instance instance) const;
  const Slot* slot(Instance instance) const;  // nothing for a free number

  // The lowest number that is free, or free and not below this one. Nothing when the class is full.
  std::optional<Instance> lowest_free(Instance from = Instance{0}) const;
  // The same among the numbers above every reserved one (policy initial_instance).
  std::optional<Instance> lowest_free_above_reserved() const;

  void reserve(Instance instance, HwPath formerly_at);  // from free or recorded
  void record(Instance instance, HwPath hw_path);       // from free
  void forget_record(Instance instance);                // recorded -> free
  void take_initial(Instance instance, HwPath holder);  // from free, or recorded for this path
  void hand_over(Instance instance, HwPath holder);     // reserved -> reassigned
  void take_back(Instance instance, HwPath formerly_at);  // reassigned -> reserved
  void give_up(Instance instance);                      // initial -> given up
  void release(Instance instance);                      // initial or given up -> free
  void retake(Instance instance, HwPath holder);        // given up -> initial

 private:
  Slot& taken_slot(Instance instance, NumberState expected);
  void take(Instance instance, NumberState state, HwPath hw_path);
  void set_free(Instance instance);

  // Numbers come mostly one after the other, so that eight slots share a row.
  static constexpr std::int32_t kGroup = 8;
  TableMap<std::int32_t, std::array<Slot, kGroup>> slots_;
  NumberSet taken_;
  NumberSet reserved_;  // ever reserved in this boot; a hand-over leaves the range as it was
};

}  // namespace giosim::gio
