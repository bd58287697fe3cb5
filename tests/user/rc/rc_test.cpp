// The sequencer, with scripts that only say when they run.
#include "user/rc/rc.hpp"

#include <catch2/catch.hpp>

#include "tests/machine/lab.hpp"
#include "user/rc/exit_code.hpp"
#include "user/rc_order.hpp"
#include "user/sh/sh.hpp"

namespace giosim::user {
namespace {

using machine::nic;

sim::Task<int> returns(Session& session, const Script& script, Direction direction) {
  session.print(script.name + (direction == Direction::start ? " starts\n" : " stops\n"));
  const std::size_t digit = script.name.find_first_of("0123456789");
  co_return digit == std::string::npos ? 0 : std::stoi(script.name.substr(digit));
}

bool always(const machine::Os&, const Script&) { return true; }

Script script(std::string name, Script::Link start, Script::Link kill) {
  return {.name = name,
          .start = start,
          .kill = kill,
          .start_msg = "Start " + name,
          .stop_msg = "Stop " + name,
          .there = always,
          .run = returns};
}

// The scripts that the machine of a test has. They outlive it.
std::vector<Script> g_scripts;

const machine::UserLand kOurLand{[](machine::Machine& machine) -> std::unique_ptr<machine::UserSpace> {
  return std::make_unique<Rc>(machine, g_scripts, perform_script);
}};

struct Stage {
  explicit Stage(std::vector<Script> scripts, sim::Disk::Changes files = {})
      : machine((g_scripts = std::move(scripts), kernel), recorder, switchboard, "hp", policies,
                kOurLand) {
    recorder.attach(facts);
    auto disk = std::make_unique<sim::MemoryDisk>(kernel);
    REQUIRE(disk->apply(files));
    machine.insert_disk(std::move(disk));
    machine.hardware() = {{"0/1/1/0", nic(machine::kMacA)}};
  }
  void settle() {
    while (switchboard.waiting > 0 || !kernel.idle())
      if (switchboard.waiting > 0)
        machine.obey_switch();
      else
        kernel.step();
  }
  void boot() {
    machine.power_on();
    settle();
  }
  sim::Task<> entering(char level) { return init_of(*machine.os()).enter(level); }
  void enter(char level) {
    machine.start("init", entering(level));
    settle();
  }

