#include "user/sh/sh.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include "base/lines.hpp"
#include "user/cmd/table.hpp"
#include "user/command.hpp"
#include "user/files.hpp"
#include "user/init.hpp"
#include "user/input.hpp"
#include "user/rc/program.hpp"
#include "user/sh/line.hpp"

namespace giosim::user {
namespace {

using std::chrono_literals::operator""ms;

// Assumed: what a process costs from fork to exit.
constexpr sim::Duration kProcessTime = 10ms;

constexpr int kNotFound = 127, kBadSyntax = 2;

std::string expanded(const Session& session, const Word& word) {
  std::string text;
  for (const Piece& piece : word) {
    if (!piece.variable)
      text += piece.text;
    else if (piece.text == "?")
      text += std::to_string(session.status);
    else
      text += session.variable(piece.text);
  }
  return text;
}

// A word of nothing but variables that are not set vanishes; quotes do not keep it here.
std::vector<std::string> expanded(const Session& session, const std::vector<Word>& words) {
  std::vector<std::string> texts;
  for (const Word& word : words) {
    std::string text = expanded(session, word);
    const bool only_variables =
        !word.empty() && std::ranges::all_of(word, [](const Piece& piece) { return piece.variable; });
    if (!text.empty() || !only_variables) texts.push_back(std::move(text));
  }
  return texts;
}

void complain(Session& session, std::string_view sentence) {
  session.complain(fmt::format("sh: {}\n", sentence));
}

// export NAME=value …, which must be of the shell itself, as exit below.
int export_variables(Session& session, const std::vector<std::string>& words) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::size_t equals = words[i].find('=');
    if (equals != std::string::npos && equals > 0)
      session.set_variable(words[i].substr(0, equals), words[i].substr(equals + 1));
  }
  return 0;
}

// Which of the command's streams end at the terminal.
struct ToTerminal {
  bool out = true, err = true;
};

ToTerminal to_terminal(const SimpleCommand& command, bool piped) {
  ToTerminal to{.out = !piped};
  for (const Redirection& redirection : command.redirections) {
    if (redirection.err_to_out) to.err = to.out;
    if (redirection.from == Redirection::From::out) to.out = false;
    if (redirection.from == Redirection::From::err && !redirection.err_to_out) to.err = false;
  }
  return to;
}

Screen shown(const Session& session, Session::Place since, ToTerminal to) {
  const std::string& printed = to.out && to.err ? session.screen()
                               : to.out         ? session.out()
                                                : session.err();
  if (!to.out && !to.err) return {};
  const std::size_t from = to.out && to.err ? since.screen : to.out ? since.out : since.err;
  Screen screen{printed.substr(from, Screen::kMost)};
  if (printed.size() - from > Screen::kMost)
    screen.text += fmt::format("\n[… and {} bytes more]\n", printed.size() - from - Screen::kMost);
  return screen;
}

// exit [n]: ends the shell; without n with the exit code of the last command.
int exit_shell(Session& session, const std::vector<std::string>& words) {
  int code = session.status;
  if (words.size() > 1) {
    const auto [end, error] =
        std::from_chars(words[1].data(), words[1].data() + words[1].size(), code);
    if (error != std::errc{} || end != words[1].data() + words[1].size()) {
      complain(session, "exit: " + words[1] + ": The exit code must be a number.");
      return kBadSyntax;
    }
  }
  session.exited = true;
  return code & 0xFF;
}

sim::Task<int> run_words(Session& session, std::vector<std::string> words, ToTerminal to) {
  if (words.front() == "export") co_return export_variables(session, words);
  if (words.front() == "exit") co_return exit_shell(session, words);
  const Command* const command = find_command(words.front());
  const bool known = command && is_installed(session, *command);
  std::optional<Program> program;
  if (!command) program = program_at(session.os(), script_table(), words.front());
  if (!known && !program) {
    complain(session, words.front() + ":  not found.");
    co_return kNotFound;
  }
  const std::string line = fmt::format("{}", fmt::join(words, " "));
  const Session::Place before = session.place();
  machine::Os& os = session.os();
  os.trace.record(CommandStarted{line, session.user()});
  const Init::CommandUnderWay under_way(init_of(os), line,
                                        [&] { return shown(session, before, to); });
  co_await os.kernel.delay(kProcessTime, "runs a command");
  Arguments arguments(words.begin() + 1, words.end());
  int status = 0;
  if (program && program->script)
    status = co_await run_by_hand(session, *program->script, words.front(), std::move(arguments));
  else if (program)
    status = co_await perform_script(session, words.front(), program->lines, std::move(arguments));
  else
    status = co_await run_command(session, *command, std::move(arguments));
  os.trace.record(CommandEnded{line, status, shown(session, before, to)});
  co_return status;
}

// What a redirection took out of the output goes into its file.
sim::Task<bool> write_redirected(Session& session, const Redirection& to, std::string bytes) {
  const std::string path = expanded(session, to.file);
  if (is_directory(session, path) || !path.starts_with('/')) {
    complain(session, path + ": Cannot create the specified file.");
    co_return false;
  }
  if (to.append) bytes = read_file(session, path).value_or("") + bytes;
  const auto written = co_await write_file(session, path, std::move(bytes));
  if (!written) complain(session, path + ": " + std::string(sentence(written.error())));
  co_return written.has_value();
}

