// Dump: the visitor through which a module shows its state, row by row.
//
// One method per stateful module, void dump(Dump&) const, and no getters made for tests. Rows
// come in a defined order: by table, then by key.
#pragma once

#include "base/row.hpp"

namespace giosim {

class Dump {
 public:
  virtual ~Dump() = default;
  virtual void row(const Row& row) = 0;
};

}  // namespace giosim
