// What a machine is, as the file of its disks keeps it (sim/sqlite_disk.hpp): YAML text, so that
// the machine can be powered on with no scenario at hand.
//
//   machine:
//     not_replaceable: [igelan]
//     slots:
//       0/1/1/0: {driver: igelan, class: lan, mac: 0x00306E00000A}
//     cables: {0/1/1/0: blue}
//   networks:
//     blue: {latency: 10000ns, loses_every: 0, stations: [0x00306EF30D45]}
//   policy: {flush: krsd}
//
// It says what is plugged in now, not what the scenario began with: models are written out.
#pragma once

#include <string>

#include "machine/machine.hpp"
#include "runner/scenario.hpp"
#include "sim/sqlite_disk.hpp"

namespace giosim::runner {

std::string machine_text(const machine::Machine& machine, const gio::Policies& policies);

// A play without steps on the machines that the file describes, under the readings with which
// `machine` ran last (the first one's, when it is empty). Throws ScenarioError: a description that
// cannot be read is damage.
Scenario scenario_of_store(const sim::SqliteStore& store, const std::string& file,
                           const std::string& machine);

}  // namespace giosim::runner
