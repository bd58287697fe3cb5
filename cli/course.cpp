#include "cli/course.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/must.hpp"
#include "cli/state_folder.hpp"
#include "runner/load.hpp"
#include "runner/replace_file.hpp"

namespace giosim::cli {

std::vector<runner::Scenario> course() {
  std::vector<runner::Scenario> lessons;
  for (const LessonSource& source : lesson_sources()) {
    lessons.push_back(runner::load_scenario_text(
        fmt::format("scenarios/teaching/{}.yaml", source.name), std::string(source.text)));
    MUST(lessons.back().lesson.has_value());
  }
  std::ranges::sort(lessons, {}, [](const runner::Scenario& one) { return one.lesson->number; });
  return lessons;
}

Attended::Attended() : Attended(state_file("lessons")) {}

// A line each: "2 3 reserve": two of three right.
Attended::Attended(std::string path) : path_(std::move(path)) {
  if (path_.empty()) return;
  std::ifstream in(path_);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Result result;
    std::string lesson;
    if (words >> result.right >> result.asked >> std::ws && std::getline(words, lesson))
      results_[lesson] = result;
  }
}

std::optional<Attended::Result> Attended::result(const std::string& lesson) const {
  const auto found = results_.find(lesson);
  return found == results_.end() ? std::nullopt : std::optional(found->second);
}

void Attended::note(const std::string& lesson, Result result) {
  const auto [known, added] = results_.try_emplace(lesson, result);
  if (!added && result.right >= known->second.right) known->second = result;
}

void Attended::forget() { results_.clear(); }

bool Attended::save() const {
  if (path_.empty()) return false;
  std::error_code error;
  if (results_.empty()) {
    std::filesystem::remove(path_, error);
    return !error;
  }
  std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), error);
  std::string lines;
  for (const auto& [lesson, result] : results_)
    lines += fmt::format("{} {} {}\n", result.right, result.asked, lesson);
  return runner::replace_file(path_, lines).has_value();
}

}  // namespace giosim::cli
