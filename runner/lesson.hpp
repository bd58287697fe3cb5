// Lesson: what a scenario of a course says besides its play: what it is for, what to look at, what
// follows from it. The questions are made from the run itself.
#pragma once

#include <string>
#include <vector>

#include "base/hw_path.hpp"
#include "runner/shape.hpp"
#include "runner/source_file.hpp"

namespace giosim::runner {

struct Lesson {
  int number = 0;  // its place in the course
  std::string title;
  std::string goal;     // what one can do afterwards
  std::string before;   // the situation, and what to look at
  std::string summary;  // what was seen
  std::vector<std::string> ask;  // the machines whose decisions are asked; empty: of all
  std::vector<HwPath> ask_at;    // of the devices at these H/W paths; empty: of all
};

const Shape<Lesson>& lesson_shape();

}  // namespace giosim::runner
