// Rc: the sequencer of startup and shutdown scripts, /sbin/rc.
//
// Going up, it runs the S scripts of every level on the way; going down, the K scripts of every
// level that it enters, from the highest to the lowest. Within a level the names of the links
// decide, or, where parallel rc is enabled, the dependencies (user/rc_order.hpp). What stands
// behind a link: user/rc/program.hpp.
// Document: "High-level architecture", startup and shutdown script.
#pragma once

#include <span>

#include "sim/mutex.hpp"
#include "user/init.hpp"
#include "user/rc/console.hpp"
#include "user/rc/rc_log.hpp"
#include "user/rc/program.hpp"

namespace giosim::user {

class Rc final : public Init {
 public:
  Rc(machine::Machine& machine, std::span<const Script> scripts, Interpreter interpreter);

  sim::Task<> start() override;
  sim::Task<> stop() override;
  void dump(Dump& dump) const override;

  char run_level() const override { return level_; }
  char previous_run_level() const override { return previous_; }
  Date entered() const override { return entered_; }
  sim::Task<> enter(char level) override;
  void leave_all() override { level_entered('S'); }
  const std::string& console() const override { return console_.text(); }
  const std::string& log() const override { return log_.text(); }
  std::vector<std::string> links(int level, Direction direction) const override;
  std::map<std::string, ProductFile> product_files() const override;

 private:
  sim::Task<> go_to(int level);
  sim::Task<> run_level_scripts(int level, Direction direction);
  sim::Task<> run_side_by_side(int level, Direction direction);
  sim::Task<> run_link(std::string path, Direction direction);
  sim::Task<std::string> message_of(const Program& program, std::string path,
                                    Direction direction);
  sim::Task<> make_special_files();
  sim::Task<> drivers_are_up();
  sim::Task<> boot_again();
  sim::Task<> write_logs();
  void level_entered(char level);
  SystemRow row() const { return {"run_level", std::string(1, level_)}; }

  machine::Machine& machine_;
  machine::Os& os_;
  std::span<const Script> scripts_;
  Interpreter interpreter_;
  RcLog log_;
  Console console_;
  std::string console_before_;  // /var/adm/console.log of the boots before
  char level_ = '0';            // before the first fact of init
  char previous_ = '0';
  Date entered_{};
  bool reboot_wanted_ = false;
  sim::Mutex changing_;
};

}  // namespace giosim::user
