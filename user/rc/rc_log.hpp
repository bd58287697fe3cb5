// RcLog: /etc/rc.log, what the startup and shutdown scripts said.
//
// Standard output and standard error of each script go there; nothing of them is seen on the
// console. The log of the boot before is kept as /etc/rc.log.old.
#pragma once

#include <string>
#include <string_view>

#include "machine/os.hpp"
#include "user/clock.hpp"

namespace giosim::user {

inline constexpr std::string_view kRcLog = "/etc/rc.log";
inline constexpr std::string_view kRcLogOld = "/etc/rc.log.old";

class RcLog {
 public:
  explicit RcLog(machine::Os& os) : os_(os) {}

  // The log begins anew.
  void begin_startup();
  // The log goes on from what is on the disk.
  void go_on();

  // "HP-UX Start-up in progress", with the date, between two rules.
  void banner(std::string_view title);

  // All that one script leaves there: `call` is "/sbin/rc2.d/S340net start".
  void script(std::string_view message, std::string_view call, std::string_view output,
              int exit_code);
  void line(std::string_view text);

  // What is to be written. The caller commits it, and says when that went well.
  void add_to(sim::Disk::Changes& changes) const;
  void is_on_disk() { on_disk_ = true; }

  const std::string& text() const { return text_; }

 private:
  machine::Os& os_;
  std::string text_;
  std::string old_;
  bool on_disk_ = false;
};

}  // namespace giosim::user
