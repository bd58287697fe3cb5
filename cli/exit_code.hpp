// ExitCode: how giosim ends, for scripts. The numbers are a promise.
#pragma once

#include <span>
#include <string_view>

namespace giosim::cli {

enum class ExitCode {
  passed = 0,
  failed = 1,
  bad_input = 2,
  internal_error = 3,
  interrupted = 130,
  reader_gone = 141
};

struct ExitCodeRow {
  ExitCode code;
  std::string_view meaning;
};

// From the mildest to the gravest: of several that apply to one run of giosim, the last counts.
std::span<const ExitCodeRow> exit_codes();

ExitCode graver(ExitCode a, ExitCode b);

}  // namespace giosim::cli
