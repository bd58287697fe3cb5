// diff(1): the default format of POSIX.

#include "user/diff.hpp"

#include "user/cmd/commands.hpp"
#include "user/input.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

constexpr int kSame = 0, kDifferent = 1, kTrouble = 2;

int diff(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kDiff, arguments, "");
  if (!options) return kTrouble;
  if (options->operands().size() != 2) {
    complain_of_usage(session, kDiff);
    return kTrouble;
  }
  std::string texts[2];
  for (std::size_t i = 0; i < 2; ++i) {
    const auto text = read_input(session, kDiff, options->operands()[i]);
    if (!text) return kTrouble;
    texts[i] = *text;
  }
  session.print(differences(texts[0], texts[1]));
  return texts[0] == texts[1] ? kSame : kDifferent;
}

}  // namespace

constinit const Command kDiff{
    "diff", "/usr/bin/diff", "compare two text files", "diff file1 file2",
    "Says how the first file becomes the second one, in the default format of POSIX:\n"
    "  5a6,7    behind line 5 lines 6 and 7 of the second file come in\n"
    "  3,4d2    lines 3 and 4 go away\n"
    "  18c18    line 18 is changed\n"
    "Lines of the first file have < before them, those of the second >. - is standard\n"
    "input. There are no options.\n"
    "\n"
    "Exit code 0 when the files are alike, 1 when they differ, 2 for trouble.",
    Plain(&diff)};

}  // namespace giosim::user
