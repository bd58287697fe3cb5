#include "cli/stepper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/nearest_word.hpp"
#include "cli/layout.hpp"
#include "cli/signals.hpp"
#include "cli/word.hpp"
#include "runner/problem.hpp"
#include "runner/report/lecture_text.hpp"
#include "runner/report/origin.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/question.hpp"

namespace giosim::cli {

struct Stepper::Command {
  std::string_view name, letter, operands, sentence;
  void (Stepper::*perform)(const Words&);
};

const std::vector<Stepper::Command>& Stepper::commands() {
  static const std::vector<Command> kCommands = {
      {"next", "n", "[COUNT]", "go on; an empty line does the same", &Stepper::next},
      {"back", "b", "[COUNT]", "go back", &Stepper::back},
      {"decision", "d", "", "go on to the next number that GIO chooses", &Stepper::decision},
      {"goto", "g", "STEP", "go to a step by its number", &Stepper::go_to},
      {"why", "w", "", "why this happened: causes, the rule, the document's words", &Stepper::why},
      {"state", "s", "", "the tables of the machine; what just changed stands in brackets",
       &Stepper::state},
      {"explain", "e", "NAME", "how lan0, a H/W path or a MAC address came by its number, in the "
                               "whole run; or what a word means",
       &Stepper::explain},
      {"predict", "p", "[on|off]", "be asked before each decision, and see your score",
       &Stepper::predict},
      {"help", "h", "", "this list", &Stepper::help},
      {"quit", "q", "", "leave; so does Ctrl-D", &Stepper::quit},
  };
  return kCommands;
}

Completion complete_step_command(const std::string& text) {
  Completion completion;
  if (text.contains(' ')) return completion;
  for (const Stepper::Command& command : Stepper::commands())
    if (command.name.starts_with(text)) completion.words.emplace_back(command.name);
  std::ranges::sort(completion.words);
  return completion;
}

Stepper::Stepper(const report::Lecture& lecture, LineSource& lines, Terminal& terminal,
                 StepperSettings settings)
    : lecture_(lecture),
      lines_(lines),
      terminal_(terminal),
      settings_(std::move(settings)),
      state_(lecture) {
  if (!settings_.asks) settings_.asks = report::is_question;
}

ExitCode Stepper::run() {
  tell(settings_.opening);
  if (lecture_.steps().empty()) {
    terminal_.out << "Nothing happens in this run.\n";
    return ExitCode::passed;
  }
  tell_how_many();
  if (lines_.of_a_person())
    terminal_.out << "Enter goes on, b goes back, w says why, s shows the tables, h lists the rest.\n";
  forward();
  while (!over_) {
    static_cast<void>(Signals::take_interrupt());
    terminal_.out.flush();
    terminal_.err.flush();
    if (terminal_.out.has_failed()) break;
    const auto line = lines_.next(prompt());
    if (Signals::must_end()) return ExitCode::interrupted;
    if (!line) {
      if (line.error() == LineSource::End::end_of_input) break;
      if (!lines_.of_a_person()) return ExitCode::interrupted;
      continue;
    }
    perform(*line);
  }
  tell_score();
  return mistaken_ && !lines_.of_a_person() ? ExitCode::bad_input : ExitCode::passed;
}

std::string Stepper::prompt() const {
  if (question_) return "which number? ";
  return fmt::format("{} of {} > ", at_, lecture_.steps().size());
}

void Stepper::perform(const std::string& line) {
  std::istringstream in(line);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  if (words.empty()) words.emplace_back("next");
  const std::string& name = words.front();
  if (question_ && words.size() == 1 &&
      report::number_answered(lecture_.step(*question_), name)) {
    answer(name);
    return;
  }
  std::vector<std::string> names;
  for (const Command& command : commands()) {
    names.emplace_back(command.name);
    if (command.name != name && command.letter != name) continue;
    const std::size_t most = command.operands.empty() ? 1 : 2;
    if (words.size() > most || (command.operands == "STEP" && words.size() < 2) ||
        (command.operands == "NAME" && words.size() < 2))
      return complain(fmt::format("usage: {}{}{}", command.name,
                                  command.operands.empty() ? "" : " ", command.operands));
    return (this->*command.perform)(words);
  }
  if (question_)
    return complain(fmt::format("{} is no number; answer e.g. 2, or press Enter to be told",
                                runner::in_quotes(line)));
  if (name.find_first_not_of("0123456789") == std::string::npos || report::is_subject(name))
    return complain("nothing is asked here; Enter goes on, goto STEP goes to a step, explain NAME "
                    "tells how a name came about");
  complain(fmt::format("there is no command {}{}", runner::in_quotes(name),
                       full_stop_or_hint(name, names) == "." ? "; help lists them"
                                                             : full_stop_or_hint(name, names)));
}

void Stepper::complain(const std::string& sentence) {
  terminal_.complain(sentence);
  mistaken_ = true;
}

void Stepper::tell(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    const bool heading = settings_.colors && line.starts_with("── ");
    terminal_.out << (heading ? "\033[1;36m" : "") << line << (heading ? "\033[0m" : "") << '\n';
  }
}

