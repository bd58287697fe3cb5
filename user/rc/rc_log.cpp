#include "user/rc/rc_log.hpp"

#include <fmt/format.h>

#include "base/lines.hpp"
#include "user/rc/exit_code.hpp"

namespace giosim::user {

void RcLog::begin_startup() {
  old_ = os_.disk.read(kRcLog).value_or("");
  text_.clear();
  on_disk_ = false;
  banner("HP-UX Start-up in progress");
}

void RcLog::go_on() {
  if (on_disk_) text_ = os_.disk.read(kRcLog).value_or("");
  on_disk_ = false;
}

// Assumed: the banner; public scripts look for its titles only.
void RcLog::banner(std::string_view title) {
  const std::string rule(50, '*');
  text_ += fmt::format("{}\n{}\n{}\n{}\n", rule, title, date_text(date_of(os_)), rule);
}

// Assumed: all but the line that says FAILED, which the source document prints.
void RcLog::script(std::string_view message, std::string_view call, std::string_view output,
                   int exit_code) {
  text_ += fmt::format("\n{}\nOutput from \"{}\":\n{}\n", message, call, std::string(28, '-'));
  for (const std::string_view said : lines_of(output)) line(said);
  if (failed(exit_code)) line(fmt::format("\"{}\" FAILED", call));
  if (exit_code == kNotApplicable) text_ += fmt::format("\"{}\" SKIPPED\n", call);
}

void RcLog::line(std::string_view text) {
  text_ += text;
  text_ += '\n';
  os_.trace.record(LogLineWritten{std::string(text)});
}

void RcLog::add_to(sim::Disk::Changes& changes) const {
  changes[kRcLog] = text_;
  if (!old_.empty()) changes[kRcLogOld] = old_;
}

}  // namespace giosim::user
