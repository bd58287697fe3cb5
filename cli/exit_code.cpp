#include "cli/exit_code.hpp"

#include <algorithm>

namespace giosim::cli {
namespace {

constexpr ExitCodeRow kExitCodes[] = {
    {ExitCode::passed, "all is as expected"},
    {ExitCode::bad_input, "bad input or usage, or an output that cannot be written"},
    {ExitCode::failed, "an expectation or an invariant failed"},
    {ExitCode::internal_error, "a bug of giosim itself; please report it"},
    {ExitCode::interrupted, "ended by Ctrl-C or SIGTERM"},
    {ExitCode::reader_gone, "whoever read the output has gone (as in `giosim … | head`)"},
};

}  // namespace

std::span<const ExitCodeRow> exit_codes() { return kExitCodes; }

ExitCode graver(ExitCode a, ExitCode b) {
  const auto rank = [](ExitCode code) {
    return std::ranges::find(kExitCodes, code, &ExitCodeRow::code);
  };
  return std::max(a, b, [&](ExitCode left, ExitCode right) { return rank(left) < rank(right); });
}

}  // namespace giosim::cli
