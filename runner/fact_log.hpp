// FactLog: the facts of a run, kept for the expectations that ask for them.
//
// It keeps nothing unless the scenario has such an expectation: a million NICs state twelve
// million facts.
#pragma once

#include <string>
#include <vector>

#include "runner/fact_pattern.hpp"
#include "sim/trace.hpp"

namespace giosim::runner {

class FactLog : public sim::TraceSink {
 public:
  struct Entry {
    std::string machine;
    int boot = 0;
    sim::Time time{};
    std::uint64_t seq = 0;
    giosim::Fact fact;

    bool is(const FactPattern& pattern) const { return pattern.matches(machine, boot, fact); }
  };

  void fact(const sim::Stamped& stamped) override {
    facts_.push_back({stamped.life->machine, stamped.life->boot, stamped.time, stamped.seq,
                      *stamped.fact});
  }

  const std::vector<Entry>& facts() const { return facts_; }

 private:
  std::vector<Entry> facts_;
};

}  // namespace giosim::runner
