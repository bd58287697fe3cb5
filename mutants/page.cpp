// docs/MUTANTS.md, as `giosim-mutants --list --format markdown` prints it.

#include <fmt/format.h>

#include "mutants/report.hpp"

namespace giosim::mutants {
namespace {

constexpr std::string_view kAbove = R"(# Mutants: does a suite notice?

<!-- Printed by: giosim-mutants --list --format markdown -->

A suite of scenarios is worth what it notices. `giosim-mutants` holds a gallery of mechanisms that are
wrong in one way each, and says which scenarios notice which:

```console
$ giosim-mutants scenarios
killed     asks_at_every_reset  A1   by event
    scenarios/basic/later_reset.yaml:28: expected no gio.instance_kept …
…
SURVIVES   loses_equivalents    K3
    A save writes the NIC's own MAC address and forgets the equivalents that its entry had.
```

A scenario *kills* a mutant when it passes with the right mechanism and fails with the mutant: by an
expectation, by an invariant, by a `MUST` of the mechanism itself, or since it never ends (`--time`). The exit
code is 0 when all are killed, 1 when one survives, 2 when something is wrong with the scenarios.

## On a suite of your own

```
giosim-mutants my_suite               # who survives?
giosim-mutants --all my_suite         # every kill; which scenario kills how many, which kills none
giosim-mutants --format json my_suite
```

Nothing of it is about *your* machines: a mutant that survives says that no scenario of yours is in the
situation in which the difference shows, or that none of them looks. The sentence and the change below say
which situation that is.

Each mutant is a program of its own, beside `giosim-mutants` in `giosim-mutants.d/`, and knows all commands of
giosim. So one can watch it, or give it to somebody as an exercise:

```
giosim-mutants.d/forgets_ioconfig run scenarios/moves/swap_of_two.yaml
giosim-mutants.d/second_comer_steals explore scenarios/moves/duplicate_mac.yaml
```

## Building it

`cmake --build --preset release --target giosim-mutants`. A mutant is a copy of one or two sources with a few lines
changed, linked in front of the library that has the right ones; the mechanism knows nothing of it. The build
stops when the lines to change no longer stand in the source exactly once.

## To add one

Write `mutants/gallery/NAME.diff`: what is wrong in one sentence, the rule that it breaks, one scenario that
kills it and by what, and the change, as a diff without line numbers. If no scenario kills it, write that
scenario first. `giosim-mutants --named scenarios` (a test of `./dev test`) checks that each mutant is killed by the
scenario named here and by nothing less; then print this page anew.

)";

std::string in_a_cell(std::string_view sentence) {
  std::string text;
  for (const char c : sentence) text += c == '|' ? std::string("\\|") : std::string(1, c);
  return text;
}

}  // namespace

std::string gallery_markdown(std::span<const Mutant> mutants) {
  std::string text(kAbove);
  text += fmt::format("## The {} of the gallery\n\n| mutant | what is wrong | rule | killed by |\n"
                      "|---|---|---|---|\n",
                      mutants.size());
  for (const Mutant& mutant : mutants)
    text += fmt::format("| [`{0}`](#{0}) | {1} | {2} | [`{3}`](../scenarios/{3}), {4} |\n",
                        mutant.name, in_a_cell(mutant.wrong), mutant.rule, mutant.scenario,
                        mutant.by);
  text += "\n## Their changes\n";
  for (const Mutant& mutant : mutants)
    text += fmt::format("\n### {}\n\n{}\n\n```diff\n{}```\n", mutant.name, mutant.wrong,
                        mutant.diff);
  return text;
}

}  // namespace giosim::mutants
