#include "machine/rc_log.hpp"

namespace giosim::machine {

void RcLog::begin_startup() {
  old_ = disk_.read(kRcLog).value_or("");
  text_.clear();
  banner("HP-UX Start-up in progress");
}

void RcLog::begin_shutdown() { banner("System shutdown in progress"); }

void RcLog::banner(std::string_view title) {
  const std::string rule(50, '*');
  text_ += rule + '\n' + std::string(title) + '\n' + rule + '\n';
}

void RcLog::line(std::string_view text) {
  text_ += text;
  text_ += '\n';
  trace_.record(LogLineWritten{std::string(text)});
}

sim::Task<> RcLog::write() {
  sim::Disk::Changes changes;
  changes[std::string(kRcLog)] = text_;
  if (!old_.empty()) changes[std::string(kRcLogOld)] = old_;
  static_cast<void>(co_await disk_.commit(std::move(changes)));
}

}  // namespace giosim::machine
