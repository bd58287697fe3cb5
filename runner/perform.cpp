// What each step does. A step ends when the machines it woke are calm again.

#include <algorithm>

#include "base/lines.hpp"
#include "base/must.hpp"
#include "runner/step.hpp"
#include "runner/world.hpp"
#include "user/sh/sh.hpp"

namespace giosim::runner {
namespace {

using machine::Machine;

[[noreturn]] void impossible(const Step& step, const std::string& sentence) {
  throw ScenarioError(step.where, sentence);
}

sim::Task<> act(World& world, const Step& step, const BootStep& boot) {
  Machine& machine = world.switched_off(boot.machine, step.where);
  if (!machine.disk())
    impossible(step, boot.machine + " has no disk: it was moved to another machine");
  machine.power_on();
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const ShutdownStep& shutdown) {
  Machine& machine = world.running(shutdown.machine, step.where);
  machine.shutdown();
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const RebootStep& reboot) {
  Machine& machine = world.running(reboot.machine, step.where);
  machine.power_off(PowerOff::reboot);
  machine.power_on();
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const PowerCutStep& cut) {
  world.running(cut.machine, step.where).power_off(cut.how);
  co_return;
}

sim::Task<> act(World& world, const Step&, const WaitStep& wait) {
  co_await world.kernel().delay(wait.duration, "the operator waits");
}

sim::Task<> act(World& world, const Step& step, const MoveDiskStep& move) {
  Machine& from = world.switched_off(move.from, step.where);
  Machine& to = world.switched_off(move.to, step.where);
  if (!from.disk()) impossible(step, move.from + " has no disk that could be moved");
  if (&from == &to) impossible(step, "the disk of " + move.from + " is in it already");
  if (world.has_used_disk(move.to))
    impossible(step, move.to + " has a disk of its own with data on it; expected a machine "
                               "whose disk is empty or was moved away");
  world.move_disk(move.from, move.to);
  co_return;
}

sim::Task<> act(World& world, const Step& step, const CloneDiskStep& clone) {
  Machine& from = world.switched_off(clone.from, step.where);
  world.switched_off(clone.to, step.where);
  if (!from.disk()) impossible(step, clone.from + " has no disk that could be copied");
  if (world.has_used_disk(clone.to) || clone.from == clone.to)
    impossible(step, clone.to + " has a disk of its own with data on it; expected a machine "
                                "whose disk is empty or was moved away");
  world.clone_disk(clone.from, clone.to);
  co_return;
}

void must_be_free(const Step& step, const Machine& machine, HwPath slot) {
  if (machine.hardware().contains(slot))
    impossible(step, "slot " + slot.text() + " of " + machine.name() + " has a card already");
}

void must_be_taken(const Step& step, const Machine& machine, HwPath slot) {
  if (!machine.hardware().contains(slot))
    impossible(step, "slot " + slot.text() + " of " + machine.name() + " is empty");
}

sim::Task<> act(World& world, const Step& step, const PlugInStep& plug) {
  Machine& machine = world.machine(plug.machine);
  must_be_free(step, machine, plug.at);
  machine.plug_in(plug.at, plug.card);
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const PullOutStep& pull) {
  Machine& machine = world.machine(pull.machine);
  must_be_taken(step, machine, pull.at);
  machine.pull_out(pull.at);
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const MoveCardStep& move) {
  Machine& machine = world.machine(move.machine);
  must_be_taken(step, machine, move.from);
  must_be_free(step, machine, move.to);
  const hdm::Card card = machine.hardware().at(move.from);
  machine.pull_out(move.from);
  machine.plug_in(move.to, card);
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const ReplaceCardStep& replace) {
  Machine& machine = world.machine(replace.machine);
  must_be_taken(step, machine, replace.at);
  machine.pull_out(replace.at);
  machine.plug_in(replace.at, replace.card);
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step&, const PlugCableStep& plug) {
  world.machine(plug.machine).plug_cable(plug.at, world.network(plug.network));
  co_return;
}

sim::Task<> act(World& world, const Step& step, const PullCableStep& pull) {
  Machine& machine = world.machine(pull.machine);
  if (!machine.cables().contains(pull.at))
    impossible(step, "no cable is at " + pull.at.text() + " of " + machine.name());
  machine.pull_cable(pull.at);
  co_return;
}

// Ignores what the command returns: what it did is in the trace.
template <class Result>
sim::Task<> command(sim::Task<Result> work) {
  static_cast<void>(co_await std::move(work));
}

sim::Task<> act(World& world, const Step& step, const TunableStep& tunable) {
  Machine& machine = world.running(tunable.machine, step.where);
  pi::PortableImage& library = machine.os()->portable_image;
  machine.start("hpuxpitool",
                command(tunable.value ? library.enable() : library.disable()));
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const SaveStep& save) {
  Machine& machine = world.running(save.machine, step.where);
  machine.start("hpuxpitool", command(machine.os()->portable_image.save()));
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const AddEquivalentStep& add) {
  Machine& machine = world.running(add.machine, step.where);
  pi::PortableImage& library = machine.os()->portable_image;
  const auto added = library.add(add.mac, add.equivalent);
  if (!added) impossible(step, "hpuxpitool -a is refused: " + std::string(sentence(added.error())));
  machine.start("hpuxpitool", command(library.flush()));
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const RemoveEntryStep& remove) {
  Machine& machine = world.running(remove.machine, step.where);
  pi::PortableImage& library = machine.os()->portable_image;
  const auto removed = library.remove(remove.mac);
  if (!removed) impossible(step, "hpuxpitool -r is refused: " + std::string(sentence(removed.error())));
  machine.start("hpuxpitool", command(library.flush()));
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const StationAddressStep& set) {
  Machine& machine = world.running(set.machine, step.where);
  hdm::LanDriver* const driver = machine.os()->driver(set.at);
  if (!driver || driver->failed() || driver->in_init())
    impossible(step, "no NIC is up at " + set.at.text() + " of " + set.machine);
  machine.start("lanadmin", driver->reset(set.mac));
  co_await until_calm(world, machine);
}

sim::Task<> act(World& world, const Step& step, const DamageStep& damage) {
  Machine& machine = world.switched_off(damage.machine, step.where);
  std::optional<std::string> bytes;
  if (machine.disk()) bytes = machine.disk()->read(damage.file);
  if (!bytes || bytes->empty())
    impossible(step, "the disk of " + damage.machine + " has no file " + damage.file +
                         " with anything in it");
  (*bytes)[bytes->size() / 2] = static_cast<char>((*bytes)[bytes->size() / 2] ^ 0x10);
  MUST(machine.disk()->apply({{damage.file, bytes}}).has_value());
  co_return;
}

// The text without blanks at the ends of its lines, and without empty lines at its end.
std::string trimmed(std::string_view text) {
  std::string lines;
  for (std::string_view line : lines_of(text)) {
    while (line.ends_with(' ')) line.remove_suffix(1);
    lines += line;
    lines += '\n';
  }
  while (lines.ends_with("\n")) lines.pop_back();
  return lines;
}

std::string shown(const std::string& screen) {
  const std::string text = trimmed(screen);
  return text.empty() ? "nothing" : "\n" + text;
}

void judge(World& world, const Step& step, const RunStep& run, const user::Session& session) {
  const auto fail = [&](const std::string& expected, const std::string& found) {
    world.fail(step.where, "run", run.command + ": expected " + expected + "; it shows " + found);
  };
  if (session.status != run.exit_code)
    world.fail(step.where, "run",
               run.command + ": expected exit code " + std::to_string(run.exit_code) + "; it is " +
                   std::to_string(session.status) + ", and the terminal shows " +
                   shown(session.screen()));
  if (run.output && trimmed(*run.output) != trimmed(session.screen()))
    fail("to show\n" + trimmed(*run.output), shown(session.screen()));
  for (const std::string& text : run.has)
    if (session.screen().find(text) == std::string::npos)
      fail("to show '" + text + "'", shown(session.screen()));
  for (const std::string& text : run.lacks)
    if (session.screen().find(text) != std::string::npos)
      fail("not to show '" + text + "'", shown(session.screen()));
}

sim::Task<> act(World& world, const Step& step, const RunStep& run) {
  Machine& machine = world.running(run.machine, step.where);
  user::Session session(machine, run.user);
  user::start_line(session, run.command);
  const int cuts = world.power_cuts();
  co_await until_calm(world, machine);
  if (world.power_cuts() == cuts) judge(world, step, run, session);
}

sim::Task<> act(World& world, const Step&, const ExpectStep& expect) {
  world.judge(expect.expectations);
  co_return;
}

sim::Task<> act(World& world, const Step&, const RepeatStep& repeat) {
  for (int i = 0; i < repeat.times; ++i) {
    // Steps that take no time must not take for ever: the kernel counts what happens at one instant.
    co_await world.kernel().yield("the operator repeats");
    co_await perform_all(world, repeat.steps);
  }
}

sim::Task<> act(World& world, const Step&, const TogetherStep& together) {
  sim::ProcessGroup tracks(world.kernel());
  for (const std::vector<Step>& track : together.tracks)
    tracks.spawn("operator", perform_all(world, track));
  co_await tracks.all_ended("all tracks are at their end");
}

}  // namespace

sim::Task<> until_calm(World& world, Machine& machine) {
  // A command or a startup script may boot the machine again: it is calm for a moment while its power
  // is off. One that does so at every boot would never come to rest.
  constexpr int kMostBoots = 100;
  const int last_boot = machine.boots() + kMostBoots;
  while (!machine.is_calm()) {
    if (machine.boots() > last_boot)
      throw sim::StuckError(machine.name() + " boots again and again, " +
                            std::to_string(kMostBoots) + " times in one step");
    co_await machine.calm().wait("the machine is calm");
  }
  world.is_quiet(machine);
}

// What the operator does again when the power failed meanwhile and the machine has booted.
static bool is_done_again(const Action& action) {
  return holds_alternative<ShutdownStep>(action) || holds_alternative<TunableStep>(action) ||
         holds_alternative<SaveStep>(action) || holds_alternative<RunStep>(action);
}

sim::Task<> perform(World& world, const Step& step) {
  while (true) {
    const int cuts = world.power_cuts();
    co_await visit([&](const auto& action) { return act(world, step, action); }, step.action);
    if (world.power_cuts() == cuts || !is_done_again(step.action)) co_return;
  }
}

sim::Task<> perform_all(World& world, const std::vector<Step>& steps) {
  for (const Step& step : steps) co_await perform(world, step);
}

sim::Task<> perform_triggered(World& world, const std::vector<Step>& steps) {
  for (const Step& step : steps)
    if (!holds_alternative<PowerCutStep>(step.action)) co_await perform(world, step);
}

}  // namespace giosim::runner
