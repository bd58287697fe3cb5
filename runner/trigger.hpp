// Trigger: when this has happened, do that. It only listens; the mechanism knows nothing of it.
#pragma once

#include "runner/fault.hpp"
#include "sim/trace.hpp"

namespace giosim::runner {

class World;

class Trigger : public sim::TraceSink {
 public:
  Trigger(World& world, const WhenFault& spec) : world_(world), spec_(spec) {}

  void fact(const sim::Stamped& stamped) override;

  std::uint64_t matches() const { return matches_; }

 private:
  World& world_;
  const WhenFault& spec_;
  std::uint64_t matches_ = 0;
};

}  // namespace giosim::runner
