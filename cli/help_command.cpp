// giosim help [COMMAND]: what the tables say, 80 columns wide.

#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "base/nearest_word.hpp"
#include "cli/layout.hpp"
#include "cli/subcommand.hpp"
#include "cli/version.hpp"
#include "runner/problem.hpp"

namespace giosim::cli {
namespace {

std::string shown(const Argument& argument) {
  std::string text = argument.letter.empty() ? "" : argument.letter + ", ";
  text += argument.name;
  if (!argument.value.empty()) text += " " + argument.value;
  return text;
}

void print_exit_codes(std::ostream& out) {
  out << "\nExit codes (of several that apply, the one furthest down counts):\n";
  for (const ExitCodeRow& row : exit_codes())
    print_row(out, fmt::format("{:>3}", static_cast<int>(row.code)), row.meaning, 7);
}

}  // namespace

void print_arguments(std::ostream& out, const Arguments& arguments) {
  out << "\nArguments and options:\n";
  for (const Argument& argument : arguments.all())
    if (argument.alone) print_row(out, argument.name, argument.sentence, 24);
  for (const Argument& argument : arguments.all())
    if (!argument.alone) print_row(out, shown(argument), argument.sentence, 24);
  print_row(out, "-h, --help", "show this help", 24);
}

void print_help(std::ostream& out) {
  out << "giosim " << kVersion
      << ": an emulator of how HP-UX numbers its network cards, and of how HP-UX\n"
         "Portable Image keeps those numbers when a disk moves to another machine.\n"
         "\nUsage: giosim COMMAND [OPTIONS] [ARGUMENTS]\n\nCommands:\n";
  for (const Subcommand& subcommand : subcommands())
    print_row(out, subcommand.name, subcommand.sentence, 14);
  print_row(out, "--version", "print the version", 14);
  out << "\nBegin with:\n"
         "  giosim run scenarios/basic/document_example.yaml\n"
         "  giosim help run\n";
  print_exit_codes(out);
}

void print_help(std::ostream& out, const Subcommand& subcommand) {
  Arguments arguments;
  const Work work = subcommand.prepare(arguments);
  print_paragraph(out, fmt::format("giosim {}: {}{}", subcommand.name, subcommand.sentence,
                                   subcommand.sentence.ends_with('?') ? "" : "."),
                  0);
  out << "\nUsage: giosim " << subcommand.name << ' ' << subcommand.usage << '\n';

  print_arguments(out, arguments);

  if (!subcommand.more.empty()) {
    out << '\n';
    print_indented(out, subcommand.more);
  }
  out << "\nExamples:\n";
  print_indented(out, subcommand.examples);
  print_exit_codes(out);
}

Work prepare_help(Arguments& arguments) {
  auto command = std::make_shared<std::optional<std::string>>();
  arguments.add({.name = "COMMAND",
                 .value = {},
                 .sentence = "the command to explain",
                 .alone = true,
                 .offer = Offer::words,
                 .words =
                     [] {
                       std::vector<std::string> names;
                       for (const Subcommand& row : subcommands()) names.emplace_back(row.name);
                       return names;
                     },
                 .take = [command](const std::string& name) { *command = name; }});
  return [command](Terminal& terminal) {
    if (!*command) {
      print_help(terminal.out);
      return ExitCode::passed;
    }
    const Subcommand* subcommand = find_subcommand(**command);
    if (!subcommand) {
      std::vector<std::string> names;
      for (const Subcommand& row : subcommands()) names.emplace_back(row.name);
      throw UsageError(fmt::format("there is no command {}; expected one of {}{}",
                                   runner::in_quotes(**command), fmt::join(names, ", "),
                                   did_you_mean(**command, names)));
    }
    print_help(terminal.out, *subcommand);
    return ExitCode::passed;
  };
}

}  // namespace giosim::cli
