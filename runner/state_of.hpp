// What a machine's disk says while nobody runs on it, and what its OS says while somebody does.
#pragma once

#include <string>
#include <vector>

#include "krs/pi_config.hpp"
#include "machine/machine.hpp"

namespace giosim::runner {

// ioconfig as a listing shows it, by class and instance.
std::vector<IoconfigRow> ioconfig_of(const machine::Machine& machine);

// The saved entries, by class and instance.
std::vector<krs::PiEntry> saved_entries_of(const machine::Machine& machine);

std::string rc_log_of(const machine::Machine& machine);

}  // namespace giosim::runner