// ---- Where to go -------------------------------------------------------------------------------

bool Stepper::is_told(const report::LectureStep& step) const {
  if (settings_.detail == report::Detail::all || step.decision) return true;
  if (settings_.detail == report::Detail::brief)
    return step.weight == report::Weight::decision || step.weight == report::Weight::trouble;
  return step.weight != report::Weight::plumbing;
}

// The numbers of the steps have gaps where some are left out.
void Stepper::tell_how_many() {
  const std::size_t all = lecture_.steps().size();
  const auto told = static_cast<std::size_t>(
      std::ranges::count_if(lecture_.steps(), [&](const auto& step) { return is_told(step); }));
  terminal_.out << '\n'
                << (told == all ? fmt::format("{} steps.\n", all)
                                : fmt::format("{} steps, of which {} are told; --detail all tells "
                                              "the others, too.\n",
                                              all, told));
}

bool Stepper::is_asked_now(const report::LectureStep& step) const {
  return settings_.questions && settings_.asks(step) && !known_.contains(step.seq);
}

std::uint64_t Stepper::following(std::uint64_t seq, bool decisions_only) const {
  for (const report::LectureStep& step : lecture_.steps().subspan(seq))
    if (decisions_only ? step.decision.has_value() : is_told(step)) return step.seq;
  return 0;
}

std::uint64_t Stepper::preceding(std::uint64_t seq) const {
  while (--seq > 0)
    if (is_told(lecture_.step(seq))) return seq;
  return 0;
}

bool Stepper::forward() {
  const std::uint64_t seq = following(at_, false);
  if (seq == 0) return false;
  if (is_asked_now(lecture_.step(seq)))
    ask(lecture_.step(seq));
  else
    arrive(seq);
  return true;
}

void Stepper::arrive(std::uint64_t seq) {
  question_.reset();
  at_ = seq;
  known_.insert(seq);
  state_.go_to(seq);
  terminal_.out << '\n';
  tell(report::step_lines(lecture_, lecture_.step(seq)));
  if (following(at_, false) == 0) close();
}

void Stepper::close() {
  if (at_end_) return;
  at_end_ = true;
  terminal_.out << "\nThat was the last step.\n";
  tell(settings_.closing);
  tell_score();
}

void Stepper::tell_score() {
  if (asked_ == score_told_) return;
  score_told_ = asked_;
  terminal_.out << (tried_ == 0
                        ? fmt::format("\nYou were asked {} and let yourself be told.\n",
                                      asked_ == 1 ? "once" : fmt::format("{} times", asked_))
                        : fmt::format("\nYou predicted {} of {} decisions.\n", right_, asked_));
}

// ---- Questions ---------------------------------------------------------------------------------

void Stepper::ask(const report::LectureStep& question) {
  question_ = question.seq;
  terminal_.out << '\n';
  std::string indent = "?  ";
  for (const std::string& line : report::wrapped(question.decision->ask, kWidth - 3)) {
    terminal_.out << indent << line << '\n';
    indent = "   ";
  }
}

// Not answered: it is told, and counted as asked.
void Stepper::give_up() {
  ++asked_;
  const report::LectureStep& question = lecture_.step(*question_);
  print_paragraph(terminal_.out, report::solution(question), 0);
  arrive(question.seq);
}

void Stepper::answer(const std::string& text) {
  const report::LectureStep& question = lecture_.step(*question_);
  const report::Answer judged =
      report::judged(question, *report::number_answered(question, text));
  ++asked_;
  ++tried_;
  right_ += judged.right ? 1 : 0;
  print_paragraph(terminal_.out, judged.sentence, 0);
  arrive(question.seq);
}

