// io_node_reassign_instance(): the algorithm of the document, and nothing else.
//
// "When drivers determine their MAC address and call into GIO to reassign the instance numbers,
// it returns the reserved instance number if the MAC address matches with any entry in the PI
// KRS. Otherwise, the initial assignment during scan is preserved."
// ("HP-UX IO Infrastructure (IOI)")

#include "base/must.hpp"
#include "gio/considered.hpp"
#include "gio/gio.hpp"

namespace giosim::gio {

Instance Gio::io_node_reassign_instance(IoNode& node, MacAddress mac) {
  MUST(node.state == NodeState::claimed);
  MUST(!node.reassign_asked);
  node.reassign_asked = true;

  Reservation* reservation = reservations_.find(node.device_class, mac);
  if (reservation && trace_.looks_watched()) trace_.look(reservations_.row_of(*reservation));
  if (const auto because = why_keep(node, mac, reservation))
    return keep(node, mac, reservation, *because);
  return hand_over(*reservation, node, mac);
}

std::optional<Because> Gio::why_keep(const IoNode& node, MacAddress mac,
                                     Reservation* reservation) {
  if (!tunables_.portable_image()) return Because::tunable_off;
  if (mac.is_zero()) return Because::no_mac;
  if (!node.instance_replaceable) return Because::not_replaceable;
  if (!reservation) return Because::no_entry;
  if (reservation->contested) return Because::already_taken;
  if (reservation->handed_over() && !gets_it_from_the_holder(node, *reservation))
    return Because::already_taken;
  return std::nullopt;
}

// A3: the reserved record takes the node's H/W path, the node's initial record goes.
Instance Gio::hand_over(Reservation& reservation, IoNode& node, MacAddress mac) {
  const Instance from = node.instance;
  give_up_initial(node);

  numbers_[node.device_class].hand_over(reservation.instance, node.hw_path);
  reservation.holder = node.hw_path;
  node.instance = reservation.instance;
  if (const auto record_at = ioconfig_.path_of(node.device_class, node.instance))
    unmask(*record_at, node.device_class);
  ioconfig_.set(node.hw_path, node.device_class, node.instance);

  if (trace_.listened()) trace_.put(reservations_.row_of(reservation));
  trace_.put(row_of(node));
  InstanceReassigned reassigned{node.hw_path,        node.device_class,       mac, from,
                                reservation.instance, reservation.formerly_at, {}};
  if (trace_.listened())
    reassigned.considered = considered_for_match(from, reservation.instance);
  trace_.record(std::move(reassigned));

  MUST(numbers_[node.device_class].slot(node.instance)->hw_path == node.hw_path);
  return node.instance;
}

// The reserved record goes. It had masked whatever number the node at its path has meanwhile.
void Gio::unmask(HwPath hw_path, DeviceClass device_class) {
  ioconfig_.erase(hw_path, device_class);
  const IoNode* there = node(hw_path);
  if (there && there->instance.given())
    ioconfig_.set(hw_path, device_class, there->instance);
}

Instance Gio::keep(const IoNode& node, MacAddress mac, const Reservation* reservation,
                   Because because) {
  InstanceKept kept{node.hw_path, node.device_class, mac, node.instance, because, {}};
  if (because == Because::already_taken) warnings_.emplace_back(kept);
  if (trace_.listened())
    kept.considered = considered_for_keep(node.device_class, numbers_[node.device_class],
                                          reservations_, node.instance, reservation);
  trace_.record(std::move(kept));
  return node.instance;
}

// A7: DLPI may still show the number, and a newcomer's number would depend on timing.
void Gio::give_up_initial(IoNode& node) {
  InstanceMap& numbers = numbers_[node.device_class];
  if (policies_.given_up_number == GivenUpNumber::next_boot)
    numbers.give_up(node.initial);
  else
    numbers.release(node.initial);
  if (ioconfig_.instance_of(node.hw_path, node.device_class) == node.initial)
    ioconfig_.erase(node.hw_path, node.device_class);
}

// Only readings of same_entry_twice other than first_come let a second node have it (A5).
bool Gio::gets_it_from_the_holder(const IoNode& node, Reservation& reservation) {
  switch (policies_.same_entry_twice) {
    case SameEntryTwice::first_come: return false;
    case SameEntryTwice::lowest_path:
      if (reservation.holder < node.hw_path) return false;
      take_back(reservation);
      return true;
    case SameEntryTwice::nobody:
      take_back(reservation);
      reservation.contested = true;
      return false;
  }
  return false;
}

// The holder has its initial instance again, in GIO: nobody tells its driver or DLPI.
void Gio::take_back(Reservation& reservation) {
  IoNode& holder = *node(reservation.holder);
  InstanceMap& numbers = numbers_[holder.device_class];
  numbers.take_back(reservation.instance, reservation.formerly_at);
  reservation.holder = HwPath();

  const Instance from = holder.instance;
  if (numbers.state(holder.initial) == NumberState::given_up) {
    numbers.retake(holder.initial, holder.hw_path);
  } else {  // freed at once, and perhaps somebody else's by now
    holder.initial = free_number(numbers).value();
    numbers.take_initial(holder.initial, holder.hw_path);
  }
  holder.instance = holder.initial;
  ioconfig_.erase(holder.hw_path, holder.device_class);
  ioconfig_.set(holder.hw_path, holder.device_class, holder.instance);

  if (trace_.listened()) trace_.put(reservations_.row_of(reservation));
  trace_.put(row_of(holder));
  trace_.record(
      InstanceTakenBack{holder.hw_path, holder.device_class, from, holder.instance});
}

void Gio::init_failed(IoNode& node) {
  if (policies_.late_init_failure == LateInitFailure::keeps) return;
  Reservation* reservation = reservations_.find(node.device_class, node.instance);
  if (!reservation || reservation->holder != node.hw_path) return;
  take_back(*reservation);
  trace_.record(
      ReservationRestored{node.hw_path, node.device_class, reservation->instance});
}

}  // namespace giosim::gio
