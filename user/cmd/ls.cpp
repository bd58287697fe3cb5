// ls(1)

#include <fmt/format.h>

#include "user/cmd/commands.hpp"
#include "user/files.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

void show(Session& session, const Options& options, const std::string& path,
          const std::string& name) {
  if (!options.has('l')) {
    session.print(name + '\n');
    return;
  }
  const std::string target = link_target(session.os(), path);
  if (!target.empty()) {
    session.print(fmt::format("lrwxr-xr-x {:>10} {} -> {}\n", target.size(), name, target));
    return;
  }
  const auto bytes = read_file(session, path);
  session.print(fmt::format("{} {:>10} {}\n", bytes ? "-rw-r--r--" : "drwxr-xr-x",
                            bytes ? bytes->size() : 0, name));
}

int ls(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kLs, arguments, "l1");
  if (!options) return 2;
  Arguments paths = options->operands();
  if (paths.empty()) paths = {"/"};

  int status = 0;
  for (const std::string& path : paths) {
    if (read_file(session, path)) {
      show(session, *options, path, path);
    } else if (is_directory(session, path)) {
      if (paths.size() > 1) session.print(path + ":\n");
      for (const std::string& name : names_in(session.os(), path))
        show(session, *options, path.ends_with('/') ? path + name : path + '/' + name, name);
    } else {
      session.complain(path + " not found\n");
      status = 2;
    }
  }
  return status;
}

}  // namespace

constinit const Command kLs{
    "ls", "/usr/bin/ls", "list contents of directories", "ls [-1l] [file|directory]...",
    "-l  with sizes in bytes, and what a link stands for; the modes are always the same\n"
    "\n"
    "Without an operand: the root directory, as there is no working directory.",
    Plain(&ls)};

}  // namespace giosim::user
