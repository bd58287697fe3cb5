#include "user/rc/rc.hpp"

#include <fmt/format.h>

#include "base/freed_memory.hpp"
#include "base/lines.hpp"
#include "base/must.hpp"
#include "pi/software.hpp"
#include "user/cmd/commands.hpp"
#include "user/cmd/table.hpp"
#include "user/rc/exit_code.hpp"
#include "user/rc/parallel.hpp"
#include "user/rc_order.hpp"

namespace giosim::user {
namespace {

constexpr std::string_view kInittab = "/etc/inittab";
constexpr std::string_view kBootMessage = "/etc/rc.bootmsg";

// "init:3:initdefault:" of /etc/inittab; 3 where there is no such line.
char default_level(const machine::Os& os) {
  const std::string inittab = '\n' + os.disk.read(kInittab).value_or("");
  constexpr std::string_view kLine = "\ninit:";
  const std::size_t at = inittab.find(kLine);
  if (at == std::string::npos) return '3';
  const std::string_view rest = std::string_view(inittab).substr(at + kLine.size());
  const bool known = rest.size() > 1 && rest[0] >= '1' && rest[0] <= '6';
  return known && rest.substr(1).starts_with(":initdefault:") ? rest[0] : '3';
}

// The daemon that writes KRS every 300 s; it matters only under policy flush: krsd.
sim::Task<> krsd(machine::Os& os) {
  while (true) {
    co_await os.kernel.delay(std::chrono::seconds(300), "sleeps until it saves KRS");
    static_cast<void>(co_await os.krs.flush());
  }
}

}  // namespace

Rc::Rc(machine::Machine& machine, std::span<const Script> scripts, Interpreter interpreter)
    : machine_(machine),
      os_(*machine.os()),
      scripts_(scripts),
      interpreter_(interpreter),
      log_(os_),
      changing_(os_.kernel) {}

sim::Task<> Rc::start() {
  if (os_.policies.flush == gio::Flush::krsd) os_.processes.spawn_background("krsd", krsd(os_));
  level_entered('S');
  log_.begin_startup();
  console_before_ = os_.disk.read(kConsoleLog).value_or("");
  console_.title("HP-UX Start-up in progress");

  if (os_.policies.update_start == gio::UpdateStart::any_time) {
    const std::size_t later = os_.kernel.choices().pick(8, sim::ChoiceKind::latency,
                                                        "when the startup script updates");
    co_await os_.kernel.delay(std::chrono::milliseconds(later), "waits for its turn in rc");
  } else {
    co_await drivers_are_up();
    co_await make_special_files();
  }
  const sim::Mutex::Guard alone = co_await changing_.lock("another run level is entered");
  co_await go_to(default_level(os_) - '0');
  console_.line("The system is ready.");
  co_await write_logs();
}

sim::Task<> Rc::stop() { co_await enter('0'); }

sim::Task<> Rc::enter(char level) {
  const sim::Mutex::Guard alone = co_await changing_.lock("another run level is entered");
  log_.go_on();
  const bool down = level < level_ && level_ != 'S';
  const std::string_view title =
      down ? "System shutdown in progress" : "HP-UX run-level transition in progress";
  log_.banner(title);
  console_.title(title);
  co_await go_to(level - '0');
  co_await write_logs();
  if (level != '0') co_return;
  static_cast<void>(co_await os_.krs.flush());
  co_await os_.gio.ioconfig_written();
}

// Single user counts as below 1: whatever was started stays so, and is started again.
sim::Task<> Rc::go_to(int level) {
  int now = level_ == 'S' ? 0 : level_ - '0';
  while (now < level) {
    ++now;
    co_await run_level_scripts(now, Direction::start);
    level_entered(static_cast<char>('0' + now));
  }
  while (now > level) {
    --now;
    co_await run_level_scripts(now, Direction::stop);
    level_entered(static_cast<char>('0' + now));
  }
  if (level_ == 'S') level_entered('0');
  log_.banner("HP-UX run-level transition completed");
  console_.close_checklist();
  console_.line(fmt::format("Transition to run-level {} is complete.", level));
}

sim::Task<> Rc::run_level_scripts(int level, Direction direction) {
  if (parallel_rc_enabled(os_)) {
    co_await run_side_by_side(level, direction);
  } else {
    for (const std::string& link : links_of(os_, scripts_, level, direction)) {
      co_await run_link(link_directory(level) + link, direction);
      if (reboot_wanted_) break;
    }
  }
  if (reboot_wanted_) co_await boot_again();
}

// A database that cannot be used is an error in the log; then the names alone decide.
sim::Task<> Rc::run_side_by_side(int level, Direction direction) {
  const std::vector<std::string> names = links_of(os_, scripts_, level, direction);
  auto dependencies = RcDependencies::parse(os_.disk.read(kRcDependencies).value_or(""));
  if (!dependencies)
    log_.line(fmt::format("ERROR: {}: {}", kRcDependencies, dependencies.error()));
  auto waits = who_waits_for_whom(names, dependencies.value_or(RcDependencies()), direction);
  std::vector<std::string> circle;
  for (std::size_t place : circle_in(waits)) circle.push_back(names[place]);
  if (!circle.empty()) {
    log_.line(fmt::format("ERROR: {}: these scripts wait for one another: {}", kRcDependencies,
                          fmt::join(circle, " ")));
    waits = who_waits_for_whom(names, RcDependencies(), direction);
  }
  ParallelRun run{
      .runs = [this, &names, level, direction](std::size_t place) {
        return run_link(link_directory(level) + names[place], direction);
      },
      .name_of = [&names](std::size_t place) { return names[place]; },
      .go_on = [this] { return !reboot_wanted_; }};
  co_await run_in_parallel(os_.kernel, std::move(waits), std::move(run));
}

// What stands behind the link is asked when its turn has come: a script before it may have brought
// it, or taken it away.
sim::Task<> Rc::run_link(std::string path, Direction direction) {
  const std::optional<Program> program = program_at(os_, scripts_, path);
  if (!program) co_return;
  const bool may_come_early = program->script && program->script->may_come_early;
  if (direction == Direction::start && !may_come_early) co_await drivers_are_up();

  const std::string message = co_await message_of(*program, path, direction);
  const std::string verb = direction == Direction::start ? "start" : "stop";
  os_.trace.record(ScriptStarted{path});
  Session session(machine_);
  int exit_code = 0;
  if (program->script)
    exit_code = co_await program->script->run(session, *program->script, direction);
  else
    exit_code = co_await interpreter_(session, path, program->lines, Arguments(1, verb));
  log_.script(message, path + ' ' + verb, session.screen(), exit_code);
  console_.item(message, exit_code);
  os_.trace.record(ScriptEnded{path, exit_code});
  if (exit_code == kBootAgain) reboot_wanted_ = true;
}

// Lines of sh are asked for theirs, as rc(1M) asks every script. Assumed: the name of the link, for
// one that says nothing.
sim::Task<std::string> Rc::message_of(const Program& program, std::string path,
                                      Direction direction) {
  if (program.script) co_return program.script->message(direction);
  const std::string verb = direction == Direction::start ? "start_msg" : "stop_msg";
  Session session(machine_);
  co_await interpreter_(session, path, program.lines, Arguments(1, verb));
  const Lines said = lines_of(session.out());
  std::string message;
  if (said.begin() != said.end()) message = *said.begin();
  if (message.empty()) message = path.substr(path.rfind('/') + 1);
  co_return message;
}

// init's sysinit entry ioinitrc has "ioinit -i -r" do it, for devices that are new (ioinit(1M)).
// Assumed: it comes when the inits have ended, so that the numbers are those that stay.
sim::Task<> Rc::make_special_files() {
  Session session(machine_);
  Arguments quietly(1, "-q");
  static_cast<void>(co_await run_command(session, kInsf, std::move(quietly)));
}

sim::Task<> Rc::drivers_are_up() {
  co_await os_.inits.all_ended("all drivers end their init");
  co_await os_.gio.ioconfig_written();
  // What the inits needed, 300 bytes each, is free now; the scripts need few and large pieces.
  if (os_.hardware.size() >= 10'000) give_back_freed_memory();
}

// Exit code 3. The message is shown once.
sim::Task<> Rc::boot_again() {
  if (const auto message = os_.disk.read(kBootMessage)) {
    console_.line(*message);
    sim::Disk::Changes gone;
    gone[kBootMessage] = std::nullopt;
    static_cast<void>(co_await os_.disk.commit(std::move(gone)));
  }
  co_await write_logs();
  machine_.request_off(PowerOff::reboot, machine::Machine::Then::boot_again);
  co_await os_.kernel.never("the system boots again");
}

// A log that cannot be written is nobody's failure; the lines stay in the trace. What the kernel had
// to say to NetTL before there was a disk goes along.
sim::Task<> Rc::write_logs() {
  static_cast<void>(co_await os_.nettl.write());
  sim::Disk::Changes changes;
  log_.add_to(changes);
  changes[kConsoleLog] = console_log(console_before_, console_.text());
  if (co_await os_.disk.commit(std::move(changes))) log_.is_on_disk();
}

void Rc::level_entered(char level) {
  previous_ = level_;
  level_ = level;
  entered_ = date_of(os_);
  os_.trace.put(row());
  os_.trace.record(RunLevelEntered{std::string(1, level)});
}

void Rc::dump(Dump& dump) const {
  if (entered_ != Date()) dump.row(row());
}

std::vector<std::string> Rc::links(int level, Direction direction) const {
  std::vector<std::string> names = links_of(os_, scripts_, level, direction);
  std::erase_if(names, [&](const std::string& name) {
    return !program_at(os_, scripts_, link_directory(level) + name);
  });
  return names;
}

// The programs' own text is of no use to anybody.
std::map<std::string, ProductFile> Rc::product_files() const {
  std::map<std::string, ProductFile> files;
  for (const Command* command : commands())
    if (command->software.empty() || pi::product_installed(os_.disk, command->software))
      files[std::string(command->path)] = {fmt::format("(the program {})\n", command->name)};
  for (const Script& script : scripts_) {
    if (!script.there(os_, script)) continue;
    files[script.file()] = {script.text()};
    for (const Direction direction : {Direction::start, Direction::stop})
      files[script.path(direction)] = {{}, script.file()};
  }
  return files;
}

}  // namespace giosim::user
