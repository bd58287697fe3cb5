#include "cli/program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>

#include <exception>
#include <new>

#include "base/must.hpp"
#include "base/nearest_word.hpp"
#include "cli/subcommand.hpp"
#include "cli/version.hpp"
#include "runner/problem.hpp"

namespace giosim::cli {
namespace {

[[noreturn]] void refuse_command(const std::string& word) {
  if (word.ends_with(".yaml") || word.ends_with(".yml"))
    throw UsageError(fmt::format("what shall be done with it? E.g.: giosim run {}", word));
  if (word.starts_with("-"))
    throw UsageError("options stand behind the command, as in: giosim run " + word);
  std::vector<std::string> names;
  for (const Subcommand& row : subcommands()) names.emplace_back(row.name);
  throw UsageError(fmt::format("there is no command {}{}", runner::in_quotes(word),
                               did_you_mean(word, names)));
}

ExitCode obey(std::span<const std::string> command_line, Terminal& terminal) {
  if (command_line.empty()) {
    print_help(terminal.err);
    return ExitCode::bad_input;
  }
  const std::string& word = command_line.front();
  if (word == "--version" || word == "-V") {
    terminal.out << kEngine << '\n';
    return ExitCode::passed;
  }
  if (word == "--help" || word == "-h") {
    print_help(terminal.out);
    return ExitCode::passed;
  }
  const Subcommand* subcommand = find_subcommand(word);
  if (!subcommand) refuse_command(word);

  Arguments arguments;
  const Work work = subcommand->prepare(arguments);
  if (!parse(arguments, command_line.subspan(1))) {
    print_help(terminal.out, *subcommand);
    return ExitCode::passed;
  }
  return work(terminal);
}

ExitCode obey_and_catch(std::span<const std::string> command_line, Terminal& terminal) {
  try {
    return obey(command_line, terminal);
  } catch (const UsageError& error) {
    const bool known = !command_line.empty() && find_subcommand(command_line.front());
    terminal.complain(error.what());
    terminal.err << "see: giosim help" << (known ? " " + command_line.front() : "") << '\n';
    return ExitCode::bad_input;
  } catch (const runner::ScenarioError& error) {
    terminal.out.flush();
    terminal.err << error.problems().text();
    return ExitCode::bad_input;
  } catch (const std::bad_alloc&) {
    terminal.complain("the memory of this computer does not suffice for that");
    return ExitCode::bad_input;
  } catch (const std::exception& error) {
    terminal.complain(
        fmt::format("a bug of giosim itself: {}\nPlease report it with the command "
                    "that you gave and its files.",
                    error.what()));
    return ExitCode::internal_error;
  }
}

}  // namespace

ExitCode program(std::span<const std::string> command_line, Terminal& terminal) {
  ExitCode code = obey_and_catch(command_line, terminal);
  if (const auto trouble = terminal.out.trouble()) {
    if (terminal.out.reader_gone()) {
      code = graver(code, ExitCode::reader_gone);
    } else {
      terminal.complain(*trouble);
      code = graver(code, ExitCode::bad_input);
    }
  }
  terminal.err.flush();
  return code;
}

void settle_down() {
  // A closed descriptor becomes one that cannot be written to: an error that is told, instead of a
  // file of ours that standard output ends in.
  for (const int descriptor : {0, 1, 2})
    if (::fcntl(descriptor, F_GETFD) == -1) static_cast<void>(::open("/dev/null", O_RDONLY));

  struct sigaction ignoring{};
  ignoring.sa_handler = SIG_IGN;
  sigemptyset(&ignoring.sa_mask);
  sigaction(SIGPIPE, &ignoring, nullptr);
}

}  // namespace giosim::cli
