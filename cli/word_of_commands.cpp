// Words that one types on an emulated machine: its commands.

#include <fmt/format.h>

#include "cli/word.hpp"
#include "user/cmd/table.hpp"

namespace giosim::cli {

std::vector<Word> command_words() {
  std::vector<Word> words;
  for (const user::Command* command : user::commands()) {
    Word& word = words.emplace_back(std::string(command->name), std::string(command->sentence));
    word.more.emplace_back("Synopsis", command->synopsis);
    if (!command->manual.empty()) word.more.emplace_back("Manual", command->manual);
    word.more.emplace_back("Path", command->path);
    word.more.emplace_back(
        "On a machine",
        fmt::format("giosim exec --disk machine.db {}, or in a scenario: "
                    "run: {{machine: source, command: {}}}",
                    command->name, command->name));
  }
  return words;
}

}  // namespace giosim::cli
