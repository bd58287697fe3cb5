// Golden: what the trace of a scenario says about a few topics, kept beside the scenario for people
// to read and to compare with.
//
//   about: instances, dlpi
//
//   target 0/4/1/0
//     boot 1  gio.instance_assigned   lan1, by lowest_free
//     boot 1  gio.instance_reassigned lan1 -> lan0, mac 0x00306E00000A, formerly_at 0/1/1/0
//
// By device, each in the order in which things happened to it; who of several devices was first is
// not in it, and no time. Lines that begin with # are for people.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "runner/fact_log.hpp"
#include "runner/report/story_diff.hpp"
#include "runner/scenario.hpp"

namespace giosim::runner {

struct Golden {
  report::Selection selection;
  report::DeviceLines devices;
};

std::string text_of(const Golden& golden, const std::string& scenario);
std::expected<Golden, std::string> parse_golden(std::string_view text);

// What became of one `trace:` expectation.
struct GoldenCheck {
  enum class State {
    same,
    differs,  // also: it cannot be read
    missing,
    vacuous,  // the run says nothing about a topic of it, so that it could only ever hold
    homeless  // the scenario is no file, and there is no place beside it
  } state = State::same;
  std::string path;
  std::string text;                       // the golden of this run
  std::vector<std::string> sentences;     // what is wrong
};
GoldenCheck check_golden(const Scenario& scenario, const TraceExpectation& expectation,
                         const std::vector<FactLog::Entry>& facts);

// "moves/swap.golden" of "moves/swap.yaml".
std::string golden_path(const Scenario& scenario, const TraceExpectation& expectation);

// The goldens that a scenario names, in their order.
std::vector<std::string> goldens_of(const Scenario& scenario);

// The golden of a run that did not fit, for giosim accept: "moves/swap.golden.pending".
inline constexpr std::string_view kGolden = ".golden";
inline constexpr std::string_view kPending = ".pending";
inline std::string pending_path(const std::string& golden) { return golden + std::string(kPending); }

}  // namespace giosim::runner
