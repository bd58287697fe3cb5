#include "hdm/catalog.hpp"

#include <algorithm>

namespace giosim::hdm {
namespace {

using std::chrono_literals::operator""us;
using std::chrono_literals::operator""ms;
using enum MacKnownAt;

// Assumed: all times, and when each driver learns its MAC address; the document only says that
// the drivers differ. Assumed: btlan and intl100, older than Portable Image by a decade, lack
// DRV_INSTANCE_REPLACEABLE.
constexpr DriverProfile kDriverCatalog[] = {
    // driver    class      MAC known  attach   init   read   replaceable  configuration    type
    {"btlan",    "lan",     early,     100us,   2ms,   400us, false, "hpbtlanconf",   "100Base-TX"},
    {"intl100",  "lan",     early,     100us,   2ms,   300us, false, "hpintl100conf", "100Base-TX"},
    {"gelan",    "lan",     mid,       200us,   4ms,   300us, true,  "hpgelanconf",   "1000Base-T"},
    {"igelan",   "lan",     mid,       200us,   3ms,   300us, true,  "hpigelanconf",  "1000Base-T"},
    {"iether",   "lan",     attach,    150us,   2ms,   100us, true,  "hpietherconf",  "1000Base-T"},
    {"ixgbe",    "lan",     late,      300us,   8ms,   200us, true,  "hpixgbeconf",   "10GBASE-SR"},
    {"icxgbe",   "lan",     late,      300us,   9ms,   200us, true,  "hpicxgbeconf",  "10GBASE-SR"},
    {"iexgbe",   "lan",     mid,       250us,   6ms,   150us, true,  "hpiexgbeconf",  "10GBASE-KR"},
    {"iocxgbe",  "lan",     late,      300us,   7ms,   250us, true,  "hpiocxgbeconf", "10GBASE-KR"},
    {"iqxgbe",   "lan",     late,      300us,   7ms,   250us, true,  "hpiqxgbeconf",  "10GBASE-KR"},
    {"igssn",    "lan",     early,     80us,    1ms,   50us,  true,  "hpigssnconf",   "1000Base-T"},
    {"fcd",      "fc",      never,     400us,   0us,   0us,   false, "",              ""},
    {"fclp",     "fc",      never,     400us,   0us,   0us,   false, "",              ""},
    {"gvsd",     "ext_bus", never,     100us,   0us,   0us,   false, "",              ""},
    {"sasd",     "ext_bus", never,     200us,   0us,   0us,   false, "",              ""},
    {"c8xx",     "ext_bus", never,     200us,   0us,   0us,   false, "",              ""},
};

}  // namespace

std::span<const DriverProfile> driver_catalog() { return kDriverCatalog; }

const DriverProfile* find_driver(DriverName name) {
  const auto found = std::ranges::find(kDriverCatalog, name.view(), &DriverProfile::name);
  return found == std::end(kDriverCatalog) ? nullptr : found;
}

sim::Duration before_mac(const DriverProfile& profile) {
  switch (profile.mac_known_at) {
    case attach: return sim::Duration(0);
    case early: return profile.init / 8;
    case mid: return profile.init / 2;
    case late: return profile.init * 7 / 8;
    case never: return sim::Duration(0);
  }
  return sim::Duration(0);
}

gio::DriverInfo info_of(const DriverProfile& profile) {
  return {DriverName(profile.name), DeviceClass(profile.device_class),
          profile.instance_replaceable};
}

}  // namespace giosim::hdm
