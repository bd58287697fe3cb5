// MUST: an assertion about our own code, on in every build.
//
// A broken MUST is a bug of giosim, never of the emulated world (that is std::expected) and
// never of the user (that is ScenarioError). It throws Bug through Kernel::step(); run() and
// explore() catch it, add the time, the last facts and the choice list, and stop that run.
#pragma once

#include <exception>
#include <string>

namespace giosim {

class Bug : public std::exception {
 public:
  Bug(const char* condition, const char* file, int line)
      : sentence_(std::string("MUST(") + condition + ") is broken at " + file + ":" +
                  std::to_string(line)) {}

  const char* what() const noexcept override { return sentence_.c_str(); }

 private:
  std::string sentence_;
};

[[noreturn]] inline void must_failed(const char* condition, const char* file, int line) {
  throw Bug(condition, file, line);
}

}  // namespace giosim

#define MUST(condition) \
  ((condition) ? static_cast<void>(0) : ::giosim::must_failed(#condition, __FILE__, __LINE__))
