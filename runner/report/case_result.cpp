#include "runner/report/case_result.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace giosim::report {

std::size_t count(std::span<const CaseResult> cases, Outcome outcome) {
  return static_cast<std::size_t>(std::ranges::count(cases, outcome, &CaseResult::outcome));
}

std::string summary(std::span<const CaseResult> cases) {
  std::string text = fmt::format("{} passed", count(cases, Outcome::passed));
  for (std::size_t i = 1; i < kWords<Outcome>.size(); ++i)
    if (const std::size_t n = count(cases, static_cast<Outcome>(i)); n > 0)
      text += fmt::format(", {} {}", n, word(static_cast<Outcome>(i)));
  return text;
}

}  // namespace giosim::report
