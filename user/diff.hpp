// How one text becomes another, line by line, in the default format of POSIX's diff.
#pragma once

#include <string>
#include <string_view>

namespace giosim::user {

// Empty when the texts are alike. The fewest lines that must go and come are said.
std::string differences(std::string_view from, std::string_view to);

}  // namespace giosim::user
