// UserLand: what the kernel starts when it is up, and what a shutdown runs first.
//
// A kernel knows no more of user space than the name of init. So here, too: the machine is given
// these two functions, and the folder user, which stands on machine, provides them.
#pragma once

#include "sim/task.hpp"

namespace giosim::machine {

class Os;

struct UserLand {
  sim::Task<> (*start)(Os&);  // the startup scripts; ends when the system is up
  sim::Task<> (*stop)(Os&);   // the shutdown scripts; the power goes off behind them
};

}  // namespace giosim::machine
