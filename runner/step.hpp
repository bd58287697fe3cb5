// Step: one thing the operator does. ONE TABLE of them (step_shape.cpp), one perform() each.
#pragma once

#include <optional>
#include <string>
#include "base/variant.hpp"
#include <vector>

#include "base/hw_path.hpp"
#include "base/mac_address.hpp"
#include "base/words.hpp"
#include "hdm/card.hpp"
#include "machine/machine.hpp"
#include "runner/expect.hpp"
#include "runner/shape.hpp"
#include "sim/process.hpp"

namespace giosim::runner {

class World;
struct Step;

struct BootStep {
  std::string machine;
};
struct ShutdownStep {
  std::string machine;
};
struct RebootStep {
  std::string machine;
};
// The power goes, or the kernel gives up: nothing is saved.
struct PowerCutStep {
  std::string machine;
  PowerOff how = PowerOff::power_cut;
};
struct WaitStep {
  sim::Duration duration{};
};
struct MoveDiskStep {
  std::string from, to;
};
struct CloneDiskStep {
  std::string from, to;
};
struct PlugInStep {
  std::string machine;
  HwPath at;
  hdm::Card card;
};
struct PullOutStep {
  std::string machine;
  HwPath at;
};
struct MoveCardStep {
  std::string machine;
  HwPath from, to;
};
struct ReplaceCardStep {
  std::string machine;
  HwPath at;
  hdm::Card card;
};
struct PlugCableStep {
  std::string machine;
  HwPath at;
  std::string network;
};
struct PullCableStep {
  std::string machine;
  HwPath at;
};
struct TunableStep {
  std::string machine;
  int value = 0;
};
struct SaveStep {
  std::string machine;
};
struct AddEquivalentStep {
  std::string machine;
  MacAddress mac, equivalent;
};
struct RemoveEntryStep {
  std::string machine;
  std::optional<MacAddress> mac;  // nothing: all entries
};
struct StationAddressStep {
  std::string machine;
  HwPath at;
  MacAddress mac;
};
struct DamageStep {
  std::string machine;
  std::string file;
};
// A command line at a terminal of the machine, and what it must print.
struct RunStep {
  std::string machine;
  std::string command;
  std::string user = "root";
  int exit_code = 0;
  std::optional<std::string> output;  // all that the terminal shows
  std::vector<std::string> has;       // lines, or parts of them, that it shows
  std::vector<std::string> lacks;
};
struct ExpectStep {
  std::vector<Expectation> expectations;
};
struct RepeatStep {
  int times = 1;
  std::vector<Step> steps;
};
struct TogetherStep {
  std::vector<std::vector<Step>> tracks;
};

using Action =
    variant<BootStep, ShutdownStep, RebootStep, PowerCutStep, WaitStep, MoveDiskStep,
                 CloneDiskStep, PlugInStep, PullOutStep, MoveCardStep, ReplaceCardStep,
                 PlugCableStep, PullCableStep, TunableStep, SaveStep, AddEquivalentStep, RemoveEntryStep, StationAddressStep,
                 DamageStep, RunStep, ExpectStep, RepeatStep, TogetherStep>;

struct Step {
  Action action;
  std::string says;  // told before the step
  Mark where;
};

const Shape<Step>& step_shape();

// Waits until nothing is under way on the machine, and has it judged then.
sim::Task<> until_calm(World& world, machine::Machine& machine);

// Ends when the step's work is done; what it leaves running (a daemon) goes on.
sim::Task<> perform(World& world, const Step& step);
sim::Task<> perform_all(World& world, const std::vector<Step>& steps);
// All but the power cuts, which have struck already.
sim::Task<> perform_triggered(World& world, const std::vector<Step>& steps);

}  // namespace giosim::runner
