// RcLog: /etc/rc.log, what the startup and shutdown scripts said.
//
// The log of the boot before is kept as /etc/rc.log.old.
// Assumed: the shape of the banner; no date stands in it, as the emulated machine has none.
#pragma once

#include <string>
#include <string_view>

#include "sim/disk.hpp"
#include "sim/trace.hpp"

namespace giosim::machine {

inline constexpr std::string_view kRcLog = "/etc/rc.log";
inline constexpr std::string_view kRcLogOld = "/etc/rc.log.old";

class RcLog {
 public:
  RcLog(sim::Disk& disk, sim::Trace& trace) : disk_(disk), trace_(trace) {}

  // "HP-UX Start-up in progress": the log begins anew.
  void begin_startup();
  // "System shutdown in progress": the log goes on.
  void begin_shutdown();

  void line(std::string_view text);

  // A log that cannot be written is nobody's failure; the lines stay in the trace.
  sim::Task<> write();

  const std::string& text() const { return text_; }

 private:
  void banner(std::string_view title);

  sim::Disk& disk_;
  sim::Trace& trace_;
  std::string text_;
  std::string old_;
};

}  // namespace giosim::machine
