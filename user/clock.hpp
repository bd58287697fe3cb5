// The date on the emulated machine, and its usual texts.
//
// Assumed: every simulation begins on Wednesday, 27 October 2010, 10:12:00 UTC, soon after the
// release that the source document speaks of. All machines have one clock, which is right.
#pragma once

#include <chrono>
#include <string>

#include "machine/os.hpp"

namespace giosim::user {

using Date = std::chrono::sys_time<std::chrono::microseconds>;

Date date_at(sim::Time time);
Date date_of(const machine::Os& os);  // now

// "Wed Oct 27 10:12:01 UTC 2010", as date(1) prints it.
std::string date_text(Date date);

}  // namespace giosim::user
