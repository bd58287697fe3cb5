#include "runner/problem.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runner/utf8.hpp"

namespace giosim::runner {
namespace {

// How many screen columns of a long source line are shown around the caret.
constexpr std::size_t kWindow = 100;
constexpr std::size_t kQuoteLength = 60;

// The line and the caret below it. A tab is printed as one space, so that the caret stands right
// whatever the terminal thinks of tabs; a line longer than the window is cut on both sides.
std::string picture(const Problem& problem) {
  const std::string_view line = problem.source->line(problem.line);

  // The window is chosen in bytes, then moved to character borders: cheap on a line of megabytes.
  const std::size_t caret = byte_of_column(line, problem.column);
  std::size_t begin = caret > kWindow / 2 ? caret - kWindow / 2 : 0;
  if (line.size() <= kWindow) begin = 0;
  while (begin > 0 && is_utf8_tail(line[begin])) --begin;
  std::size_t end = std::min(line.size(), begin + kWindow);
  while (end < line.size() && is_utf8_tail(line[end])) ++end;

  std::string shown(begin > 0 ? "..." : "");
  std::string below(shown.size(), ' ');
  shown += line.substr(begin, end - begin);
  below.append(display_width(line.substr(begin, std::min(caret, end) - begin)), ' ');
  std::ranges::replace(shown, '\t', ' ');
  if (end < line.size()) shown += "...";
  return fmt::format("{:5} | {}\n      | {}^\n", problem.line, shown, below);
}

}  // namespace

std::string Problem::text() const {
  if (line == 0) return fmt::format("{}: error: {}\n", file, sentence);

  std::string text = fmt::format("{}:{}:{}: error: {}\n", file, line, column, sentence);
  if (source) text += picture(*this);
  for (const Mark& use : used_at) text += fmt::format("{}: note: used here\n", use.text());
  return text;
}

void Problems::add(const Mark& where, std::string sentence, std::vector<Mark> used_at) {
  keep({.file = where.source ? where.source->name() : std::string(),
        .line = where.line,
        .column = where.column,
        .sentence = std::move(sentence),
        .used_at = std::move(used_at),
        .source = where.source});
}

void Problems::add_file(const std::string& file, std::string sentence) {
  keep({.file = file, .sentence = std::move(sentence), .used_at = {}, .source = nullptr});
}

void Problems::keep(Problem problem) {
  const Place place(problem.file, problem.line, problem.column, problem.sentence);
  if (seen_.contains(place)) return;
  if (kept_.size() == kMostKept) {
    ++not_kept_;
    return;
  }
  seen_.insert(place);
  if (std::ranges::find(files_, problem.file) == files_.end()) files_.push_back(problem.file);
  kept_.push_back(std::move(problem));
}

std::vector<Problem> Problems::sorted() const {
  const auto order = [&](const Problem& problem) {
    return std::tuple(std::ranges::find(files_, problem.file) - files_.begin(), problem.line,
                      problem.column, std::string_view(problem.sentence));
  };
  std::vector<Problem> problems = kept_;
  std::ranges::sort(problems, {}, order);
  return problems;
}

std::string Problems::text() const {
  std::string text;
  const std::vector<Problem> problems = sorted();
  for (std::size_t i = 0; i < std::min(problems.size(), kMostPrinted); ++i)
    text += problems[i].text();
  if (count() > kMostPrinted) text += fmt::format("and {} more\n", count() - kMostPrinted);
  return text;
}

ScenarioError::ScenarioError(Problems problems)
    : problems_(std::move(problems)), text_(problems_.text()) {}

ScenarioError::ScenarioError(const Mark& where, std::string sentence) {
  problems_.add(where, std::move(sentence));
  text_ = problems_.text();
}

std::string in_quotes(std::string_view text) {
  std::string quoted = "'";
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) {
    if (characters == kQuoteLength) {
      quoted += "...";
      break;
    }
    const Utf8Character character = utf8_character(text, at);
    if (character.code == '\n')
      quoted += "\\n";
    else if (character.code == '\t')
      quoted += "\\t";
    else if (is_control(character.code))
      quoted += fmt::format("\\u{:04X}", character.code);
    else
      quoted += text.substr(at, character.length);
    at += character.length;
  }
  return quoted + "'";
}

}  // namespace giosim::runner
