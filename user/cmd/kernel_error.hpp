// What kctune and kcmodule say alike.
#pragma once

#include <fmt/format.h>

#include "user/command.hpp"

namespace giosim::user {

inline constexpr int kKernelError = 2;  // exit code

inline int refuse(Session& session, std::string_view sentence) {
  session.complain(fmt::format("ERROR:   {}\n", sentence));
  return kKernelError;
}

}  // namespace giosim::user
