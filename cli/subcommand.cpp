#include "cli/subcommand.hpp"

#include <algorithm>

namespace giosim::cli {
namespace {

constexpr Subcommand kSubcommands[] = {
    {"run", "perform one or more scenarios and tell what happens, and why", "[OPTIONS] SCENARIO…",
     "The story goes to standard output and ends with the verdict: what failed,\n"
     "where it stands in the file, and the command that replays this very run. As\n"
     "JSON Lines (--format jsonl) standard output is the trace alone; the verdict\n"
     "goes to standard error, as it does with --output.\n"
     "\n"
     "What a scenario leaves open (which of the ready processes goes first, a\n"
     "latency within a range) is a choice. By default each is the plainest one;\n"
     "--seed draws them, --choices says them.",
     "giosim run scenarios/basic/document_example.yaml\n"
     "giosim run --format jsonl --output t.jsonl scenarios/moves/swap_of_two.yaml\n"
     "giosim run --seed 7 scenarios/moves/swap_of_two.yaml\n"
     "giosim run --choices 0.1.1 --detail all scenarios/moves/swap_of_two.yaml\n"
     "giosim run --policy given_up_number=at_once scenarios/moves/swap_of_two.yaml\n"
     "giosim run --disk machine.db first_boot.yaml second_boot.yaml\n"
     "giosim run --quiet --perfetto swap.json scenarios/moves/swap_of_two.yaml",
     &prepare_run},
    {"shell", "sit down at a machine: a prompt, and the commands of HP-UX",
     "[OPTIONS] [SCENARIO]",
     "The scenario's steps are performed first; then you are at a terminal of the\n"
     "machine that runs (of several, the one that was powered on last). One that is\n"
     "off is powered on. Virtual time passes only while a command runs. The keys are\n"
     "those of Emacs: arrows, Ctrl-R searches the history, TAB completes commands,\n"
     "files and interfaces. `man COMMAND` explains a command of HP-UX.\n"
     "\n"
     "Lines that begin with ~ are giosim's own: ~help lists them. They copy files to\n"
     "and from the machine, pull its power, or do any step of a scenario.\n"
     "\n"
     "Ctrl-C gives up a line, Ctrl-D leaves. From a pipe the lines are read until\n"
     "the end, without a prompt, so that a session can be a test. What the machine\n"
     "shows goes to standard output, what giosim says to standard error.\n"
     "\n"
     "With --disk what still runs at the end is shut down, which saves (or not:\n"
     "--power-cut). The exit code is that of the last command, or N of `exit N`;\n"
     "when giosim itself fails, standard error says so behind \"giosim: \".",
     "giosim shell scenarios/basic/document_example.yaml\n"
     "giosim shell --disk machine.db first_boot.yaml\n"
     "giosim shell --disk machine.db\n"
     "echo 'cat /etc/rc.log' | giosim shell --echo --disk machine.db",
     &prepare_shell},
    {"exec", "run one command of HP-UX on a machine",
     "[OPTIONS] [SCENARIO] COMMAND…",
     "The machine is that of a scenario (after its steps) or the one that an earlier\n"
     "`giosim run --disk`, shell or exec left in FILE. It is powered on, the command\n"
     "runs as at a terminal, and with --disk the machine is then shut down, so that\n"
     "what the command changed is saved as HP-UX saves it; --power-cut saves\n"
     "nothing.\n"
     "\n"
     "COMMAND in one word is a line for the machine's shell ('lanscan | grep UP');\n"
     "words are passed on one by one. Options of giosim stand in front of it.\n"
     "\n"
     "What the machine shows goes to standard output. The exit code is that of the\n"
     "command; when giosim itself fails, standard error says so behind \"giosim: \".",
     "giosim exec --disk machine.db lanscan -v\n"
     "giosim exec --disk machine.db 'cat /etc/rc.log | grep FAILED'\n"
     "giosim exec --user operator scenarios/basic/document_example.yaml uname -a",
     &prepare_exec},
    {"serve", "write scenarios in a browser, or let programs outside open /dev/dlpi", "[OPTIONS] [SCENARIO]",
     "Without --socket it is the playground: a page with a scenario on the left and its\n"
     "run on the right (as giosim teach shows it), which is run again as you write.\n"
     "Words and their help come from the language's schema, mistakes stand in the\n"
     "margin. It can be reached from this computer alone, reads and writes no file,\n"
     "and stops a run that takes too long.\n"
     "\n"
     "With --socket a C program that is written for HP-UX's DLPI and linked with\n"
     "libhpuxdlpi opens /dev/dlpi, and is on the machine: docs/DLPI.md. Several\n"
     "programs may be there at once, each on the machine that its GIOSIM_MACHINE_NAME\n"
     "says; one that is off is powered on. Virtual time passes only for what they set\n"
     "going. With --disk what still runs is shut down at the end, which saves (or not:\n"
     "--power-cut). A program that shall have a machine's file to itself needs none of\n"
     "this: it says GIOSIM_MACHINE=machine.db.\n"
     "\n"
     "Both end with Ctrl-C.",
     "giosim serve\n"
     "giosim serve --port 8080 scenarios/moves/swap_of_two.yaml\n"
     "giosim serve --disk machine.db --socket /tmp/dlpi\n"
     "GIOSIM_SOCKET=/tmp/dlpi ./list_interfaces\n"
     "GIOSIM_MACHINE=machine.db ./list_interfaces",
     &prepare_serve},
    {"teach", "make a page on which anybody can step through a run, and predict it",
     "[OPTIONS] SCENARIO",
     "One file for any browser, which needs no network: it opens from the disk, goes\n"
     "into a course or travels by mail. Each step has its sentence, the hardware\n"
     "over the numbers, the tables with what changed, and why: the rule, the\n"
     "document's sentence, every number considered. It can ask before it shows (the\n"
     "key Q), and ? lists its keys; docs/TEACHING.md has more.\n"
     "\n"
     "The page is called like the scenario, SCENARIO.html, and made in the folder\n"
     "where you are; a file of that name that is no such page is left alone. A run\n"
     "that fails its expectations has its page, too; the exit code is 1 then.\n"
     "\n"
     "With --text the same steps are told here, with the same sentences and\n"
     "decisions: Enter goes on, b goes back, w says why, s shows the tables, p asks\n"
     "you before each decision, h lists the rest. From a pipe the commands are read\n"
     "line by line until the end, without a prompt; 2 is the exit code when one of\n"
     "them was none.",
     "giosim teach scenarios/basic/document_example.yaml\n"
     "giosim teach --text --predict scenarios/basic/document_example.yaml\n"
     "printf 'goto 69\\nwhy\\n' | giosim teach --text scenarios/moves/swap_of_two.yaml\n"
     "giosim teach -o lesson.html scenarios/moves/swap_of_two.yaml\n"
     "giosim teach --choices 0.1.1 -o - scenarios/moves/swap_of_two.yaml > swap.html",
     &prepare_teach},
    {"test", "run many scenarios, on all cores, and say which hold", "[OPTIONS] [FILE|FOLDER]…",
     "A folder stands for all files in it and below (*.yaml or *.yml, but no hidden\n"
     "ones) that play a scenario; a file that only describes machines, for others to\n"
     "include, is passed over. To select nothing is an error.\n"
     "\n"
     "A scenario with the key expect_failure must fail; when it passes, that is a\n"
     "failure. A file that cannot be loaded counts as broken, and the others are\n"
     "still run. Results come in the order of the files, whatever --jobs is.",
     "giosim test\n"
     "giosim test --failed-first --max-failures 1 scenarios/moves\n"
     "giosim test --filter 'swap*' --tag 'moves,!slow'\n"
     "giosim test --format tap --junit results.xml scenarios",
     &prepare_test},
    {"accept", "take what the trace says now as the golden, where a test left it pending",
     "[OPTIONS] [FILE|FOLDER]…",
     "A scenario that expects `trace: golden` keeps a short text beside it of what\n"
     "its trace says (docs/GOLDENS.md). When a run says something else, run and test\n"
     "fail, show what differs and leave FILE.golden.pending; accept puts it in the\n"
     "place of the golden. Each scenario is run again first, so that nothing is taken\n"
     "which is not true today.\n"
     "\n"
     "That nothing is pending is a failure (not for --list), and so is a golden that\n"
     "no scenario names.",
     "giosim accept --list\n"
     "giosim accept scenarios/moves/swap_of_two.yaml\n"
     "giosim accept --reject scenarios/moves",
     &prepare_accept},
    {"diff", "what differs between two runs, or two traces, device by device",
     "[OPTIONS] A [B]",
     "A and B are traces (run --format jsonl) or scenarios, which are run; without B\n"
     "it is A again, for another list of choices or another reading. Shown are: what\n"
     "each NIC ended up with, the fact at which the two part, and the facts that only\n"
     "one of them has. Times count for nothing.\n"
     "\n"
     "The exit code is 0 when the two are the same, 1 when they differ.",
     "giosim diff before.jsonl after.jsonl\n"
     "giosim diff --about dlpi scenarios/moves/{swap_of_two,cycle_of_three}.yaml\n"
     "giosim diff --vary init,scan --choices-b 0.0.1 scenarios/moves/duplicate_mac.yaml\n"
     "giosim diff --policy-b given_up_number=at_once scenarios/moves/swap_of_two.yaml",
     &prepare_diff},
    {"explore", "try every order of events: does a scenario always come out the same?",
     "[OPTIONS] SCENARIO…",
     "Time is taken as an order that is left open: whatever only waits for time may\n"
     "come next. Every order is looked at, each state once; the result is either that\n"
     "all of them come to one outcome, or each outcome with its share of all orders,\n"
     "the choices that replay it (giosim run --vary LIST --choices …), the step at\n"
     "which two orders part, and the step behind which nothing helps.\n"
     "\n"
     "A search that stops at a bound says so. Where all orders are too many, some can\n"
     "be drawn (--strategy). The exit code is that of test: 0 when all orders come to\n"
     "one outcome and it passes, 1 when one fails or two differ. A scenario that is\n"
     "there to show that they differ says so: expect breaks: [I13].",
     "giosim explore scenarios/moves/duplicate_mac.yaml\n"
     "giosim explore --vary init,scan --time 60 scenarios/moves/swap_of_two.yaml\n"
     "giosim explore --save counterexamples scenarios/moves/duplicate_mac.yaml\n"
     "giosim explore --strategy pct --runs 10000 --seed 7 large.yaml",
     &prepare_explore},
    {"compare", "who ends where: under other readings, and under the algorithms of others",
     "[OPTIONS] SCENARIO…",
     "Each reading of the document is explored as by giosim explore; the table says\n"
     "who ends where under each, in how many of all orders, and which invariants are\n"
     "broken.\n"
     "\n"
     "The algorithms of others are small models beside the mechanism. Each gets the\n"
     "cards and the disk that the last boot of each machine began with, and numbers\n"
     "the cards in every order in which it may find them and learn their MAC\n"
     "addresses. It fails where a card that alone matches a saved entry is not called\n"
     "as it was saved, where two have one name, or one has a name for the time being.",
     "giosim compare scenarios/moves/swap_of_two.yaml\n"
     "giosim compare --others all scenarios/moves/duplicate_mac.yaml\n"
     "giosim compare --policy same_entry_twice scenarios/moves/duplicate_mac.yaml",
     &prepare_compare},
    {"fuzz", "play random scenarios, with all invariants on, and shrink what fails", "[OPTIONS]",
     "Machines, cards, entries, faults and commands are drawn, and the order of events\n"
     "with them; any MUST, any broken invariant, any run that never ends is a failure.\n"
     "A play that fails is shrunk: machines, cards, entries, faults, steps and choices\n"
     "are taken out until nothing can go. What is left is a scenario as a user would\n"
     "write it, and fails when it is run.\n"
     "\n"
     "The same seed gives the same plays and the same output, on any number of cores.",
     "giosim fuzz\n"
     "giosim fuzz --seed 7 --runs 100000 --save found\n"
     "giosim fuzz --policy same_entry_twice=lowest_path --runs 200",
     &prepare_fuzz},
    {"validate", "check scenario files without running them; every mistake at once",
     "[OPTIONS] FILE|FOLDER…", "",
     "giosim validate my_scenario.yaml\n"
     "giosim validate --format json scenarios",
     &prepare_validate},
    {"list", "list scenarios, or the words of the scenario language",
     "[OPTIONS] [WHAT|FILE|FOLDER]…", "",
     "giosim list scenarios/moves\n"
     "giosim list drivers\n"
     "giosim list --format json steps",
     &prepare_list},
    {"explain", "say what a word means, or how a number came about in a run",
     "[WORD]…  |  [OPTIONS] NAME [of MACHINE] SCENARIO|TRACE",
     "Every name that giosim prints or that a scenario may say can be explained.\n"
     "Without WORD: what there is.\n"
     "\n"
     "NAME is an interface (lan0), a H/W path or a MAC address of a run. Then the\n"
     "chain of events is told that gave it its number, from the first cause on: of\n"
     "each event when, who, by which rule, and what made it happen; of each decision\n"
     "every number that was considered, and why. SCENARIO is run for it; TRACE is\n"
     "what `giosim run --format jsonl` wrote.",
     "giosim explain gio.instance_reassigned\n"
     "giosim explain R1\n"
     "giosim explain already_taken\n"
     "giosim explain lan0 scenarios/basic/document_example.yaml\n"
     "giosim explain lan0 of target --boot 1 scenarios/moves/swap_of_two.yaml\n"
     "giosim explain 0x00306E00000A trace.jsonl",
     &prepare_explain},
    {"why-not", "what would have had to be different for a NIC to get a certain number",
     "[OPTIONS] NAME SCENARIO",
     "One thing of the scenario after the other is changed (the tunable, the saved\n"
     "entries, the cards, what the operator does, how the document is read) and the\n"
     "scenario is run again with that one change. Shown are the changes with which\n"
     "the NIC is seen to get the number, each with the line to write.\n"
     "\n"
     "The exit code is 0 when the NIC has the number or some change leads there, 1\n"
     "when no single change does.",
     "giosim why-not lan0 --mac 0x00306E00000B scenarios/basic/document_example.yaml\n"
     "giosim why-not lan2 --path 0/4/2/0 --all scenarios/basic/document_example.yaml",
     &prepare_why_not},
    {"learn", "a course in Portable Image: lessons that ask you before they tell",
     "[OPTIONS] [LESSON]",
     "Without LESSON: the list, and how far you are. A lesson says its goal, then\n"
     "goes through a prepared run step by step, asks what GIO will decide, and ends\n"
     "with a summary and your score. Enter goes on, help lists the commands; from a\n"
     "pipe the commands are read line by line.\n"
     "\n"
     "The lessons are part of the program. What you have been through is kept in\n"
     "$XDG_STATE_HOME/giosim/lessons. docs/TEACHING.md says how to make a lesson.",
     "giosim learn\n"
     "giosim learn next\n"
     "giosim learn 3\n"
     "giosim learn 3 --html lesson.html",
     &prepare_learn},
    {"schema", "print a JSON Schema: of scenarios (for editors) or of the trace",
     "[scenario|trace]", "",
     "giosim schema > scenario.schema.json\n"
     "giosim schema trace",
     &prepare_schema},
    {"docs", "print a generated page of the documentation, as Markdown", "PAGE", "",
     "giosim docs scenarios > docs/SCENARIOS.md", &prepare_docs},
    {"completion", "print the completion script of a shell", "SHELL",
     "bash: put this into ~/.bashrc:   source <(giosim completion bash)\n"
     "zsh:  put this into ~/.zshrc:    source <(giosim completion zsh)",
     "giosim completion bash > ~/.local/share/bash-completion/completions/giosim",
     &prepare_completion},
    {"help", "show this help, or that of one command", "[COMMAND]", "", "giosim help run",
     &prepare_help},
};

}  // namespace

std::span<const Subcommand> subcommands() { return kSubcommands; }

const Subcommand* find_subcommand(std::string_view name) {
  const auto found = std::ranges::find(kSubcommands, name, &Subcommand::name);
  return found == std::end(kSubcommands) ? nullptr : found;
}

}  // namespace giosim::cli