// A command whose input cannot be opened does not run.
bool redirect_input(Session& session, const SimpleCommand& command) {
  for (const Redirection& redirection : command.redirections) {
    if (redirection.from != Redirection::From::in) continue;
    const std::string path = expanded(session, redirection.file);
    auto bytes = read_file(session, path);
    if (!bytes) {
      complain(session, path + ": Cannot find or open the file.");
      return false;
    }
    session.in = std::move(*bytes);
  }
  return true;
}

// From left to right, as sh does: what `printed` holds goes into the files, the rest is shown.
sim::Task<bool> redirect_output(Session& session, const SimpleCommand& command,
                                Session::Printed printed) {
  bool all_written = true;
  for (const Redirection& redirection : command.redirections) {
    if (redirection.from == Redirection::From::in) continue;
    if (redirection.err_to_out) {
      printed.out = std::move(printed.screen);
      printed.err.clear();
      continue;
    }
    std::string& stream = redirection.from == Redirection::From::out ? printed.out : printed.err;
    printed.screen = std::string();
    if (!co_await write_redirected(session, redirection, std::exchange(stream, {})))
      all_written = false;
  }
  session.complain(printed.err);
  session.print(printed.out);
  co_return all_written;
}

// Runs one command with its input in session.in, and leaves what it prints in the session.
sim::Task<> perform_command(Session& session, const SimpleCommand& command, bool piped) {
  if (!redirect_input(session, command)) {
    session.status = 1;
    co_return;
  }
  const Session::Place before = session.place();
  const std::vector<std::string> words = expanded(session, command.words);
  const auto environment = session.environment();
  for (const auto& [name, value] : command.assignments)
    session.set_variable(name, expanded(session, value));

  int status = 0;
  if (!words.empty()) {
    status = co_await run_words(session, words, to_terminal(command, piped));
    for (const auto& [name, value] : command.assignments) {
      const auto was = environment.find(name);
      session.set_variable(name, was == environment.end() ? "" : was->second);
    }
  }
  if (!command.redirections.empty() &&
      !co_await redirect_output(session, command, session.cut(before)))
    status = 1;
  session.status = status;
}

// Standard output of each goes to the next one; standard error goes to the terminal.
sim::Task<> perform_pipeline(Session& session, const Pipeline& pipeline) {
  session.in.clear();
  std::optional<Session::Held> held;
  if (pipeline.commands.size() > 1 || !pipeline.commands.front().redirections.empty())
    held.emplace(session);
  for (std::size_t i = 0; i < pipeline.commands.size(); ++i) {
    const Session::Place before = session.place();
    const bool piped = i + 1 < pipeline.commands.size();
    co_await perform_command(session, pipeline.commands[i], piped);
    if (!piped) break;
    Session::Printed printed = session.cut(before);
    session.complain(printed.err);
    session.in = std::move(printed.out);
  }
  session.in.clear();
}

}  // namespace

sim::Task<> perform_line(Session& session, std::string line) {
  const auto list = parse_line(line);
  if (!list) {
    complain(session, list.error());
    session.status = kBadSyntax;
    co_return;
  }
  for (const Pipeline& pipeline : *list) {
    if (pipeline.when == When::if_passed && session.status != 0) continue;
    if (pipeline.when == When::if_failed && session.status == 0) continue;
    co_await perform_pipeline(session, pipeline);
    if (session.exited) break;
  }
}

sim::Task<int> perform_script(Session& session, std::string path, std::string lines,
                              std::vector<std::string> arguments) {
  constexpr std::size_t kMostScripts = 50;  // a script that calls itself never ends
  const auto environment = session.environment();
  const std::size_t level = count_in(session.variable("SHLVL")).value_or(0);
  if (level == kMostScripts) {
    complain(session, path + ": too many scripts call one another.");
    co_return kBadSyntax;
  }
  session.set_variable("SHLVL", std::to_string(level + 1));
  const bool exited = std::exchange(session.exited, false);
  session.set_variable("0", path);
  session.set_variable("#", std::to_string(arguments.size()));
  session.set_variable("@", fmt::format("{}", fmt::join(arguments, " ")));
  arguments.resize(9);
  for (std::size_t i = 0; i < arguments.size(); ++i)
    session.set_variable(std::to_string(i + 1), arguments[i]);

  session.status = 0;
  int number = 0;
  for (const std::string_view line : lines_of(lines)) {
    ++number;
    if (const auto list = parse_line(line); !list) {
      session.complain(fmt::format("{}[{}]: {}\n", path, number, list.error()));
      session.status = kBadSyntax;
      break;
    }
    co_await perform_line(session, std::string(line));
    if (session.exited) break;
  }
  session.exited = exited;
  session.restore_variables(environment);  // a script's variables are its own
  co_return session.status;
}

void start_line(Session& session, std::string line) {
  session.machine().start("sh", perform_line(session, std::move(line)));
}

}  // namespace giosim::user
