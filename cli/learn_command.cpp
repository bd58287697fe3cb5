// giosim learn: the course, lesson by lesson.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/course.hpp"
#include "cli/interruption.hpp"
#include "cli/layout.hpp"
#include "cli/subcommand.hpp"
#include "cli/teach_text.hpp"
#include "cli/trace_source.hpp"
#include "cli/version.hpp"
#include "runner/problem.hpp"
#include "runner/replace_file.hpp"
#include "runner/report/html_page.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/question.hpp"
#include "runner/run.hpp"
#include "runner/trace_header.hpp"

namespace giosim::cli {
namespace {

struct LearnSettings {
  std::vector<std::string> words;
  bool no_questions = false;
  bool forget = false;
  std::optional<std::string> html;
  report::Detail detail = report::Detail::story;
  ColorWish color = ColorWish::automatic;
};

std::string result_text(const std::optional<Attended::Result>& result) {
  if (!result) return "";
  if (result->asked == 0) return "done";
  return fmt::format("done, {} of {} predicted", result->right, result->asked);
}

std::string without_blanks_at_the_end(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

void list_course(const std::vector<runner::Scenario>& lessons, const Attended& attended,
                 std::ostream& out) {
  out << "How Portable Image keeps the names of NICs, in " << lessons.size() << " lessons.\n\n";
  for (const runner::Scenario& one : lessons)
    out << without_blanks_at_the_end(fmt::format("  {:>2}  {:<44} {}", one.lesson->number,
                                                 one.lesson->title,
                                                 result_text(attended.result(one.name))))
        << '\n';
  out << "\ngiosim learn next goes on where you are; giosim learn 3 opens the third lesson.\n";
}

const runner::Scenario& chosen_lesson(const std::vector<runner::Scenario>& lessons,
                                      const Attended& attended, const std::string& word) {
  if (word == "next") {
    for (const runner::Scenario& one : lessons)
      if (!attended.result(one.name)) return one;
    throw UsageError("you have been through all lessons; giosim learn N opens one again, giosim "
                     "learn --forget begins anew");
  }
  for (const runner::Scenario& one : lessons)
    if (word == std::to_string(one.lesson->number)) return one;
  throw UsageError(fmt::format("there is no lesson {}; they go from {} to {}, and next is the one "
                               "that follows those you have been through",
                               runner::in_quotes(word), lessons.front().lesson->number,
                               lessons.back().lesson->number));
}

void add_text(std::vector<std::string>& lines, const std::string& text) {
  for (const std::string& line : report::wrapped(report::one_line(text), kWidth))
    lines.push_back(line);
}

StepperSettings stepping(const runner::Lesson& lesson, const LearnSettings& settings,
                         int of_lessons) {
  StepperSettings stepper;
  stepper.detail = settings.detail;
  stepper.questions = !settings.no_questions;
  const auto among = [](const auto& list, const std::string& one) {
    return list.empty() || std::ranges::find(list, one) != list.end();
  };
  std::vector<std::string> paths;
  for (const HwPath& hw_path : lesson.ask_at) paths.push_back(hw_path.text());
  stepper.asks = [among, paths, ask = lesson.ask](const report::LectureStep& step) {
    return report::is_question(step) && among(ask, step.machine) && among(paths, step.subject);
  };
  std::vector<std::string>& opening = stepper.opening;
  add_text(opening, fmt::format("Lesson {} of {}: {}", lesson.number, of_lessons, lesson.title));
  opening.emplace_back("");
  add_text(opening, "Goal: " + lesson.goal);
  if (!lesson.before.empty()) {
    opening.emplace_back("");
    add_text(opening, lesson.before);
  }
  stepper.closing.emplace_back("");
  add_text(stepper.closing, lesson.summary);
  return stepper;
}

// The page of a lesson, as giosim teach makes it.
ExitCode write_lesson_page(const runner::Scenario& scenario, const std::string& file,
                           Terminal& terminal) {
  const Interruption interruption;
  report::HtmlPage page(
      runner::trace_header(scenario, kEngine, sim::to_string(scenario.choices)));
  runner::RunOptions options;
  options.sinks = {&page};
  options.interrupted = [] { return Interruption::requested(); };
  runner::run(scenario, options);
  if (Interruption::requested()) return ExitCode::interrupted;
  if (file == "-") {
    terminal.out << page.finish();
    return ExitCode::passed;
  }
  if (const auto written = runner::replace_file(file, page.finish()); !written)
    throw UsageError(written.error());
  terminal.out << file << ": lesson " << scenario.lesson->number << "; open it in a browser\n";
  return ExitCode::passed;
}

ExitCode open_lesson(const std::vector<runner::Scenario>& lessons, Attended& attended,
                     const LearnSettings& settings, Terminal& terminal) {
  const runner::Scenario& scenario = chosen_lesson(lessons, attended, settings.words.front());
  if (settings.html) return write_lesson_page(scenario, *settings.html, terminal);
  report::Lecture lecture;
  {
    const Interruption interruption;
    lecture = lecture_of(scenario, terminal);
    if (Interruption::requested()) return ExitCode::interrupted;
  }
  StepperSettings stepper =
      stepping(*scenario.lesson, settings, static_cast<int>(lessons.size()));
  stepper.colors = wants_color(settings.color, terminal.out);
  const Attendance attendance = teach_in_text(lecture, std::move(stepper), terminal);
  if (!attendance.to_the_end) return attendance.code;
  attended.note(scenario.name, {attendance.asked, attendance.right});
  attended.save();
  return attendance.code;
}

ExitCode learn(const LearnSettings& settings, Terminal& terminal) {
  const std::vector<runner::Scenario> lessons = course();
  Attended attended;
  if (settings.words.size() > 1) throw UsageError("one lesson at a time");
  if (settings.forget) {
    if (!settings.words.empty()) throw UsageError("--forget is about all lessons; give no lesson");
    attended.forget();
    if (!attended.save()) terminal.complain("what was learnt could not be forgotten on the disk");
  }
  if (settings.html && settings.words.empty())
    throw UsageError("which lesson shall have a page? E.g.: giosim learn 3 --html lesson.html");
  if (!settings.words.empty()) return open_lesson(lessons, attended, settings, terminal);
  list_course(lessons, attended, terminal.out);
  return ExitCode::passed;
}

std::vector<std::string> lesson_words() {
  std::vector<std::string> words{"next"};
  for (const runner::Scenario& one : course()) words.push_back(std::to_string(one.lesson->number));
  return words;
}

}  // namespace

Work prepare_learn(Arguments& arguments) {
  const auto settings = std::make_shared<LearnSettings>();
  Argument& lesson = arguments.files("LESSON", "the number of a lesson, or next; without it: the "
                                               "list, and how far you are",
                                     settings->words, false);
  lesson.offer = Offer::words;
  lesson.words = lesson_words;
  arguments.file("--html",
                 "write the lesson's page to FILE instead, for a browser; - is standard output",
                 settings->html);
  arguments.flag("--no-questions", "tell everything and ask nothing", settings->no_questions);
  arguments.word("--detail",
                 "which steps: decisions and trouble only, all that matters (default), or every "
                 "fact",
                 settings->detail);
  arguments.flag("--forget", "forget which lessons you have been through", settings->forget);
  arguments.word("--color", "colours; auto: on a terminal, unless NO_COLOR is set",
                 settings->color);
  return [settings](Terminal& terminal) { return learn(*settings, terminal); };
}

}  // namespace giosim::cli
