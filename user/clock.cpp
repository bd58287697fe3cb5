#include "user/clock.hpp"

#include <fmt/format.h>

#include "sim/kernel.hpp"

namespace giosim::user {
namespace {

using namespace std::chrono;

constexpr sys_seconds kBirth =
    sys_days(year(2010) / October / 27) + hours(10) + minutes(12);

constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

Date date_at(sim::Time time) {
  return kBirth + duration_cast<microseconds>(time.time_since_epoch());
}

Date date_of(const machine::Os& os) { return date_at(os.kernel.now()); }

std::string date_text(Date date) {
  const sys_days day = floor<days>(date);
  const year_month_day calendar(day);
  const hh_mm_ss time(floor<seconds>(date - day));
  return fmt::format("{} {} {} {:02}:{:02}:{:02} UTC {}", kDays[weekday(day).c_encoding()],
                     kMonths[static_cast<unsigned>(calendar.month()) - 1],
                     static_cast<unsigned>(calendar.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(),
                     static_cast<int>(calendar.year()));
}

}  // namespace giosim::user