  // "S302hpuxpi K660net", in the order in which they started.
  std::string order() {
    std::string names;
    for (const ScriptStarted& started : facts.all<ScriptStarted>())
      names += (names.empty() ? "" : " ") + started.script.substr(started.script.rfind('/') + 1);
    facts.clear();
    return names;
  }
  std::string levels() {
    std::string all;
    for (const RunLevelEntered& entered : facts.all<RunLevelEntered>()) all += entered.level;
    return all;
  }
  std::string file(std::string_view path) { return machine.disk()->read(path).value_or(""); }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  FactLog facts;
  gio::Policies policies;
  machine::Switchboard switchboard;
  machine::Machine machine;
};

std::vector<Script> some_of_each_level() {
  return {script("b", {2, 300}, {1, 300}), script("a", {2, 300}, {1, 400}),
          script("early", {1, 900}, {0, 100}), script("late", {3, 100}, {2, 900})};
}

TEST_CASE("going up, every level's scripts run by the whole name of their links", "[user][rc]") {
  Stage stage(some_of_each_level());
  stage.boot();

  CHECK(stage.levels() == "S123");
  CHECK(stage.order() == "S900early S300a S300b S100late");
}

TEST_CASE("going down, the kill scripts of each level entered run, from the highest",
          "[user][rc]") {
  Stage stage(some_of_each_level());
  stage.boot();
  stage.order();

  stage.machine.shutdown();
  stage.settle();

  CHECK(stage.levels() == "210");
  CHECK(stage.order() == "K900late K300b K400a K100early");
  CHECK_FALSE(stage.machine.running());
}

TEST_CASE("init goes down and up again by the scripts on the way only", "[user][rc]") {
  Stage stage(some_of_each_level());
  stage.boot();
  stage.order();

  stage.enter('2');
  CHECK(stage.order() == "K900late");
  stage.enter('4');
  CHECK(stage.levels() == "34");
  CHECK(stage.order() == "S100late");
}

TEST_CASE("inittab names the level that a boot goes to", "[user][rc]") {
  for (const auto& [inittab, levels] : std::map<std::string, std::string>{
           {"init:2:initdefault:\n", "S12"},
           {"# none\n", "S123"},
           {"init:9:initdefault:\n", "S123"},
           {"x:2:wait:/sbin/rc\ninit:1:initdefault:\n", "S1"}}) {
    Stage stage({}, {{"/etc/inittab", inittab}});
    stage.boot();
    INFO(inittab);
    CHECK(stage.levels() == levels);
  }
}

TEST_CASE("exit codes of a script are what the checklist and rc.log make of them", "[user][rc]") {
  struct Row {
    std::string name, console, log;
  };
  for (const Row& row : {Row{"x0", "... OK\n", ""}, Row{"x1", "... FAIL *\n", "FAILED"},
                         Row{"x2", "... N/A\n", "SKIPPED"}, Row{"x4", "... OK\n", ""},
                         Row{"x5", "... FAIL *\n", "FAILED"}}) {
    Stage stage({script(row.name, {2, 500}, {1, 500}), script("z", {2, 900}, {1, 100})});
    stage.boot();

    INFO(row.name);
    const std::string call = "\"/sbin/rc2.d/S500" + row.name + " start\"";
    const std::string log = stage.file(kRcLog);
    CHECK(stage.file(kConsoleLog).find(row.console) != std::string::npos);
    CHECK(log.find("Output from " + call + ":\n" + std::string(28, '-') + "\n" + row.name +
                   " starts\n" + (row.log.empty() ? "\n" : call + ' ' + row.log + "\n\n")) !=
          std::string::npos);
    CHECK(stage.order() == "S500" + row.name + " S900z");
  }
}

// Only the first time: else it would boot for ever.
int g_reboots_left = 0;
sim::Task<int> reboots_once(Session&, const Script&, Direction) {
  co_return g_reboots_left-- > 0 ? kBootAgain : kDone;
}

TEST_CASE("exit code 3 boots the system again at once, and says why", "[user][rc]") {
  g_reboots_left = 1;
  Script first = script("first", {2, 100}, {1, 100});
  first.run = reboots_once;
  Stage stage({first, script("second", {2, 200}, {1, 200})}, {{"/etc/rc.bootmsg", "New kernel."}});
  stage.boot();

  CHECK(stage.facts.only<MachinePoweredOff>().how == PowerOff::reboot);
  CHECK(stage.machine.boots() == 2);
  CHECK(stage.order() == "S100first S100first S200second");
  CHECK(stage.file(kConsoleLog).find("New kernel.\n") != std::string::npos);
  CHECK_FALSE(stage.machine.disk()->read("/etc/rc.bootmsg").has_value());
  CHECK(stage.file(kRcLogOld).find("first") != std::string::npos);
}

TEST_CASE("parallel rc: the order of what is ready is the kernel's choice", "[user][rc]") {
  const sim::Disk::Changes files = {{std::string(kParallelRc), "PARALLEL_RC=1\n"},
                                    {std::string(kRcDependencies),
                                     "start S100a:\nstart S200b:\nstart S300c: S200b\n"}};
  Stage stage({script("a", {2, 100}, {1, 300}), script("b", {2, 200}, {1, 200}),
               script("c", {2, 300}, {1, 100})},
              files);
  stage.machine.power_on();
  while (!stage.kernel.idle()) stage.kernel.step(stage.kernel.ready() - 1);  // last first

  CHECK(stage.order() == "S200b S300c S100a");
}

TEST_CASE("parallel rc: scripts that wait for one another are said, and run by their names",
          "[user][rc]") {
  Stage stage({script("a", {2, 100}, {1, 300}), script("b", {2, 200}, {1, 200})},
              {{std::string(kParallelRc), "PARALLEL_RC=1\n"},
               {std::string(kRcDependencies), "start S100a: S200b\nstart S200b: S100a\n"}});
  stage.boot();

  CHECK(stage.order() == "S100a S200b");
  CHECK(stage.file(kRcLog).find("ERROR: /etc/rc.dependencies: these scripts wait for one another: "
                                "S100a S200b\n") != std::string::npos);
}

TEST_CASE("parallel rc: a database that cannot be read is said, and the names decide",
          "[user][rc]") {
  Stage stage(some_of_each_level(), {{std::string(kParallelRc), "PARALLEL_RC=1\n"},
                                     {std::string(kRcDependencies), "rubbish\n"}});
  stage.boot();

  CHECK(stage.order() == "S900early S300a S300b S100late");
  CHECK(stage.file(kRcLog).find("ERROR: /etc/rc.dependencies: line 1: ") != std::string::npos);
}

TEST_CASE("the log of the console keeps its newest lines", "[user][rc]") {
  std::string log;
  for (int boot = 0; boot < 3000; ++boot) log = console_log(log, "boot " + std::to_string(boot) + "\n");
  CHECK(log.size() <= 32 * 1024);
  CHECK(log.starts_with("boot "));
  CHECK(log.ends_with("boot 2999\n"));
}

}  // namespace
}  // namespace giosim::user
