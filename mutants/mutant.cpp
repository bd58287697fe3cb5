#include "mutants/mutant.hpp"

#include <optional>

#include "base/lines.hpp"

namespace giosim::mutants {
namespace {

class Parser {
 public:
  Parser(std::string_view name, std::string_view text) : text_(text) { mutant_.name = name; }

  std::expected<Mutant, std::string> parse() {
    for (const std::string_view line : lines_of(text_)) {
      ++line_;
      if (mutant_.changes.empty() && !line.starts_with("--- "))
        head(line);
      else
        change(line);
      if (!wrong_.empty()) return std::unexpected(wrong_);
    }
    hunk_over();
    if (mutant_.wrong.empty() || mutant_.rule.empty() || mutant_.by.empty())
      complain("it needs the lines Wrong:, Rule: and Killed-by: SCENARIO WHAT");
    else if (mutant_.changes.empty())
      complain("it changes nothing");
    if (!wrong_.empty()) return std::unexpected(wrong_);
    return std::move(mutant_);
  }

 private:
  void head(std::string_view line) {
    if (line.empty()) return;
    if (line.starts_with(' ')) {  // a sentence that goes on
      if (mutant_.wrong.empty() || !mutant_.rule.empty()) return complain("no sentence to go on with");
      mutant_.wrong += ' ';
      mutant_.wrong += line.substr(line.find_first_not_of(' '));
    } else if (const auto wrong = behind("Wrong: ", line)) {
      mutant_.wrong = *wrong;
    } else if (const auto rule = behind("Rule: ", line)) {
      mutant_.rule = *rule;
    } else if (const auto killed = behind("Killed-by: ", line)) {
      const std::size_t blank = killed->find(' ');
      if (blank == std::string_view::npos) return complain("Killed-by: a scenario and by what");
      mutant_.scenario = killed->substr(0, blank);
      mutant_.by = killed->substr(blank + 1);
    } else {
      complain("expected Wrong:, Rule:, Killed-by: or --- FILE");
    }
  }

  void change(std::string_view line) {
    mutant_.diff += line;
    mutant_.diff += '\n';
    if (const auto file = behind("--- ", line)) {
      hunk_over();
      mutant_.changes.push_back({std::string(*file), {}});
    } else if (line == "@@") {
      hunk_over();
    } else if (line.empty() || line.starts_with(' ')) {
      add(hunk_.before, line);
      add(hunk_.after, line);
    } else if (line.starts_with('-')) {
      add(hunk_.before, line);
    } else if (line.starts_with('+')) {
      add(hunk_.after, line);
    } else {
      complain("a line of a change begins with ' ', '-' or '+'");
    }
  }

  void hunk_over() {
    if (mutant_.changes.empty()) return;
    const bool first = mutant_.changes.back().hunks.empty();
    if (hunk_.before.empty() && hunk_.after.empty()) {
      if (!first) complain("a change with nothing in it");
      return;
    }
    if (hunk_.before.empty()) complain("a change needs lines of the source, to say where it is");
    if (hunk_.before == hunk_.after) complain("a change that changes nothing");
    mutant_.changes.back().hunks.push_back(std::move(hunk_));
    hunk_ = {};
  }

  static void add(std::string& lines, std::string_view line) {
    if (!line.empty()) lines += line.substr(1);
    lines += '\n';
  }

  static std::optional<std::string_view> behind(std::string_view word, std::string_view line) {
    if (!line.starts_with(word)) return std::nullopt;
    return line.substr(word.size());
  }

  void complain(std::string sentence) {
    if (wrong_.empty()) wrong_ = "line " + std::to_string(line_) + ": " + std::move(sentence);
  }

  std::string_view text_;
  Mutant mutant_;
  Hunk hunk_;
  int line_ = 0;
  std::string wrong_;
};

// Where the lines stand, from the beginning of a line; npos when nowhere.
std::size_t find_lines(std::string_view source, std::string_view lines, std::size_t from) {
  for (std::size_t at = source.find(lines, from); at != std::string_view::npos;
       at = source.find(lines, at + 1))
    if (at == 0 || source[at - 1] == '\n') return at;
  return std::string_view::npos;
}

}  // namespace

std::expected<Mutant, std::string> parse_mutant(std::string_view name, std::string_view text) {
  return Parser(name, text).parse();
}

std::expected<std::string, std::string> with_change(std::string_view source, const Change& change) {
  std::string changed(source);
  for (const Hunk& hunk : change.hunks) {
    const std::size_t at = find_lines(changed, hunk.before, 0);
    if (at == std::string_view::npos)
      return std::unexpected(change.file + " has no such lines any more:\n" + hunk.before);
    if (find_lines(changed, hunk.before, at + 1) != std::string_view::npos)
      return std::unexpected(change.file + " has these lines more than once:\n" + hunk.before);
    changed.replace(at, hunk.before.size(), hunk.after);
  }
  return changed;
}

}  // namespace giosim::mutants
