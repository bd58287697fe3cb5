// Script: one startup and shutdown script, /sbin/init.d/<name>, and its links.
//
//   up:   /sbin/rc2.d/S302hpuxpi start   before any LAN interface is configured
//         /sbin/rc2.d/S340net start
//   down: /sbin/rc1.d/K660net stop
//         /sbin/rc1.d/K692hpuxpi stop    while the DLPI instances are still there (B2)
//
// One table holds them all (script_table.cpp): only those that matter to LAN interfaces. Each
// takes start, stop, start_msg or stop_msg; the last two say one line and do nothing. They and
// their links are files of their products (user/files.hpp), which can be read, removed, renamed,
// and replaced: user/rc/program.hpp.
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
  std::string start_does = {}, stop_does = {};  // for who reads the file
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
  std::string file() const;                     // "/sbin/init.d/hpuxpi"
  std::string text() const;                     // what stands in it
  int level(Direction direction) const;
};

std::span<const Script> script_table();

// The database of parallel rc as the products on the disk have it: every LAN driver depends on
// hpuxpi, and its kill script has ended before hpuxpi saves.
std::string default_dependencies();

// Runs it by hand, under the name `word`: what it prints is seen at the terminal, rc.log does not
// hear of it.
sim::Task<int> run_by_hand(Session& session, const Script& script, std::string word,
                           Arguments arguments);

}  // namespace giosim::user
