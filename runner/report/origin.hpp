// Origin: the chain of steps that gave a device its instance, from the first cause to the decision.
//
// It follows what the trace says: each step's cause, the steps that wrote what it consulted, and,
// where the disk carried something from one life to the next, the step that saved it there.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "runner/report/lecture.hpp"

namespace giosim::report {

// What is asked about: "lan0", "0/4/2/0" or "0x00306E00000A". Without a machine or a boot: the last
// one in which there is such a thing.
struct Asked {
  std::string subject;
  std::string machine;
  std::optional<std::int64_t> boot;
};

struct OriginLink {
  std::uint64_t seq = 0;
  std::uint64_t cause = 0;               // what made it happen; 0: nothing in the run
  std::vector<std::uint64_t> rests_on;   // what it used besides, e.g. the entry that was saved
  std::uint64_t after = 0;  // the nearest shown one before a cause that is not shown; else 0
  bool shown = true;        // without it the story is still whole
};

struct Origin {
  std::string machine;
  std::int64_t boot = 0;
  std::string name;      // "lan0"; "none"
  std::string hw_path;   // empty: no NIC has the name
  std::string mac;       // empty: no driver has read it
  std::uint64_t given = 0;    // the step that gave the instance, or confirmed it
  std::optional<std::uint64_t> lost;  // the step that took it away
  std::vector<OriginLink> chain;      // in the order of time; the last is `given`
};

// The error is a sentence: there is no such thing, the nearest, what there is.
std::expected<Origin, std::string> origin_of(const Lecture& lecture, const Asked& asked);

// A name of a run: an interface, a H/W path or a MAC address.
bool is_subject(const std::string& word);

}  // namespace giosim::report
