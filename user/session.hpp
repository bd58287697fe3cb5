// Session: one user at a terminal of a running machine, and what he sees there.
//
// A command prints to standard output and standard error; a terminal shows both in the order in
// which they came. The session belongs to whoever holds the other end of the terminal (a step of
// a scenario, `giosim shell`), so it outlives the OS when a command takes the power away.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "machine/machine.hpp"

namespace giosim::user {

inline constexpr std::string_view kRoot = "root";

class Session {
 public:
  // The machine must run.
  explicit Session(machine::Machine& machine, std::string user = std::string(kRoot));

  machine::Machine& machine() { return machine_; }
  // MUST: it runs. No command is left to ask when it does not.
  machine::Os& os();
  const machine::Os& os() const;

  const std::string& user() const { return user_; }
  bool is_root() const { return user_ == kRoot; }

  // --- Environment: LANG, TZ, what the user set. Empty when not set. ---
  const std::string& variable(std::string_view name) const;
  void set_variable(std::string_view name, std::string value);
  using Environment = std::map<std::string, std::string, std::less<>>;
  const Environment& environment() const { return environment_; }
  void restore_variables(Environment environment) { environment_ = std::move(environment); }

  // --- What the command under way reads and prints. ---
  std::string in;  // all of standard input
  void print(std::string_view text);     // to standard output
  void complain(std::string_view text);  // to standard error
  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }
  const std::string& screen() const { return screen_; }  // both, as they came

  // A place in what is printed, and all that came behind it, which is cut off: the shell's pipes
  // and redirections.
  struct Place {
    std::size_t out = 0, err = 0, screen = 0;
  };
  struct Printed {
    std::string out, err, screen;
  };
  Place place() const { return {out_.size(), err_.size(), screen_.size()}; }
  Printed cut(Place place);

  // While one lives, what is printed from here on may yet go into a pipe or a file: the terminal
  // waits before it shows it.
  class Held {
   public:
    explicit Held(Session& session) : session_(session), first_(!session.held_) {
      if (first_) session_.held_ = session_.screen_.size();
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() {
      if (first_) session_.held_.reset();
    }

   private:
    Session& session_;
    bool first_;
  };
  // The part of screen() that will stay: its length.
  std::size_t settled() const { return held_.value_or(screen_.size()); }

  int status = 0;       // exit code of the last command: $?
  bool exited = false;  // somebody said `exit`

 private:
  machine::Machine& machine_;
  std::string user_;
  Environment environment_;
  std::string out_, err_, screen_;
  std::optional<std::size_t> held_;
};

}  // namespace giosim::user
