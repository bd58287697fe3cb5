// giosim help [COMMAND]: what the tables say, 80 columns wide.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/subcommand.hpp"
#include "cli/version.hpp"
#include "runner/nearest_word.hpp"
#include "runner/problem.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::cli {
namespace {

constexpr std::size_t kWidth = 80;

// "  name   sentence", the sentence wrapped beside the name, or below it when the name is long.
void print_row(std::ostream& out, std::string_view name, std::string_view sentence,
               std::size_t column) {
  std::string left = fmt::format("  {}", name);
  if (report::characters(left) + 2 > column) {
    out << left << '\n';
    left.clear();
  }
  for (const std::string& line : report::wrapped(sentence, kWidth - column)) {
    out << left << std::string(column - report::characters(left), ' ') << line << '\n';
    left.clear();
  }
}

void print_indented(std::ostream& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out << "  " << text.substr(0, end) << '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

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
  for (const std::string& line :
       report::wrapped(fmt::format("giosim {}: {}.", subcommand.name, subcommand.sentence), kWidth))
    out << line << '\n';
  out << "\nUsage: giosim " << subcommand.name << ' ' << subcommand.usage << '\n';

  out << "\nArguments and options:\n";
  for (const Argument& argument : arguments.all())
    if (argument.alone) print_row(out, argument.name, argument.sentence, 24);
  for (const Argument& argument : arguments.all())
    if (!argument.alone) print_row(out, shown(argument), argument.sentence, 24);
  print_row(out, "-h, --help", "show this help", 24);

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
      throw UsageError(fmt::format("there is no command {}{}", runner::in_quotes(**command),
                                   runner::did_you_mean(**command, names)));
    }
    print_help(terminal.out, *subcommand);
    return ExitCode::passed;
  };
}

}  // namespace giosim::cli
