// --policy name=reading: another reading of the document than the scenario's.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "gio/policy.hpp"

namespace giosim::cli {

// Throws UsageError with the nearest right word.
void set_policy(const std::string& name_and_reading, gio::Policies& policies);

// Every name=reading, for completion.
std::vector<std::string> policy_words();

// --policy, for a command that takes readings one by one.
void declare_policies(Arguments& arguments, std::vector<std::string>& policies);

}  // namespace giosim::cli
