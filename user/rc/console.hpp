// Console: what rc shows there, a title and the checklist of scripts with how each ended.
//
// Assumed: its layout, from memory of such consoles. The emulated machine has no console that one
// could look at, so the text also stands in /var/adm/console.log, as a management processor
// would keep it; that file is ours.
#pragma once

#include <string>
#include <string_view>

namespace giosim::user {

inline constexpr std::string_view kConsoleLog = "/var/adm/console.log";

class Console {
 public:
  void title(std::string_view text);
  void item(std::string_view message, int exit_code);
  void line(std::string_view text);
  // Behind the last item: where to read why something failed, if anything did.
  void close_checklist();

  const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool any_failed_ = false;
};

// `before` with `added` behind it, and without the oldest lines when it gets too long.
std::string console_log(std::string before, std::string_view added);

}  // namespace giosim::user
