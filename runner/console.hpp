// Console: somebody who sits down at the machines of a scenario, once its steps are over.
//
//   Console console(scenario, options, show);
//   console.play();                       // the scenario's own steps
//   console.sit_at(console.choice());     // powers it on where it is off
//   console.perform_line("lanscan");      // as at a terminal; show() gets what it prints
//   console.perform_step("power_cut: source");
//
// Virtual time passes only while something is performed.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runner/world.hpp"
#include "user/session.hpp"

namespace giosim::runner {

class Console : private sim::TraceSink {
 public:
  using Show = std::function<void(std::string_view)>;

  // `options.sinks` and `options.store` must outlive the console. options.interrupted is asked
  // during all work, and gives the work up.
  Console(Scenario scenario, RunOptions options, Show show);
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  ~Console() override;

  // What the scenario says is done. The failures of its expectations are for the user to know; they
  // stop nothing. Not interrupted: true.
  bool play();
  std::vector<Failure> take_failures() { return world_->take_failures(); }

  const Scenario& scenario() const { return scenario_; }
  const std::vector<const machine::Machine*>& machines() const { return world_->machines(); }
  bool has_machine(const std::string& name) const;
  const report::Invariants& invariants() const { return world_->invariants(); }
  // The one whose terminal a newcomer takes: of those that run the one that was powered on last,
  // else of those that have a disk the only one, or the one that ran last. Empty: nobody can say.
  std::string choice() const;

  // --- One terminal. ---

  // Takes the terminal of a machine, as this user. It may be off.
  void sit_at(const std::string& machine, const std::string& user = std::string(user::kRoot));
  const std::string& machine() const { return at_->name(); }
  const std::string& user() const { return user_; }
  bool is_on() const { return at_->running(); }
  bool has_disk() const { return at_->disk() != nullptr; }

  enum class End {
    done,
    exited,       // the line said `exit`
    power_off,    // the line took the power away
    rebooted,     // and it came back
    interrupted,  // given up; what it started goes on
    stuck         // nothing happens any more, and the line is not at its end
  };
  // The machine must be on.
  End perform_line(const std::string& line);
  int status() const { return status_; }

  // Any step of the scenario language. Throws ScenarioError where it makes no sense.
  End perform_step(const std::string& text);
  End perform_step(Action action);

  // --- The files of the machine's disk, whether it is on or off. ---
  std::optional<std::string> read(const std::string& path) const;
  std::expected<void, sim::DiskError> write(const std::string& path, std::string bytes);
  // Files and directories that begin so: "/etc/rc" -> "/etc/rc.config.d/", "/etc/rc.log".
  std::vector<std::string> paths_beginning(const std::string& path) const;

  // --- Programs outside. ---
  // What they open on that machine; nullptr while it is off.
  dlpi::Streams* streams(const std::string& machine);
  // Virtual time passes until nothing is under way any more.
  End settle();

  // lan0 …, as DLPI shows them. None while the machine is off.
  std::vector<std::string> interfaces() const;

  // Writes into the store what the machines are now.
  void describe_machines() { world_->describe_machines(); }

 private:
  struct Login {
    std::unique_ptr<user::Session> session;
    std::size_t shown = 0;  // how much of its screen
  };

  void fact(const sim::Stamped& stamped) override;
  End operate(sim::Task<> work);
  void log_in();
  void show_printed();
  void forget_the_past();

  Scenario scenario_;
  RunOptions options_;
  Show show_;
  std::unique_ptr<sim::Choices> choices_;
  std::vector<std::string> powered_on_;  // the names, in the order of the last power-on of each

  // Sessions outlive the world, whose processes print into them. The last one is at the terminal;
  // the others belong to lines that were given up.
  std::vector<Login> logins_;
  std::unique_ptr<World> world_;
  machine::Machine* at_ = nullptr;
  std::string user_;
  int boot_ = 0;  // of the machine, when the session began
  int status_ = 0;
};

}  // namespace giosim::runner
