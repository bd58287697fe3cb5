// User space as a whole: what the kernel of every emulated machine starts.
#pragma once

#include "machine/user_land.hpp"

namespace giosim::user {

const machine::UserLand& user_land();

}  // namespace giosim::user
