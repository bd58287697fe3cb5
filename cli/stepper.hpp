// Stepper: a lecture told step by step to somebody at a terminal, or through a pipe.
//
// Commands go on, go back, jump, say why and show the tables. With questions on, a decision is asked
// before it is told, once each, and the answers are counted.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/line_editor.hpp"
#include "cli/line_source.hpp"
#include "cli/terminal.hpp"
#include "runner/report/lecture.hpp"
#include "runner/report/text_report.hpp"

namespace giosim::cli {

struct StepperSettings {
  report::Detail detail = report::Detail::story;
  bool questions = false;  // from the beginning; `predict` switches them, too
  bool colors = false;
  // Which decisions are asked; by default all of which more than one number was considered.
  std::function<bool(const report::LectureStep&)> asks;
  std::vector<std::string> opening;  // lines before the first step
  std::vector<std::string> closing;  // lines behind the last one
};

class Stepper {
 public:
  // All must outlive it.
  Stepper(const report::Lecture& lecture, LineSource& lines, Terminal& terminal,
          StepperSettings settings);

  // Until quit or the end of input.
  ExitCode run();

  int asked() const { return asked_; }
  int right() const { return right_; }
  bool came_to_the_end() const { return at_end_; }

 private:
  struct Command;
  static const std::vector<Command>& commands();
  friend Completion complete_step_command(const std::string& text);

  using Words = std::vector<std::string>;
  void perform(const std::string& line);
  void answer(const std::string& text);
  void give_up();

  void next(const Words& words);
  void back(const Words& words);
  void decision(const Words& words);
  void go_to(const Words& words);
  void why(const Words& words);
  void state(const Words& words);
  void explain(const Words& words);
  void predict(const Words& words);
  void help(const Words& words);
  void quit(const Words& words);

  // The next step that is told, from here on; 0: none.
  std::uint64_t following(std::uint64_t seq, bool decisions_only) const;
  std::uint64_t preceding(std::uint64_t seq) const;
  bool is_told(const report::LectureStep& step) const;
  void tell_how_many();
  bool is_asked_now(const report::LectureStep& step) const;
  std::uint64_t next_question() const;  // 0: no decision is still to be asked
  bool forward();         // one step, or its question; false: it was the last
  void arrive(std::uint64_t seq);
  void ask(const report::LectureStep& question);
  void tell(const std::vector<std::string>& lines);
  void close();
  void tell_score();
  void complain(const std::string& sentence);
  std::string prompt() const;

  const report::Lecture& lecture_;
  LineSource& lines_;
  Terminal& terminal_;
  StepperSettings settings_;
  report::LectureState state_;
  std::uint64_t at_ = 0;
  std::optional<std::uint64_t> question_;  // that waits for its answer
  std::set<std::uint64_t> known_;          // decisions that were asked or told
  int asked_ = 0, tried_ = 0, right_ = 0, score_told_ = 0;
  bool at_end_ = false, over_ = false;
  bool mistaken_ = false;  // a command was none
};

// The words that a command may become.
Completion complete_step_command(const std::string& text);

}  // namespace giosim::cli
