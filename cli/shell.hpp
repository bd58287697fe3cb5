// Shell: giosim shell once it sits at the machine: lines in, what the machine shows out.
//
// A line goes to the machine's own shell. A line that begins with "~" goes to giosim itself (as
// with cu(1)): what one does with one's hands and not by typing, and files that come and go. The
// words are the rows of ONE TABLE (tilde.cpp).
#pragma once

#include <string>

#include "cli/exit_code.hpp"
#include "cli/line_editor.hpp"  // Completion
#include "cli/line_source.hpp"
#include "cli/seat.hpp"
#include "cli/terminal.hpp"

namespace giosim::cli {

class Shell {
 public:
  enum class Echo { off, on };

  // With echo each line is printed behind its prompt, as a terminal shows it: a session from a pipe
  // then reads like one of a person.
  Shell(Seat& seat, Terminal& terminal, LineSource& lines, Echo echo)
      : seat_(seat), terminal_(terminal), lines_(lines), echo_(echo) {}

  // Until the end of the input, `exit`, or a signal that ends it. The exit code is that of the last
  // line.
  ExitCode run();

  // --- What the words of giosim's own do it with. ---
  Seat& seat() { return seat_; }
  Terminal& terminal() { return terminal_; }
  // What happened, for the person who sits there.
  void tell(runner::Console::End end);

 private:
  std::string prompt() const;
  void perform(const std::string& line);
  void perform_own(const std::string& line);
  void complain(const std::string& sentence);

  Seat& seat_;
  Terminal& terminal_;
  LineSource& lines_;
  Echo echo_;
  int status_ = 0;
  bool over_ = false;
};

// "source:/ # ", or "source is off > ".
std::string prompt_of(const runner::Console& console);

// What the word before the cursor may become.
Completion complete(const runner::Console& console, const std::string& text);

}  // namespace giosim::cli
