// Question: a decision of GIO's, asked before it is told. The answer is a number; the run itself
// knows which one is right, and why each other one is not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runner/report/lecture.hpp"

namespace giosim::report {

// Worth asking: more than one number was considered.
bool is_question(const LectureStep& step);

struct Answer {
  bool right = false;
  std::string sentence;
};

// "2" or "lan2"; nothing: it is no number.
std::optional<std::int64_t> number_answered(const LectureStep& step, std::string_view text);

Answer judged(const LectureStep& question, std::int64_t number);

// What is right, for who gives up: "It is lan2: the lowest number left."
std::string solution(const LectureStep& question);

}  // namespace giosim::report
