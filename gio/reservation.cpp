#include "gio/reservation.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/must.hpp"

namespace giosim::gio {

void Reservations::expect(std::size_t count) {
  all_.reserve(count);
  macs_.reserve(count);
}

const Reservation& Reservations::add(DeviceClass device_class, Instance instance,
                                     HwPath formerly_at, const MacList& macs) {
  const auto first_mac = static_cast<std::uint32_t>(macs_.size());
  for (MacAddress mac : macs) macs_.push_back({mac});
  return all_.emplace_back(Reservation{device_class, instance, formerly_at, {}, false, first_mac,
                                       static_cast<std::uint32_t>(macs.size())});
}

void Reservations::all_added() {
  std::ranges::sort(all_, {}, [](const Reservation& r) {
    return std::pair(r.device_class, r.instance);
  });
  for (std::uint32_t at = 0; at < all_.size(); ++at)
    for (std::uint32_t mac = 0; mac < all_[at].macs; ++mac)
      macs_[all_[at].first_mac + mac].reservation = at;
  by_mac_.resize(macs_.size());
  std::iota(by_mac_.begin(), by_mac_.end(), 0u);
  std::ranges::sort(by_mac_, {}, [this](std::uint32_t saved) {
    return std::pair(class_and_mac(saved), macs_[saved].reservation);
  });
}

Reservation* Reservations::find(DeviceClass device_class, MacAddress mac) {
  const std::pair wanted(device_class, mac);
  const auto found = std::ranges::lower_bound(
      by_mac_, wanted, {}, [this](std::uint32_t saved) { return class_and_mac(saved); });
  if (found == by_mac_.end() || class_and_mac(*found) != wanted) return nullptr;
  return &all_[macs_[*found].reservation];
}

Reservation* Reservations::find(DeviceClass device_class, Instance instance) {
  const auto found = std::ranges::lower_bound(
      all_, std::pair(device_class, instance), {},
      [](const Reservation& r) { return std::pair(r.device_class, r.instance); });
  if (found == all_.end() || found->device_class != device_class || found->instance != instance)
    return nullptr;
  return &*found;
}

ReservationRow Reservations::row_of(const Reservation& reservation) const {
  std::vector<MacAddress> macs;
  for (std::uint32_t mac = 0; mac < reservation.macs; ++mac)
    macs.push_back(macs_[reservation.first_mac + mac].mac);
  return {reservation.device_class,
          reservation.instance,
          reservation.formerly_at,
          std::move(macs),
          reservation.handed_over() ? NumberState::reassigned : NumberState::reserved,
          reservation.holder};
}

}  // namespace giosim::gio
