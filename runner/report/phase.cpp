#include "runner/report/phase.hpp"

#include <algorithm>
#include <utility>

#include "base/must.hpp"
#include "runner/report/narrator.hpp"

namespace giosim::report {
namespace {

constexpr PhaseRow kPhases[] = {
    {Phase::off, "off", "off"},
    {Phase::power_on, "power_on", "power on"},
    {Phase::krs, "krs", "the saved configuration is read"},
    {Phase::reserve, "reserve", "instances are reserved"},
    {Phase::scan, "scan", "scan and claim"},
    {Phase::init, "init", "the drivers init, each at its own pace"},
    {Phase::rc, "rc", "startup scripts"},
    {Phase::running, "running", "running"},
    {Phase::shutdown, "shutdown", "shutdown scripts"},
};

// A fact of this kind opens this phase, if the machine is not further on already.
constexpr std::pair<std::string_view, Phase> kOpens[] = {
    {KrsLoaded::name, Phase::krs},          {StoreDamaged::name, Phase::krs},
    {IoconfigLoaded::name, Phase::reserve}, {InstanceReserved::name, Phase::reserve},
    {EntrySkipped::name, Phase::reserve},   {RecordFreed::name, Phase::reserve},
    {NodeFound::name, Phase::scan},         {ScanEnded::name, Phase::scan},
    {InitStarted::name, Phase::init},       {BootEnded::name, Phase::running},
};

Phase opened_by(const Fact& fact) {
  if (const auto* script = get_if<ScriptStarted>(&fact))
    return is_shutdown_script(script->script) ? Phase::shutdown : Phase::rc;
  const std::string_view kind = kind_of(fact);
  const auto row = std::ranges::find(kOpens, kind, &std::pair<std::string_view, Phase>::first);
  return row == std::end(kOpens) ? Phase::off : row->second;
}

// init 1, and then init 3: the kill scripts were those of no shutdown.
bool comes_up_again(const Fact& fact) {
  const auto* script = get_if<ScriptStarted>(&fact);
  return script && !is_shutdown_script(script->script);
}

}  // namespace

std::span<const PhaseRow> phases() { return kPhases; }

const PhaseRow& row_of(Phase phase) {
  const PhaseRow& row = kPhases[static_cast<std::size_t>(phase)];
  MUST(row.phase == phase);
  return row;
}

Phase PhaseTracker::follow(const sim::Stamped& stamped) {
  auto machine = now_.find(stamped.life->machine);
  if (machine == now_.end()) machine = now_.emplace(stamped.life->machine, Phase::off).first;
  Phase& phase = machine->second;

  if (holds_alternative<MachinePoweredOn>(*stamped.fact))
    phase = Phase::power_on;
  else if (holds_alternative<MachinePoweredOff>(*stamped.fact))
    phase = Phase::off;
  else if (phase == Phase::shutdown && comes_up_again(*stamped.fact))
    phase = Phase::running;
  else if (phase != Phase::off)
    phase = std::max(phase, opened_by(*stamped.fact));
  return phase;
}

}  // namespace giosim::report
