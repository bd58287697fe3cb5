// LineSource: where the lines of giosim shell come from: a terminal, or a pipe or a file.
#pragma once

#include <cstddef>
#include <expected>
#include <string>

namespace giosim::cli {

class LineSource {
 public:
  enum class End {
    end_of_input,  // Ctrl-D, or the end of the file
    interrupted,   // Ctrl-C: what was typed is thrown away
  };

  virtual ~LineSource() = default;

  // A person types them: Ctrl-C ends a line and not the program.
  virtual bool of_a_person() const = 0;

  // The next line, without its end. The prompt is for people only.
  virtual std::expected<std::string, End> next(const std::string& prompt) = 0;
};

// Standard input when it is no terminal: no prompt, no editing, no echo.
class PipedLines final : public LineSource {
 public:
  bool of_a_person() const override { return false; }
  std::expected<std::string, End> next(const std::string& prompt) override;

 private:
  std::string buffer_;
  std::size_t at_ = 0;
  bool at_end_ = false;
};

}  // namespace giosim::cli
