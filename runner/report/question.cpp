#include "runner/report/question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/must.hpp"
#include "runner/report/lecture_text.hpp"

namespace giosim::report {
namespace {

std::string chosen_text(const LectureStep& question) {
  const Considered& chosen = question.decision->chosen();
  return fmt::format("{}: {}", number_name(question, chosen), chosen.why);
}

// A number that is not among the considered ones.
std::string_view not_looked_at(const LectureStep& question, std::int64_t number) {
  const bool beyond = question.kind == "gio.instance_assigned" &&
                      number > question.decision->chosen().first();
  return beyond ? "a lower number comes first" : "GIO does not look at it";
}

}  // namespace

bool is_question(const LectureStep& step) {
  return step.decision && step.decision->considered.size() > 1;
}

std::optional<std::int64_t> number_answered(const LectureStep& step, std::string_view text) {
  const std::string of_class = text_in(step.fields, "class");
  if (!of_class.empty() && text.starts_with(of_class)) text.remove_prefix(of_class.size());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || number < 0)
    return std::nullopt;
  return number;
}

Answer judged(const LectureStep& question, std::int64_t number) {
  MUST(question.decision);
  for (const Considered& one : question.decision->considered) {
    if (number < one.first() || number > one.last()) continue;
    if (one.chosen) return {true, fmt::format("Right. {}.", chosen_text(question))};
    return {false, fmt::format("No, not {}{}: {}. It is {}.", text_in(question.fields, "class"),
                               number, one.why, chosen_text(question))};
  }
  return {false, fmt::format("No, not {}{}: {}. It is {}.", text_in(question.fields, "class"), number,
                             not_looked_at(question, number), chosen_text(question))};
}

std::string solution(const LectureStep& question) {
  MUST(question.decision);
  return fmt::format("It is {}.", chosen_text(question));
}

}  // namespace giosim::report
