// giosim exec: one command line on a machine, with its exit code.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/interruption.hpp"
#include "cli/judgement.hpp"
#include "cli/seat.hpp"
#include "cli/subcommand.hpp"
#include "user/cmd/table.hpp"

namespace giosim::cli {
namespace {

struct ExecSettings {
  SeatSettings seat;
  std::vector<std::string> words;
};

bool is_scenario(const std::string& word) {
  return word.ends_with(".yaml") || word.ends_with(".yml");
}

// The first word names the scenario, unless there is a disk and it does not look like one.
void take_scenario(ExecSettings& settings) {
  std::vector<std::string>& words = settings.words;
  if (words.empty() || (settings.seat.disk && !is_scenario(words.front()))) return;
  if (!is_scenario(words.front()))
    throw UsageError(fmt::format("on which machine? Expected --disk FILE, or a scenario (*.yaml) "
                                 "in front of {}",
                                 words.front()));
  settings.seat.scenario = words.front();
  words.erase(words.begin());
}

// One word is a line as one types it; several are taken word by word.
std::string line_of(const std::vector<std::string>& words) {
  if (words.empty())
    throw UsageError("COMMAND is missing: what shall run on the machine? E.g.: lanscan");
  if (words.size() == 1) return words.front();
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + shell_word(word);
  return line;
}

ExitCode exec(ExecSettings& settings, Terminal& terminal) {
  using End = runner::Console::End;
  take_scenario(settings);
  const std::string line = line_of(settings.words);
  const Interruption interruption;
  Seat seat(settings.seat, terminal, Says::little, [] { return Interruption::requested(); });
  if (!seat.take()) {
    if (Interruption::requested()) return ExitCode::interrupted;
    terminal.complain("the command was not run");
    return ExitCode::failed;
  }
  runner::Console& console = seat.console();
  const End end = console.perform_line(line);
  if (end == End::interrupted && Interruption::requested()) return ExitCode::interrupted;
  if (end == End::stuck)
    terminal.complain("nothing happens any more on " + console.machine() +
                      ", and the command is not at its end; it was given up");
  const int status = console.status();
  seat.leave();
  return static_cast<ExitCode>(status & 0xFF);
}

}  // namespace

Work prepare_exec(Arguments& arguments) {
  const auto settings = std::make_shared<ExecSettings>();
  declare_seat(arguments, settings->seat);
  Argument& words = arguments.files(
      "[SCENARIO] COMMAND",
      "a scenario (*.yaml) whose steps come first; with --disk it may be left out. Then the "
      "command: a line in quotes, or word by word",
      settings->words, true);
  words.offer = Offer::files_or_words;
  words.words = [] {
    std::vector<std::string> names;
    for (const user::Command* command : user::commands()) names.emplace_back(command->name);
    return names;
  };
  words.ends_options = [](const std::string& word) { return !is_scenario(word); };
  return [settings](Terminal& terminal) { return exec(*settings, terminal); };
}

}  // namespace giosim::cli
