#include "gio/reservation.hpp"

#include <algorithm>
#include <tuple>

#include "base/must.hpp"

namespace giosim::gio {

void Reservations::add(Reservation reservation) { all_.push_back(std::move(reservation)); }

void Reservations::all_added() {
  std::ranges::sort(all_, {}, [](const Reservation& r) {
    return std::pair(r.device_class, r.instance);
  });
  by_mac_.clear();
  for (std::uint32_t at = 0; at < all_.size(); ++at)
    for (MacAddress mac : all_[at].macs) by_mac_.push_back({all_[at].device_class, mac, at});
  std::ranges::sort(by_mac_);
}

Reservation* Reservations::find(DeviceClass device_class, MacAddress mac) {
  const auto found = std::ranges::lower_bound(by_mac_, IndexEntry{device_class, mac, 0});
  if (found == by_mac_.end() || found->device_class != device_class || found->mac != mac)
    return nullptr;
  return &all_[found->at];
}

Reservation* Reservations::find(DeviceClass device_class, Instance instance) {
  const auto found = std::ranges::lower_bound(
      all_, std::pair(device_class, instance), {},
      [](const Reservation& r) { return std::pair(r.device_class, r.instance); });
  if (found == all_.end() || found->device_class != device_class || found->instance != instance)
    return nullptr;
  return &*found;
}

}  // namespace giosim::gio
