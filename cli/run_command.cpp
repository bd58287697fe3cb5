// giosim run: what it may be told.

#include <memory>

#include "cli/performance.hpp"
#include "cli/policy_option.hpp"
#include "cli/subcommand.hpp"

namespace giosim::cli {

Work prepare_run(Arguments& arguments) {
  const auto settings = std::make_shared<RunSettings>();
  arguments.files("SCENARIO",
                  "scenario files, performed one after the other; - reads one from "
                  "standard input",
                  settings->files, true);
  arguments.word("--format", "the story for people, or the trace as JSON Lines (default: text)",
                 settings->format);
  arguments.word("--detail",
                 "how much of the story: decisions and trouble only, all that matters "
                 "(default), or every fact",
                 settings->detail);
  arguments
      .file("--output", "write the story or the trace to FILE instead of standard output",
            settings->output)
      .letter = "-o";
  arguments.file("--html",
                 "write the run to FILE as a page for a browser, to step through (giosim help "
                 "teach); - writes it to standard output",
                 settings->html);
  arguments.flag("--quiet", "print only what fails", settings->quiet).letter = "-q";
  arguments.word("--color", "colours; auto: on a terminal, unless NO_COLOR is set",
                 settings->color);
  arguments.number("--seed", "draw all choices at random, the same for the same N", settings->seed);
  arguments.text("--choices", "LIST", "make these choices, e.g. 0.2.1; 0 is the plainest run",
                 settings->choices);
  arguments.text("--vary", "LIST",
                 "leave these orders open, as giosim explore does: time is no order then, and the "
                 "choices say who runs next",
                 settings->vary);
  declare_policies(arguments, settings->policies);
  arguments.file("--disk",
                 "keep the machines' disks in FILE, an SQLite database, and go on from "
                 "what an earlier run left there",
                 settings->disk);
  arguments.file("--pcap",
                 "write every frame that was sent to FILE, in libpcap's format (tshark -r FILE)",
                 settings->pcap);
  arguments.text("--network", "NAME", "of the frames, only those of this network",
                 settings->network);
  arguments.file("--perfetto",
                 "write the run to FILE as a Chrome trace, which ui.perfetto.dev opens: lanes, calls, "
                 "causes",
                 settings->perfetto);
  arguments.number("--limit-events", "stop with an error after N events of the kernel",
                   settings->limit_events, 1);
  arguments.number("--limit-time", "stop with an error after N milliseconds of virtual time",
                   settings->limit_time, 1);
  return [settings](Terminal& terminal) { return Performance(*settings, terminal).perform_all(); };
}

}  // namespace giosim::cli
