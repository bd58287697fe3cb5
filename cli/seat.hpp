// Seat: a place at the machine that a command line names: what giosim shell and exec share.
//
// The machine comes out of a scenario, whose steps are performed first, or out of a disk file that
// an earlier giosim has left, or both.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "runner/console.hpp"

namespace giosim::cli {

struct SeatSettings {
  std::optional<std::string> scenario;
  std::optional<std::string> disk;
  std::optional<std::string> machine;
  std::string user = "root";
  bool power_cut = false;
};

// SCENARIO, for a command that takes nothing else.
void declare_scenario(Arguments& arguments, SeatSettings& settings);

// --disk, --machine, --user and --power-cut.
void declare_seat(Arguments& arguments, SeatSettings& settings);

enum class Says { much, little };  // what a person wants to know who sits there

class Seat {
 public:
  // Loads everything. Throws UsageError and ScenarioError.
  Seat(const SeatSettings& settings, Terminal& terminal, Says says,
       std::function<bool()> interrupted);

  // Performs the steps, takes the machine's terminal and powers it on where it is off. False: it was
  // interrupted.
  bool take();

  // Puts an end to what runs, so that the disks outlive the program in good order: a shutdown as
  // HP-UX would do it, or with --power-cut none.
  void leave();

  runner::Console& console() { return *console_; }

  // Sits down at another machine.
  void move_to(const std::string& machine);
  void log_in_as(const std::string& user);

  // A machine is powered on; a sentence says so. False: it was interrupted, or does not stay on.
  bool power_on();

  // What went wrong with expectations and invariants since the last time, to standard error.
  void tell_failures();

 private:
  std::string machine_for_a_newcomer() const;
  void must_have(const std::string& machine) const;

  const SeatSettings& settings_;
  Terminal& terminal_;
  Says says_;
  std::optional<sim::SqliteStore> store_;
  std::unique_ptr<runner::Console> console_;
  std::size_t broken_told_ = 0;
};

}  // namespace giosim::cli
