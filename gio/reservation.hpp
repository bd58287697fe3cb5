// Reservations: the instances that saved entries keep for their MAC addresses, for one boot.
//
// They are made once, before the scan, and never go away in this boot: one whose device does
// not appear stays reserved (A6). Only its holder changes.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/mac_list.hpp"
#include "base/row.hpp"

namespace giosim::gio {

struct Reservation {
  DeviceClass device_class;
  Instance instance;
  HwPath formerly_at;      // where the NIC sat when the entry was saved
  HwPath holder;           // empty: not handed over (A5: once)
  bool contested = false;  // same_entry_twice: nobody gets it any more
  std::uint32_t first_mac = 0;  // where its MAC addresses stand; see Reservations
  std::uint32_t macs = 0;       // how many they are

  bool handed_over() const { return !holder.empty(); }
};

class Reservations {
 public:
  // At most so many will be added.
  void expect(std::size_t count);
  // The reference is good until the next one is added.
  const Reservation& add(DeviceClass device_class, Instance instance, HwPath formerly_at,
                         const MacList& macs);

  // Call when the last one is added: makes the index. Until then find() finds nothing.
  void all_added();

  // The reservation for this MAC address in this class; the one with the lowest instance, should
  // two entries have the MAC (policy two_entries_one_mac).
  Reservation* find(DeviceClass device_class, MacAddress mac);
  Reservation* find(DeviceClass device_class, Instance instance);

  // By class and instance.
  const std::vector<Reservation>& all() const { return all_; }

  ReservationRow row_of(const Reservation& reservation) const;

 private:
  struct SavedMac {
    MacAddress mac;
    std::uint32_t reservation = 0;  // which of all_ it belongs to
  };
  auto class_and_mac(std::uint32_t saved) const {
    return std::pair(all_[macs_[saved].reservation].device_class, macs_[saved].mac);
  }

  std::vector<Reservation> all_;
  std::vector<SavedMac> macs_;          // those of one reservation stand together
  std::vector<std::uint32_t> by_mac_;   // all of macs_, by class, MAC address and reservation
};

}  // namespace giosim::gio
