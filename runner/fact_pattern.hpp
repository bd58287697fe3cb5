// FactPattern: which facts an expectation or a fault is about.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "runner/shape.hpp"
#include "sim/trace.hpp"

namespace giosim::runner {

struct FactPattern {
  std::string event;    // "gio.instance_reassigned"
  std::string machine;  // empty: any
  int boot = 0;         // 0: any
  std::vector<std::pair<std::string, std::string>> with;  // field and its text

  bool matches(std::string_view on_machine, int in_boot, const giosim::Fact& fact) const;
  bool matches(const sim::Stamped& stamped) const {
    return matches(stamped.life->machine, stamped.life->boot, *stamped.fact);
  }
  std::string text() const;  // as a person would say it
};

const Shape<FactPattern>& fact_pattern_shape();
Shape<std::string> fact_name_shape();

// Does the fact have all the fields of `with`? The error is a sentence.
std::expected<void, std::string> fields_exist(const FactPattern& pattern);

// The names of all facts, and of the fields of one: for checks and the nearest word.
const std::vector<std::string>& fact_names();
std::vector<std::string> fields_of(const std::string& fact_name);

}  // namespace giosim::runner
