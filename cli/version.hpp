// The version of giosim, as it stands in traces, in disk files and behind --version.
#pragma once

#include <string_view>

namespace giosim::cli {

inline constexpr std::string_view kVersion = "0.1";
inline constexpr std::string_view kEngine = "giosim 0.1";

}  // namespace giosim::cli
