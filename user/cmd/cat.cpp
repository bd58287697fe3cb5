// cat(1)

#include <fmt/format.h>

#include "user/cmd/commands.hpp"
#include "user/files.hpp"

namespace giosim::user {
namespace {

int cat(Session& session, const Arguments& arguments) {
  if (arguments.empty()) session.print(session.in);
  int status = 0;
  for (const std::string& path : arguments) {
    const auto bytes = path == "-" ? std::optional(session.in) : read_file(session, path);
    if (bytes)
      session.print(*bytes);
    else
      status = fail(session, kCat, is_directory(session, path)
                                       ? fmt::format("{} is a directory", path)
                                       : fmt::format("Cannot open {}: No such file or directory",
                                                     path), 2);
  }
  return status;
}

}  // namespace

constinit const Command kCat{
    "cat", "/usr/bin/cat", "concatenate, copy, and print files", "cat [file]...",
    "Prints the files one after the other; standard input for none, or for -.\n"
    "Exit code 0, or 2 when a file cannot be opened.",
    Plain(&cat)};

}  // namespace giosim::user
