// Judge: the side of a mutant. It performs scenarios and says of each what failed.
//
// One line for each thing that happens, its words apart by tabs, so that whoever reads along knows
// where a mutant hangs:
//
//   run   INDEX
//   fails WHAT  FILE  LINE  SENTENCE
//   done  INDEX OUTCOME
#pragma once

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runner/report/case_result.hpp"

namespace giosim::mutants {

// One thing that is not as the scenario or the rule book says.
struct Finding {
  std::string what;  // "I5", the key of an expectation, or one of the words below
  std::string file;  // of an expectation; may be empty
  std::int64_t line = 0;
  std::string sentence;
};
inline constexpr std::string_view kMust = "MUST";          // the mechanism noticed by itself
inline constexpr std::string_view kStuck = "stuck";        // it never comes to its end
inline constexpr std::string_view kChoices = "choices";    // the order cannot be had any more
inline constexpr std::string_view kStep = "step";          // a step makes no sense any more
inline constexpr std::string_view kUnexpected = "expect_failure";  // it passes, and should not
inline constexpr std::string_view kCrash = "crash";
inline constexpr std::string_view kTime = "time";          // it takes too long

// What became of one scenario.
struct Judgement {
  report::Outcome outcome = report::Outcome::not_run;
  std::vector<Finding> findings;  // empty when it passes

  bool bad() const { return report::is_bad(outcome); }
};

Judgement judge(const std::string& file);

// The judgements of all these files, in their lines; the first that is bad ends it if so wanted.
enum class Until { the_end, the_first_kill };
void judge(std::span<const std::string> files, Until until, std::ostream& out);

}  // namespace giosim::mutants
