// Course: the lessons of giosim learn, which the program carries along, and how far somebody is.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runner/scenario.hpp"

namespace giosim::cli {

struct LessonSource {
  std::string_view name;  // "03_reserve"
  std::string_view text;
};

// scenarios/teaching/*.yaml as they were when the program was built.
std::span<const LessonSource> lesson_sources();

// In the order of their numbers; each has a lesson.
std::vector<runner::Scenario> course();

// Which lessons were gone through to their end, kept in a file of the user's state.
//
// A convenience: where it cannot be read nothing was learnt yet, and where it cannot be written
// nothing is remembered.
class Attended {
 public:
  struct Result {
    int asked = 0, right = 0;
  };

  // Reads $XDG_STATE_HOME/giosim/lessons, or that of ~/.local/state.
  Attended();
  // Reads this file; an empty name: remembers nothing.
  explicit Attended(std::string path);

  // Lessons go by the name of their scenario, which stays when the course gets a new one.
  std::optional<Result> result(const std::string& lesson) const;
  // The best of all times counts.
  void note(const std::string& lesson, Result result);
  void forget();

  // False when it could not be written.
  bool save() const;

 private:
  std::string path_;
  std::map<std::string, Result> results_;
};

}  // namespace giosim::cli
