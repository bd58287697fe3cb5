// Subcommand: one thing that giosim can do. ONE TABLE of them (subcommand.cpp): the help, the
// completion and the nearest word for a wrong one follow from it.
#pragma once

#include <functional>
#include <ostream>
#include <span>
#include <string_view>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

namespace giosim::cli {

// What to do once the command line is understood.
using Work = std::function<ExitCode(Terminal&)>;

struct Subcommand {
  std::string_view name;
  std::string_view sentence;
  std::string_view usage;  // behind the name: "[OPTIONS] SCENARIO"
  std::string_view more;   // what the help says below the options; may be empty
  std::string_view examples;
  Work (*prepare)(Arguments&);  // declares what it may be told
};

std::span<const Subcommand> subcommands();
const Subcommand* find_subcommand(std::string_view name);

// The rows of the table; each stands in a file of its own (run_command.cpp …).
Work prepare_run(Arguments&);
Work prepare_shell(Arguments&);
Work prepare_exec(Arguments&);
Work prepare_serve(Arguments&);
Work prepare_teach(Arguments&);
Work prepare_test(Arguments&);
Work prepare_accept(Arguments&);
Work prepare_diff(Arguments&);
Work prepare_explore(Arguments&);
Work prepare_compare(Arguments&);
Work prepare_fuzz(Arguments&);
Work prepare_validate(Arguments&);
Work prepare_list(Arguments&);
Work prepare_explain(Arguments&);
Work prepare_why_not(Arguments&);
Work prepare_learn(Arguments&);
Work prepare_schema(Arguments&);
Work prepare_docs(Arguments&);
Work prepare_completion(Arguments&);
Work prepare_help(Arguments&);

void print_help(std::ostream& out);
// The rows of a command line, -h among them.
void print_arguments(std::ostream& out, const Arguments& arguments);
void print_help(std::ostream& out, const Subcommand& subcommand);

}  // namespace giosim::cli
