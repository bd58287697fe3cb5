#include "runner/lesson.hpp"

#include "runner/machine_spec.hpp"
#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"

namespace giosim::runner {

const Shape<Lesson>& lesson_shape() {
  static const Shape<Lesson> shape =
      MapShape<Lesson>("lesson", "What makes a play a lesson of a course (giosim learn).")
          .required("number", &Lesson::number, integer<int>(1, 999), "Its place in the course.")
          .required("title", &Lesson::title, text(), "A few words.",
                    {.example = "title: Why paths fail"})
          .required("goal", &Lesson::goal, text(), "What one can do behind it.",
                    {.example = "goal: \"Say why lan2 becomes lan0.\""})
          .optional("before", &Lesson::before, text(),
                    "The situation before the first step, and what to look at.")
          .required("summary", &Lesson::summary, text(), "What was seen, told behind the last step.")
          .optional("ask", &Lesson::ask, one_or_many(given_name(Named::machine)),
                    "The machines whose decisions are asked, before they are told; by default "
                    "those of all.",
                    {.example = "ask: [target]"})
          .optional("ask_at", &Lesson::ask_at, one_or_many(hw_path_shape()),
                    "The H/W paths of the devices whose decisions are asked, where all would be too "
                    "many; by default those of all.",
                    {.example = "ask_at: [0/4/1/0, 0/4/2/0]"});
  return shape;
}

}  // namespace giosim::runner