// ---- Commands ----------------------------------------------------------------------------------

namespace {

std::optional<std::uint64_t> count_in(const std::vector<std::string>& words, std::uint64_t none) {
  if (words.size() < 2) return none;
  std::uint64_t number = 0;
  const char* const end = words[1].data() + words[1].size();
  const auto [stopped, error] = std::from_chars(words[1].data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

}  // namespace

void Stepper::next(const Words& words) {
  const auto count = count_in(words, 1);
  if (!count) return complain(fmt::format("{} is no count of steps", runner::in_quotes(words[1])));
  if (question_) return give_up();
  for (std::uint64_t i = 0; i < *count; ++i) {
    if (!forward()) {
      terminal_.out << "There is no further step; back goes back, quit leaves.\n";
      return;
    }
    if (question_) return;
  }
}

void Stepper::back(const Words& words) {
  const auto count = count_in(words, 1);
  if (!count) return complain(fmt::format("{} is no count of steps", runner::in_quotes(words[1])));
  if (question_) {  // the step before it is where one is
    question_.reset();
    return arrive(at_);
  }
  std::uint64_t seq = at_;
  for (std::uint64_t i = 0; i < *count && seq > 1; ++i)
    if (const std::uint64_t before = preceding(seq); before != 0) seq = before;
  if (seq == at_) {
    terminal_.out << "There is no step before this one.\n";
    return;
  }
  arrive(seq);
}

void Stepper::decision(const Words&) {
  if (question_) return give_up();
  const std::uint64_t seq = following(at_, true);
  if (seq == 0) {
    terminal_.out << "No decision comes after this step.\n";
    return;
  }
  if (!is_asked_now(lecture_.step(seq))) return arrive(seq);
  // Where one is when it is asked: at the step before it.
  if (const std::uint64_t before = preceding(seq); before > at_) arrive(before);
  ask(lecture_.step(seq));
}

void Stepper::go_to(const Words& words) {
  const auto seq = count_in(words, 0);
  if (!seq || *seq < 1 || *seq > lecture_.steps().size())
    return complain(fmt::format("there is no step {}; they go from 1 to {}",
                                runner::in_quotes(words[1]), lecture_.steps().size()));
  arrive(*seq);
}

void Stepper::why(const Words&) {
  if (question_)
    terminal_.out << fmt::format("Why step {} happened; the question is about what comes next.\n",
                                 at_);
  tell(report::why_lines(lecture_, lecture_.step(at_)));
}

void Stepper::state(const Words&) {
  tell(report::state_lines(lecture_, state_, lecture_.step(at_)));
}

void Stepper::explain(const Words& words) {
  if (explain_word(terminal_.out, words[1])) return;
  if (settings_.questions && next_question() != 0)
    return complain("that would tell what you are still to be asked; predict off ends the questions");
  const auto origin = report::origin_of(lecture_, {.subject = words[1], .machine = {}, .boot = {}});
  if (!origin) return complain(origin.error());
  terminal_.out << report::origin_text(lecture_, *origin, report::Detail::story);
}

std::uint64_t Stepper::next_question() const {
  std::uint64_t seq = following(at_, true);
  while (seq != 0 && !is_asked_now(lecture_.step(seq))) seq = following(seq, true);
  return seq;
}

void Stepper::predict(const Words& words) {
  if (words.size() > 1 && words[1] != "on" && words[1] != "off")
    return complain("usage: predict [on|off]");
  settings_.questions = words.size() < 2 || words[1] == "on";
  if (!settings_.questions) {
    question_.reset();
    terminal_.out << "No more questions.\n";
    return tell_score();
  }
  terminal_.out << (next_question() == 0 ? "There is no decision behind this step to ask about.\n"
                             : "From here on you are asked before a number is chosen. Answer with "
                               "the number,\nor press Enter to be told.\n");
}

void Stepper::help(const Words&) {
  for (const Command& command : commands())
    print_row(terminal_.out,
              fmt::format("{}, {}{}{}", command.name, command.letter,
                          command.operands.empty() ? "" : " ", command.operands),
              command.sentence, 24);
}

void Stepper::quit(const Words&) { over_ = true; }

}  // namespace giosim::cli
