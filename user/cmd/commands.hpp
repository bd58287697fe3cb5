// The rows of the command table; each stands in a file of its own.
#pragma once

#include "user/command.hpp"

namespace giosim::user {

extern const Command kCat, kDate, kEcho, kGrep, kHostname, kLs, kMan, kUname;

}  // namespace giosim::user
