// Command: a program of HP-UX on the emulated machine.
//
// One file in user/cmd for each, one line in the table of user/cmd/table.cpp. The shell, the
// step `run:`, man(1) and docs/COMMANDS.md follow from it.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/task.hpp"
#include "user/session.hpp"

namespace giosim::user {

// Without the command's own name.
using Arguments = std::vector<std::string>;

// Returns the exit code. Only what waits (for the disk, a driver, the power) is a coroutine.
using Plain = int (*)(Session&, const Arguments&);
using Waiting = sim::Task<int> (*)(Session&, Arguments);

struct Command {
  std::string_view name;      // "lanscan"
  std::string_view path;      // "/usr/sbin/lanscan": it may be called by it, too
  std::string_view sentence;  // "display LAN device configuration and status"
  std::string_view synopsis;  // a line for each form: "lanscan [-ainmpqv]"
  // What man(1) shows below: options, exit codes, files; plain text, at most 78 columns. Says what
  // is ours and not HP's.
  std::string_view manual;
  std::variant<Plain, Waiting> run;
  // The software that brings it along, as swlist calls it; empty: HP-UX itself.
  std::string_view software = {};
};

// Is it on the machine's disk?
bool is_installed(const Session& session, const Command& command);

// Runs it within the process that calls.
sim::Task<int> run_command(Session& session, const Command& command, Arguments arguments);

// "usage: lanscan [-ainmpqv]\n" to standard error.
void complain_of_usage(Session& session, const Command& command);

// "lanscan: …\n" to standard error; returns `exit_code`.
int fail(Session& session, const Command& command, std::string_view sentence, int exit_code = 1);

// EXIT: 1 when the user is not root, after saying so. Nothing is wrong when it returns true.
bool must_be_root(Session& session, const Command& command);

}  // namespace giosim::user
