// MachineLink: the way from a program outside to the giosim that has its machine.
//
// The environment says which:
//
//   GIOSIM_SOCKET=PATH     a giosim that runs: giosim serve --socket PATH
//   GIOSIM_MACHINE=FILE    a machine's file: a giosim of the program's own is started at the first
//                          open(), has the file while the program lives, and shuts the machine down
//                          at its end
//   GIOSIM_MACHINE_NAME    which machine, where there are several
//   GIOSIM_PROGRAM         the giosim to start; by default the one in PATH
//
// Each stream is a socket of its own, and the descriptor that the program gets is that socket:
// close(), dup(), poll(), select() and O_NONBLOCK are the system's own. Nothing here throws, prints,
// or leaves a process behind; what giosim itself has to say goes to standard error.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <mutex>

namespace giosim::dlpi {

class MachineLink {
 public:
  // The environment names a machine, and /dev/dlpi is on it.
  static bool is_wanted();
  static const char* machine_name();  // empty: the one that giosim chooses

  // A connected socket, close-on-exec; -1 with errno: ENXIO when there is no such machine.
  int connect();

  // Whether the descriptor is such a socket; else errno: EBADF, or ENOSTR.
  bool is_ours(int descriptor);

  ~MachineLink();

 private:
  struct Address {
    sockaddr_un name{};
    socklen_t size = 0;
  };
  bool start();
  int connect_anyhow();
  int connect_to(const Address& address);

  std::mutex mutex_;
  Address address_;    // of where the program's streams are; none before the first
  int control_ = -1;   // held open as long as the giosim of our own shall live
  int owner_ = 0;      // the process that has started it: its children do not end it
};

}  // namespace giosim::dlpi
