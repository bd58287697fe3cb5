// The narrator: makes words of facts. The mechanism states, the narrator tells.
//
// For each fact one sentence that says what happened (the rule says why), a label for a small
// block, the lane of the component, whose story it is, and the rule it applies. Assertions
// belong on kinds and codes, never on these words: prose may change freely.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/fact.hpp"
#include "base/words.hpp"
#include "sim/trace.hpp"

namespace giosim {

namespace report {

// Who acts: the lanes of a picture of the trace, top to bottom.
enum class Lane { hw, rc, krs, gio, hdm, ilan, dlpi };

// How much a fact matters to somebody who reads the story for the first time.
enum class Weight {
  plumbing,  // true, and needed to understand the code; the story can do without
  step,
  decision,  // GIO chose or reserved a number
  trouble    // something went wrong
};

struct Telling {
  static constexpr std::size_t kLongestSentence = 110;  // in characters
  static constexpr std::size_t kLongestLabel = 10;

  std::string sentence{};
  std::string label{};
  std::string subject{};  // a H/W path, or "lan0"; empty: nobody in particular
  Lane lane = Lane::hw;
  std::string_view rule{};
  Weight weight = Weight::step;
  std::string uncut{};  // the whole sentence, where it is longer; else empty
};

Telling tell(const sim::Stamped& stamped);

// The dotted name: "gio.instance_reassigned".
std::string_view kind_of(const Fact& fact);

// What a lane stands for.
std::string_view role_of(Lane lane);
std::span<const Lane> lanes();

// What GIO had to decide, and what became of a number that it considered.
std::string question(const Fact& fact);  // empty: this fact is no decision
std::string_view why(CandidateCode code);
bool is_chosen(CandidateCode code);
bool is_foil(CandidateCode code);  // GIO does not choose among these, but a reader might
std::span<const Candidate> considered(const Fact& fact);

// "K692hpuxpi" of "/sbin/rc1.d/K692hpuxpi stop"; its letter says that it belongs to a shutdown.
std::string_view script_name(std::string_view script);
bool is_shutdown_script(std::string_view script);

}  // namespace report

template <>
inline constexpr auto kWords<report::Lane> =
    WordTable<7>{"HW", "rc", "KRS", "GIO", "HDM", "ILAN", "DLPI"};

template <>
inline constexpr auto kWords<report::Weight> =
    WordTable<4>{"plumbing", "step", "decision", "trouble"};

}  // namespace giosim
