// A word between quotation marks, as sentences name what was found: 'lan18'.
#pragma once

#include <string>
#include <string_view>

namespace giosim::pi {

inline std::string in_quotes(std::string_view word) { return "'" + std::string(word) + "'"; }

}  // namespace giosim::pi
