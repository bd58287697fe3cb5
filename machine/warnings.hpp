// What the kernel's part of Portable Image has to say to an administrator goes to NetTL's log.
//
// Document: the library has "support for … logging messages to NetTL". Assumed: the kernel logs under
// the same subsystem; its records have no process and no user ([ICS] in netfmt).
#pragma once

#include <string>
#include <vector>

#include "machine/os.hpp"

namespace giosim::machine {

// GIO's warnings (R5, A5), those that came since the last call. They wait until somebody writes the
// log, which takes a disk.
void log_warnings(Os& os);

// K9.
void log_damaged(Os& os, const std::vector<std::string>& files);

}  // namespace giosim::machine
