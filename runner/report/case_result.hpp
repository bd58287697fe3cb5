// CaseResult: what became of one scenario in a test run, for the writers of test reports.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/words.hpp"

namespace giosim {

namespace report {

enum class Outcome {
  passed,
  expected_failure,  // it failed, as it said it would
  failed,
  unexpected_pass,  // it said that it would fail, and did not
  broken,           // the file cannot be loaded or performed
  bug,              // giosim's own
  not_run           // the test run was ended before its turn
};

struct CaseResult {
  std::string file;
  std::string name;  // the scenario's; empty when it could not be loaded
  Outcome outcome = Outcome::not_run;
  std::string reason{};  // of an expected failure, or why it was not run
  std::string story{};   // what is wrong, in lines as a compiler writes them; may be empty
  std::string replay{};  // the command that shows it; empty when there is none
  std::uint64_t facts = 0;
  std::optional<std::chrono::nanoseconds> elapsed{};  // wall clock, only when it was asked for
};

// What makes a test run fail.
constexpr bool is_bad(Outcome outcome) {
  return outcome != Outcome::passed && outcome != Outcome::expected_failure &&
         outcome != Outcome::not_run;
}

std::size_t count(std::span<const CaseResult> cases, Outcome outcome);

// "37 passed, 1 failed, 1 expected failure": what did not occur is left out, but for "passed".
std::string summary(std::span<const CaseResult> cases);

}  // namespace report

template <>
inline constexpr auto kWords<report::Outcome> = WordTable<7>{
    "passed", "expected failure", "failed", "unexpected pass", "broken", "bug", "not run"};

}  // namespace giosim
