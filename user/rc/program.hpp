// Program: what rc runs behind a link, and what a path typed at a prompt runs.
//
// The table's scripts are files of their products, and so are their links. On top of them stands
// the disk: a link that somebody removed is not run; a file in its place, or one with a name of its
// own (S500mine), is. A file with the text of a script of the table is that script: so a link that
// was renamed does what it did, at another moment. Any other file is lines for sh.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "user/rc/script.hpp"

namespace giosim::user {

struct Program {
  const Script* script = nullptr;  // of the table
  std::string lines = {};          // for sh, without one
};

// What stands behind an absolute path at this moment. Nothing for a path that is no program: a file
// outside of /sbin/init.d and /sbin/rc?.d must begin with "#!" to be one.
std::optional<Program> program_at(const machine::Os& os, std::span<const Script> table,
                                  const std::string& path);

// The links of a level, by name, as rc runs them one after the other: "S302hpuxpi". What a script
// needs may not be there yet: a script before it may bring it.
std::vector<std::string> links_of(const machine::Os& os, std::span<const Script> table, int level,
                                  Direction direction);

// "/sbin/rc2.d/"
std::string link_directory(int level);

// Performs lines of sh: user/sh.
using Interpreter = sim::Task<int> (*)(Session&, std::string path, std::string lines, Arguments);

}  // namespace giosim::user
