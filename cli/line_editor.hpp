// LineEditor: a person's lines, typed at a terminal with editing, history and completion (libedit).
//
// The keys are those of Emacs; ~/.editrc may say else (`bind -v` for those of vi). The history is
// kept in a file of $XDG_STATE_HOME/giosim.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/line_source.hpp"

namespace giosim::cli {

// What a word may become. `begin` is where it begins in the text before the cursor.
struct Completion {
  std::size_t begin = 0;
  std::vector<std::string> words;  // whole words, in order; a directory ends in "/"
};

class LineEditor final : public LineSource {
 public:
  using Complete = std::function<Completion(const std::string& text_before_cursor)>;

  explicit LineEditor(Complete complete, const std::string& history_name = "shell_history");
  ~LineEditor() override;

  bool of_a_person() const override { return true; }
  std::expected<std::string, End> next(const std::string& prompt) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Both ends are a terminal, so that a person can edit there.
bool can_edit_lines();

}  // namespace giosim::cli
