// The exit codes of startup and shutdown scripts, and what rc makes of them (rc(1M)).
#pragma once

#include <string_view>

namespace giosim::user {

inline constexpr int kDone = 0;
inline constexpr int kError = 1;
inline constexpr int kNotApplicable = 2;  // a control variable is off: nothing was done
inline constexpr int kBootAgain = 3;      // done, and the system is to be booted again at once
inline constexpr int kBackground = 4;     // done, and a process goes on in the background

// Codes above 4 are like 1, and so are those below 0, which no script returns.
constexpr bool failed(int exit_code) {
  return exit_code == kError || exit_code > kBackground || exit_code < kDone;
}

// In the checklist on the console.
// Assumed: OK for 3 and 4; the manual does not say.
constexpr std::string_view checklist_word(int exit_code) {
  if (failed(exit_code)) return "FAIL *";
  return exit_code == kNotApplicable ? "N/A" : "OK";
}

}  // namespace giosim::user
