// giosim shell: what it may be told.

#include <memory>

#include "cli/seat.hpp"
#include "cli/shell.hpp"
#include "cli/signals.hpp"
#include "cli/subcommand.hpp"
#include "cli/version.hpp"

namespace giosim::cli {
namespace {

struct ShellSettings {
  SeatSettings seat;
  bool echo = false;
};

ExitCode shell(const ShellSettings& settings, Terminal& terminal) {
  const bool person = can_edit_lines();
  const Signals signals;
  Seat seat(settings.seat, terminal, Says::much,
            [] { return Signals::interrupted() || Signals::must_end(); });
  if (!seat.take())
    return Signals::interrupted() || Signals::must_end() ? ExitCode::interrupted : ExitCode::failed;

  std::unique_ptr<LineSource> lines;
  if (person) {
    terminal.out << "You sit at " << seat.console().machine()
                 << ". ~help says what giosim itself can do here; exit or Ctrl-D leaves.\n";
    lines = std::make_unique<LineEditor>(
        [&seat](const std::string& text) { return complete(seat.console(), text); });
  } else {
    lines = std::make_unique<PipedLines>();
  }
  const auto echo = settings.echo && !person ? Shell::Echo::on : Shell::Echo::off;
  const ExitCode code = Shell(seat, terminal, *lines, echo).run();
  static_cast<void>(Signals::take_interrupt());
  seat.leave();
  return code;
}

}  // namespace

Work prepare_shell(Arguments& arguments) {
  const auto settings = std::make_shared<ShellSettings>();
  declare_scenario(arguments, settings->seat);
  declare_seat(arguments, settings->seat);
  arguments.flag("--echo", "print each line, behind its prompt, when the lines come from a pipe",
                 settings->echo)
      .letter = "-x";
  return [settings](Terminal& terminal) { return shell(*settings, terminal); };
}

}  // namespace giosim::cli
