// UserSpace: what the kernel starts when it is up, and what a shutdown runs first.
//
// A kernel knows no more of user space than the name of init. So here, too: the machine is given
// a function that makes one for a new OS, and the folder user, which stands on machine, provides
// it.
#pragma once

#include <memory>

#include "base/dump.hpp"
#include "sim/task.hpp"
#include "sim/trace.hpp"

namespace giosim::machine {

class Machine;

// Lives as long as its OS, and a little longer than the processes of it.
class UserSpace {
 public:
  UserSpace() = default;
  UserSpace(const UserSpace&) = delete;
  UserSpace& operator=(const UserSpace&) = delete;
  virtual ~UserSpace() = default;

  virtual sim::Task<> start() = 0;  // init and the startup scripts; ends when the system is up
  virtual sim::Task<> stop() = 0;   // the shutdown scripts; the power goes off behind them
  // However the OS ends: its processes are destroyed next, wherever they wait.
  virtual void power_goes(sim::Trace&) {}
  virtual void dump(Dump& dump) const = 0;
};

struct UserLand {
  std::unique_ptr<UserSpace> (*make)(Machine&);  // the machine has its OS already
};

}  // namespace giosim::machine
