// What a verdict means to the user: the sentences, the exit code, the command that replays it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "runner/run.hpp"

namespace giosim::cli {

// Each failure in a sentence, with its place in the scenario behind it; nothing when it has passed.
std::vector<std::string> failure_sentences(const runner::Verdict& verdict);

// What failed, as a compiler would say it: file, line, column, the line and a caret.
std::string failures_text(const runner::Scenario& scenario, const runner::Verdict& verdict);

ExitCode exit_code_of(const runner::Verdict& verdict);

// A bug of giosim itself: it says nothing about the scenario.
bool is_bug(const runner::Verdict& verdict);
// The list of choices is not one of this scenario's: nothing was judged.
bool choices_do_not_fit(const runner::Verdict& verdict);

// The last facts before a bug, found by replaying the run. Only for runs in memory.
std::string last_facts(const runner::Scenario& scenario, const runner::Verdict& verdict,
                       const sim::Limits& limits);

// `giosim run X --choices 0.2.1`, to be pasted into a shell.
// `policies` are the values of --policy.
std::string replay_command(const runner::Scenario& scenario, const runner::Verdict& verdict,
                           std::span<const std::string> policies = {});

// A word as a shell wants it.
std::string shell_word(const std::string& word);

// "1.284 s"
std::string seconds_text(sim::Duration duration);

}  // namespace giosim::cli
