// Fault: what goes wrong, told apart from the play. ONE TABLE of them (fault.cpp).
//
// A fault of the storage is a decorator around the disk; "when this happens, do that" listens
// to the facts and asks for the step as soon as the kernel's own step is over. The mechanism
// knows of neither.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "runner/fact_pattern.hpp"
#include "runner/shape.hpp"
#include "runner/step.hpp"
#include "sim/faulty_disk.hpp"

namespace giosim::runner {

// The disk that the machine starts with; the fault stays with the disk when it moves.
struct DiskFaultSpec {
  std::string machine;
  sim::DiskFault fault;
};

struct WhenFault {
  FactPattern when;
  std::uint64_t nth = 1;
  std::vector<Step> steps;
};

struct Fault {
  std::variant<DiskFaultSpec, WhenFault> what;
  Mark where;
};

const Shape<Fault>& fault_shape();

}  // namespace giosim::runner
