#include "cli/teach_text.hpp"

#include <fmt/format.h>

#include <memory>

#include "cli/line_editor.hpp"
#include "cli/signals.hpp"

namespace giosim::cli {

Attendance teach_in_text(const report::Lecture& lecture, StepperSettings settings,
                         Terminal& terminal) {
  const Signals signals;
  std::unique_ptr<LineSource> lines;
  if (can_edit_lines()) {
    lines = std::make_unique<LineEditor>(complete_step_command, "teach_history");
  } else {
    lines = std::make_unique<PipedLines>();
  }
  Stepper stepper(lecture, *lines, terminal, std::move(settings));
  Attendance attendance;
  attendance.code = stepper.run();
  attendance.to_the_end = stepper.came_to_the_end();
  attendance.asked = stepper.asked();
  attendance.right = stepper.right();
  return attendance;
}

}  // namespace giosim::cli
