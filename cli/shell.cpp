#include "cli/shell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/signals.hpp"
#include "cli/tilde.hpp"
#include "base/nearest_word.hpp"
#include "runner/problem.hpp"
#include "sim/choices.hpp"

namespace giosim::cli {
namespace {

using End = runner::Console::End;

// What sh(1) takes at most: ARG_MAX of HP-UX 11i v3.
constexpr std::size_t kLongestLine = 2048 * 1024;

// Why a line cannot be typed at a terminal; empty when it can.
std::string why_not(const std::string& line) {
  if (line.size() > kLongestLine)
    return fmt::format("a line of {} bytes is too long; at most {} are taken", line.size(),
                       kLongestLine);
  if (line.contains('\0')) return "a line with a NUL byte in it was not run";
  return {};
}

// The words of a line of giosim's own: at blanks, which quotes keep.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote != 0) {
      word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      in_word = true;
    } else if (c == ' ' || c == '\t') {
      if (in_word) words.push_back(std::exchange(word, {}));
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (quote != 0) throw UsageError("a quotation mark is not closed");
  if (in_word) words.push_back(word);
  return words;
}

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string prompt_of(const runner::Console& console) {
  if (!console.is_on()) return console.machine() + " is off > ";
  return console.machine() + (console.user() == user::kRoot ? ":/ # " : ":/ $ ");
}

ExitCode Shell::run() {
  while (!over_) {
    static_cast<void>(Signals::take_interrupt());
    terminal_.out.flush();
    terminal_.err.flush();
    if (terminal_.out.has_failed()) break;
    const std::string prompt = prompt_of(seat_.console());
    const auto line = lines_.next(prompt);
    if (Signals::must_end()) return ExitCode::interrupted;
    if (!line) {
      if (line.error() == LineSource::End::end_of_input) break;
      if (!lines_.of_a_person()) return ExitCode::interrupted;
      continue;
    }
    if (echo_ == Echo::on) terminal_.out << prompt << *line << '\n';
    perform(*line);
    seat_.tell_failures();
    if (Signals::interrupted() && !lines_.of_a_person()) return ExitCode::interrupted;
  }
  return static_cast<ExitCode>(status_ & 0xFF);
}

void Shell::complain(const std::string& sentence) {
  terminal_.complain(sentence);
  status_ = static_cast<int>(ExitCode::bad_input);
}

void Shell::perform(const std::string& line) {
  if (const std::string reason = why_not(line); !reason.empty()) return complain(reason);
  const std::string_view text = without_blanks(line);
  if (text.empty()) return;
  try {
    if (text.starts_with('~')) return perform_own(std::string(text));
    runner::Console& console = seat_.console();
    if (!console.is_on() && (text == "exit" || text.starts_with("exit "))) {
      over_ = true;
      return;
    }
    if (!console.is_on())
      return complain(console.machine() + " is off; ~power on starts it, ~help says what else works");
    const End end = console.perform_line(line);
    status_ = console.status();
    tell(end);
  } catch (const UsageError& error) {
    complain(error.what());
  } catch (const sim::ChoiceError& error) {
    complain(error.what());
  } catch (const runner::ScenarioError& error) {
    terminal_.out.flush();
    terminal_.err << error.problems().text();
    status_ = static_cast<int>(ExitCode::bad_input);
  }
}

void Shell::tell(End end) {
  const std::string& machine = seat_.console().machine();
  switch (end) {
    case End::done:
      break;
    case End::exited:
      over_ = true;
      break;
    case End::power_off:
      terminal_.complain(machine + " is off; ~power on starts it");
      break;
    case End::rebooted:
      terminal_.complain(machine + " is up again");
      break;
    case End::interrupted:
      terminal_.complain("given up; what it began goes on by itself");
      break;
    case End::stuck:
      terminal_.complain("nothing happens any more, and the line is not at its end; it was given up");
      break;
  }
}

void Shell::perform_own(const std::string& line) {
  const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
  const std::string name = line.substr(0, blank);
  const std::string rest(without_blanks(std::string_view(line).substr(blank)));
  const TildeWord* const word = find_tilde_word(name);
  if (!word) {
    std::vector<std::string> names;
    for (const TildeWord& row : tilde_words()) names.emplace_back(row.name);
    throw UsageError(fmt::format("giosim has no word {}{}; ~help lists them", runner::in_quotes(name),
                                 did_you_mean(name, names)));
  }
  std::vector<std::string> arguments;
  if (name == "~step")
    arguments = rest.empty() ? std::vector<std::string>() : std::vector{rest};
  else
    arguments = split(rest);
  if (arguments.size() < word->least || arguments.size() > word->most)
    throw UsageError(fmt::format("usage: {} {}", word->name, word->synopsis));
  const bool was_on = seat_.console().is_on();
  const std::string machine = seat_.console().machine();
  status_ = 0;
  word->perform(*this, arguments);
  if (was_on && machine == seat_.console().machine() && !seat_.console().is_on())
    tell(End::power_off);
}

}  // namespace giosim::cli
