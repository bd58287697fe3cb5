// Story: the facts of a run as short lines, and what each NIC ended up with; from a run that is
// listened to, or from a trace that one has written. The two are the same for the same run.
//
// A line is made of the names that a fact and its fields have in the trace, never of the
// narrator's words, and of no time: it changes when what happened changes.
//
//   gio.instance_reassigned  lan1 -> lan0, mac 0x00306E00000A, formerly_at 0/1/1/0
//
// Each fact belongs to a device: what it names first, a H/W path or an interface ("lan0"); a fact
// that names neither belongs to its machine.
#pragma once

#include <cstdint>
#include <expected>
#include <istream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runner/report/cell.hpp"
#include "runner/report/topic.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

struct StoryFact {
  std::string machine;
  int boot = 0;
  std::int64_t clock_ns = 0;  // of virtual time, from the beginning of the run
  std::string kind;
  std::string device;              // "0/4/1/0", "lan0"; empty: the machine itself
  std::vector<std::string> lines;  // the first begins with the kind; the others show a screen

  // Times apart.
  bool same_as(const StoryFact& other) const {
    return machine == other.machine && boot == other.boot && device == other.device &&
           lines == other.lines;
  }
};

// What became of a NIC: in the last boot of its machine, when that is over.
struct NicEnd {
  std::string mac;       // "0x00306E00000A"; "-" when no driver has read it
  std::string instance;  // GIO's: "lan0"; "-"
  std::string shown;     // DLPI's, "lan0 0x00306E00000A"; "-" for an interface that is not there

  bool operator==(const NicEnd&) const = default;
};

// By machine and H/W path, both as people sort them: 0/2 before 0/10.
struct NaturalLess {
  bool operator()(std::string_view a, std::string_view b) const;
  bool operator()(const std::pair<std::string, std::string>& a,
                  const std::pair<std::string, std::string>& b) const;
};
using NicEnds = std::map<std::pair<std::string, std::string>, NicEnd, NaturalLess>;

struct Story {
  std::vector<StoryFact> facts;
  NicEnds nics;
};

StoryFact story_fact(std::string machine, int boot, sim::Time time, const Fact& fact);

// Listens to a run.
class StoryTeller : public sim::TraceSink {
 public:
  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void fact(const sim::Stamped& stamped) override;

  const Story& story() const { return story_; }
  Story take() { return std::move(story_); }

 private:
  Story story_;
};

// Reads a trace (docs/TRACE.md). The error says in which line, and what.
std::expected<Story, std::string> read_story(std::istream& trace);

}  // namespace giosim::report
