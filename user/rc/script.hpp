// Script: one startup and shutdown script, /sbin/init.d/<name>, and its links.
//
//   up:   /sbin/rc2.d/S302hpuxpi start   before any LAN interface is configured
//         /sbin/rc2.d/S340net start
//   down: /sbin/rc1.d/K660net stop
//         /sbin/rc1.d/K692hpuxpi stop    while the DLPI instances are still there (B2)
//
// One table holds them all (script_table.cpp): only those that matter to LAN interfaces. Each
// takes start, stop, start_msg or stop_msg; the last two say one line and do nothing.
//
// Document: "High-level architecture", startup and shutdown script.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hdm/catalog.hpp"
#include "user/command.hpp"
#include "user/init.hpp"

namespace giosim::user {

struct Script {
  struct Link {
    int level = 0;  // of the directory: the kill link of what level 2 starts is in rc1.d
    int number = 0;
  };

  std::string name;  // "hpuxpi"
  Link start, kill;
  std::string start_msg, stop_msg;
  // Its product is installed and configured on this machine.
  bool (*there)(const machine::Os&, const Script&);
  sim::Task<int> (*run)(Session&, const Script&, Direction);
  // Policy update_start: it need not wait for the end of the inits.
  bool may_come_early = false;
  const hdm::DriverProfile* driver = nullptr;  // of a LAN driver's script

  const std::string& message(Direction direction) const {
    return direction == Direction::start ? start_msg : stop_msg;
  }
  std::string link(Direction direction) const;  // "S302hpuxpi"
  std::string path(Direction direction) const;  // "/sbin/rc2.d/S302hpuxpi"
  std::string call(Direction direction) const;  // "/sbin/rc2.d/S302hpuxpi start"
};

std::span<const Script> script_table();

// The links of a level, by name, as rc runs them one after the other. Whether a script is there
// is asked when its turn comes: one before it may install what it needs.
std::vector<const Script*> scripts_of(std::span<const Script> table, int level,
                                      Direction direction);

// The database of parallel rc as the products on the disk have it: every LAN driver depends on
// hpuxpi, and its kill script has ended before hpuxpi saves.
std::string default_dependencies();

// A word typed at a terminal: "/sbin/init.d/net", "/sbin/rc2.d/S340net". nullptr: no such file.
const Script* find_script(const machine::Os& os, std::string_view word);

// Runs it by hand: what it prints is seen at the terminal, rc.log does not hear of it.
sim::Task<int> run_by_hand(Session& session, std::string word, Arguments arguments);

}  // namespace giosim::user
