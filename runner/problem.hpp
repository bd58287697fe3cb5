// Problem: one thing that is wrong with what the user wrote. Problems: all of them at once.
//
// Loading never stops at the first mistake: it adds to Problems and goes on, and whoever asked for
// the load throws ScenarioError at the end. A sentence says what was found, what was expected and,
// where there is one, the nearest right word.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "runner/source_file.hpp"

namespace giosim::runner {

struct Problem {
  std::string file;
  int line = 0;  // 0: the file as a whole, e.g. it cannot be read
  int column = 0;
  std::string sentence;

  // Where an alias, a merge key or an include brings the wrong text in, innermost first.
  std::vector<Mark> used_at;

  std::shared_ptr<const SourceFile> source;  // for the picture of the line; may be empty

  // "file:3:5: error: sentence", the line itself and a caret below it; then the places of use.
  std::string text() const;
};

class Problems {
 public:
  static constexpr std::size_t kMostKept = 1000;
  static constexpr std::size_t kMostPrinted = 50;

  // The same sentence at the same place is kept once. Beyond kMostKept they are only counted.
  void add(const Mark& where, std::string sentence, std::vector<Mark> used_at = {});
  void add_file(const std::string& file, std::string sentence);

  bool empty() const { return kept_.empty(); }
  std::size_t count() const { return kept_.size() + not_kept_; }

  // By file in the order of their first problem, then by line and column.
  std::vector<Problem> sorted() const;

  // The first kMostPrinted of them, then how many more there are.
  std::string text() const;

 private:
  using Place = std::tuple<std::string, int, int, std::string>;

  void keep(Problem problem);

  std::vector<Problem> kept_;
  std::set<Place> seen_;
  std::vector<std::string> files_;
  std::size_t not_kept_ = 0;
};

// The user erred. Thrown by loaders once everything that is wrong is known.
class ScenarioError : public std::exception {
 public:
  explicit ScenarioError(Problems problems);
  ScenarioError(const Mark& where, std::string sentence);

  const Problems& problems() const { return problems_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  Problems problems_;
  std::string text_;
};

// 'text' as it may stand in a sentence: in quotes, cut when long, control characters escaped.
std::string in_quotes(std::string_view text);

}  // namespace giosim::runner
