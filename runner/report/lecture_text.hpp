// What a lecture says of one step, in plain text: used by giosim explain and by the stepper of
// giosim teach --text.
#pragma once

#include <string>
#include <vector>

#include "runner/report/lecture.hpp"
#include "runner/report/origin.hpp"
#include "runner/report/text_report.hpp"

namespace giosim::report {

// "lan1", or "lan3 to lan17" of a run of numbers.
std::string number_name(const LectureStep& step, const Considered& considered);

// "   0.002200": seconds since the power came on.
std::string time_text(const LectureStep& step);

// One line for each number considered: which, whether it was chosen, and why.
std::vector<std::string> considered_lines(const LectureStep& step);

// The document's own sentence with its section, or the rule's words where the document has none.
std::string quote_of(const Lecture& lecture, const std::string& rule);

// The step itself: where in the run, its sentence, what it changed, what was considered.
std::vector<std::string> step_lines(const Lecture& lecture, const LectureStep& step);

// The why of one step: what it rests on, the rule, the document, the numbers considered, what would
// go wrong without the rule, and where the document leaves it open. Lines of at most 80 characters.
std::vector<std::string> why_lines(const Lecture& lecture, const LectureStep& step);

// The tables of a step's machine; what the step changed is marked.
std::vector<std::string> state_lines(const Lecture& lecture, const LectureState& state,
                                     const LectureStep& step);

// giosim explain lan0.
std::string origin_text(const Lecture& lecture, const Origin& origin, Detail detail);
std::string origin_json(const Lecture& lecture, const Origin& origin, Detail detail);

}  // namespace giosim::report
