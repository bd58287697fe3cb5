// giosim completion SHELL: a script that completes what the commands declare.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "cli/completion.hpp"
#include "cli/subcommand.hpp"

namespace giosim {

namespace cli {

enum class CompletedShell { bash, zsh };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::CompletedShell> = WordTable<2>{"bash", "zsh"};

namespace cli {

Work prepare_completion(Arguments& arguments) {
  const auto shell = std::make_shared<CompletedShell>(CompletedShell::bash);
  Argument& argument = arguments.word("SHELL", "bash or zsh", *shell);
  argument.alone = true;
  argument.required = true;
  return [shell](Terminal& terminal) {
    terminal.out << (*shell == CompletedShell::bash ? bash_completion() : zsh_completion());
    return ExitCode::passed;
  };
}

}  // namespace cli
}  // namespace giosim
