// SourceFile: the text of one file that a user wrote. Mark: a place in it.
//
// Whatever is loaded remembers its Mark, so that a complaint that is found long after loading can
// still show the line. Marks keep their file alive. Lines and columns start at 1; a column counts
// characters, not bytes, as editors do.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace giosim::runner {

class SourceFile {
 public:
  SourceFile(std::string name, std::string text);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }

  // The text of a line without its line end; empty beyond the last line.
  std::string_view line(int number) const;
  int line_count() const { return static_cast<int>(line_starts_.size()); }

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

struct Mark {
  std::shared_ptr<const SourceFile> source;  // empty: written nowhere, e.g. a default
  int line = 0;
  int column = 0;

  // "scenario.yaml:3:5"
  std::string text() const;
};

// A value and where it was written.
template <class T>
struct Located {
  T value{};
  Mark where{};
};

}  // namespace giosim::runner
