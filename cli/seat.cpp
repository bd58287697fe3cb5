#include "cli/seat.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "cli/judgement.hpp"
#include "cli/version.hpp"
#include "runner/load.hpp"
#include "base/nearest_word.hpp"
#include "runner/stored_machine.hpp"

namespace giosim::cli {
namespace {

std::vector<std::string> names_of(const runner::Scenario& scenario) {
  std::vector<std::string> names;
  for (const auto& [name, spec] : scenario.machines) names.push_back(name);
  return names;
}

bool is_user_name(const std::string& name) {
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  return !name.empty() && name.size() <= 255 && std::ranges::all_of(name, is_good) &&
         name.front() != '-';
}

runner::Scenario load(const SeatSettings& settings, const std::optional<sim::SqliteStore>& store) {
  if (settings.scenario) return runner::load_scenario(*settings.scenario);
  runner::Scenario scenario =
      runner::scenario_of_store(*store, *settings.disk, settings.machine.value_or(""));
  if (scenario.machines.empty())
    throw UsageError(fmt::format(
        "'{}' does not say what its machines are: an older giosim has written it, or a run that did "
        "not come to its end. A run tells it: giosim run --disk {} SCENARIO",
        *settings.disk, shell_word(*settings.disk)));
  return scenario;
}

}  // namespace

void declare_scenario(Arguments& arguments, SeatSettings& settings) {
  arguments.add({.name = "SCENARIO",
                 .value = {},
                 .sentence = "a scenario whose steps come first; with --disk it may be left out",
                 .alone = true,
                 .many = true,  // so that a second one is refused by its name
                 .offer = Offer::files,
                 .take = [&settings](const std::string& file) {
                   if (settings.scenario)
                     throw UsageError("what is " + runner::in_quotes(file) +
                                      " for? Nothing more was expected than one scenario");
                   settings.scenario = file;
                 }});
}

void declare_seat(Arguments& arguments, SeatSettings& settings) {
  arguments.file("--disk",
                 "the machines' disks are in FILE, an SQLite database, and go on from what was "
                 "left there",
                 settings.disk);
  arguments.text("--machine", "NAME", "the machine to sit at (default: the one that runs)",
                 settings.machine);
  arguments.add({.name = "--user",
                 .value = "NAME",
                 .sentence = "who sits there (default: root); nobody else may change the system",
                 .take = [&settings](const std::string& name) {
                   if (!is_user_name(name))
                     throw UsageError(fmt::format(
                         "--user: {} is no name of a user; expected letters, digits, . _ -",
                         runner::in_quotes(name)));
                   settings.user = name;
                 }});
  arguments.flag("--power-cut",
                 "at the end cut the power; by default what runs on a --disk is shut down, which "
                 "saves",
                 settings.power_cut);
}

Seat::Seat(const SeatSettings& settings, Terminal& terminal, Says says,
           std::function<bool()> interrupted)
    : settings_(settings), terminal_(terminal), says_(says) {
  if (!settings.scenario && !settings.disk)
    throw UsageError("which machine? Expected a SCENARIO, or --disk FILE");
  std::optional<runner::Scenario> scenario;
  if (settings.scenario) scenario = load(settings, store_);  // what is wrong there changes no disk
  std::error_code ignored;
  if (settings.disk && !scenario && !std::filesystem::exists(*settings.disk, ignored))
    throw UsageError(fmt::format("there is no file {}; a first run makes it: giosim run --disk {} "
                                 "SCENARIO",
                                 runner::in_quotes(*settings.disk), shell_word(*settings.disk)));
  if (settings.disk) {
    auto store = sim::SqliteStore::open(*settings.disk, kEngine);
    if (!store) throw UsageError(store.error());
    store_.emplace(std::move(*store));
  }
  if (!scenario) scenario = load(settings, store_);

  runner::RunOptions options;
  options.store = store_ ? &*store_ : nullptr;
  options.interrupted = [&out = terminal.out, asked = std::move(interrupted)] {
    return out.has_failed() || asked();
  };
  console_ = std::make_unique<runner::Console>(
      std::move(*scenario), std::move(options),
      [&out = terminal.out](std::string_view text) { out << text << std::flush; });
  if (settings.machine) must_have(*settings.machine);
}

void Seat::must_have(const std::string& machine) const {
  if (console_->has_machine(machine)) return;
  const std::vector<std::string> names = names_of(console_->scenario());
  throw UsageError(fmt::format("there is no machine {}; expected {}{}", runner::in_quotes(machine),
                               fmt::join(names, " or "), did_you_mean(machine, names)));
}

std::string Seat::machine_for_a_newcomer() const {
  if (settings_.machine) return *settings_.machine;
  if (std::string choice = console_->choice(); !choice.empty()) return choice;
  throw UsageError(fmt::format("which machine? Give --machine with one of: {}",
                               fmt::join(names_of(console_->scenario()), ", ")));
}

bool Seat::take() {
  const bool played = console_->play();
  tell_failures();
  if (!played) return false;
  console_->sit_at(machine_for_a_newcomer(), settings_.user);
  return console_->is_on() || power_on();
}

bool Seat::power_on() {
  const std::string& machine = console_->machine();
  if (!console_->has_disk())
    throw UsageError(fmt::format("{} has no disk: it was moved to another machine", machine));
  if (says_ == Says::much) terminal_.complain(machine + " is off; it is powered on");
  if (console_->perform_step(runner::BootStep{machine}) != runner::Console::End::done) return false;
  if (!console_->is_on()) terminal_.complain(machine + " went off again while it booted");
  return console_->is_on();
}

void Seat::move_to(const std::string& machine) {
  must_have(machine);
  console_->sit_at(machine, console_->user());
}

void Seat::log_in_as(const std::string& user) {
  if (!is_user_name(user))
    throw UsageError(runner::in_quotes(user) + " is no name of a user; expected letters, digits, . _ -");
  console_->sit_at(console_->machine(), user);
}

void Seat::leave() {
  if (!store_) return;
  for (const machine::Machine* machine : console_->machines()) {
    if (!machine->running()) continue;
    if (settings_.power_cut) {
      console_->perform_step(runner::PowerCutStep{machine->name(), PowerOff::power_cut});
      continue;
    }
    if (says_ == Says::much) terminal_.complain(machine->name() + " is shut down");
    console_->perform_step(runner::ShutdownStep{machine->name()});
  }
  tell_failures();
  console_->describe_machines();
}

void Seat::tell_failures() {
  runner::Verdict verdict;
  verdict.failures = console_->take_failures();
  terminal_.out.flush();
  terminal_.err << failures_text(console_->scenario(), verdict);

  const auto& broken = console_->invariants().broken();
  for (; broken_told_ < broken.size(); ++broken_told_)
    terminal_.complain(fmt::format("invariant {} is broken: {} ({}, boot {})",
                                   broken[broken_told_].id, broken[broken_told_].sentence,
                                   broken[broken_told_].machine, broken[broken_told_].boot));
  terminal_.err.flush();
}

}  // namespace giosim::cli
