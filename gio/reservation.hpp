// Reservations: the instances that saved entries keep for their MAC addresses, for one boot.
//
// They are made once, before the scan, and never go away in this boot: one whose device does
// not appear stays reserved (A6). Only its holder changes.
#pragma once

#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/row.hpp"

namespace giosim::gio {

struct Reservation {
  DeviceClass device_class;
  Instance instance;
  HwPath formerly_at;  // where the NIC sat when the entry was saved
  std::vector<MacAddress> macs;
  HwPath holder;           // empty: not handed over (A5: once)
  bool contested = false;  // same_entry_twice: nobody gets it any more

  bool handed_over() const { return !holder.empty(); }
};

inline ReservationRow row_of(const Reservation& reservation) {
  return {reservation.device_class,
          reservation.instance,
          reservation.formerly_at,
          reservation.macs,
          reservation.handed_over() ? NumberState::reassigned : NumberState::reserved,
          reservation.holder};
}

class Reservations {
 public:
  void add(Reservation reservation);

  // Call when the last one is added: makes the index. Until then find() finds nothing.
  void all_added();

  // The reservation for this MAC address in this class; the one with the lowest instance, should
  // two entries have the MAC (policy two_entries_one_mac).
  Reservation* find(DeviceClass device_class, MacAddress mac);
  Reservation* find(DeviceClass device_class, Instance instance);

  // By class and instance.
  const std::vector<Reservation>& all() const { return all_; }

 private:
  struct IndexEntry {
    DeviceClass device_class;
    MacAddress mac;
    std::uint32_t at;
    friend auto operator<=>(const IndexEntry&, const IndexEntry&) = default;
  };

  std::vector<Reservation> all_;
  std::vector<IndexEntry> by_mac_;
};

}  // namespace giosim::gio
