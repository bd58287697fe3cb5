// giosim teach --text: a lecture in the terminal, or through a pipe.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/stepper.hpp"
#include "cli/terminal.hpp"
#include "runner/report/lecture.hpp"

namespace giosim::cli {

// How far somebody came, for those who keep a record of it.
struct Attendance {
  ExitCode code = ExitCode::passed;
  bool to_the_end = false;
  int asked = 0, right = 0;
};

// Commands come from the terminal with editing and history, or from a pipe, line by line.
Attendance teach_in_text(const report::Lecture& lecture, StepperSettings settings,
                         Terminal& terminal);

}  // namespace giosim::cli
