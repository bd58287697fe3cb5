// A giosim at a terminal: what a person sees, and the keys that he presses.
#pragma once

#include <poll.h>
#include <pty.h>

#include "tests/cli/program.hpp"

namespace giosim::cli {

class Pty {
 public:
  Pty(const TempFolder& folder, const std::vector<std::string>& arguments) {
    std::vector<std::string> words{program_under_test().string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);

    winsize size{24, 80, 0, 0};
    process_ = forkpty(&terminal_, nullptr, nullptr, &size);
    REQUIRE(process_ >= 0);
    if (process_ > 0) return;
    setenv("TERM", "vt100", 1);
    // A sanitized program then sees libedit in the stacks of what it has allocated, by which its
    // leaks are pardoned (tests/leaks_of_libraries.supp).
    setenv("ASAN_OPTIONS", "fast_unwind_on_malloc=0", 1);
    setenv("XDG_STATE_HOME", (folder.path() / ".state").c_str(), 1);
    setenv("HOME", folder.path().c_str(), 1);
    if (chdir(folder.path().c_str()) == 0) execv(argv[0], argv.data());
    _exit(99);
  }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;
  ~Pty() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
    close(terminal_);
  }

  void press(const std::string& keys) {
    REQUIRE(write(terminal_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  }

  // Waits until the screen shows this behind what was awaited before. Half a minute at most.
  bool shows(const std::string& text) {
    for (int i = 0; i < 300; ++i) {
      const std::size_t at = screen_.find(text, seen_);
      if (at != std::string::npos) {
        seen_ = at + text.size();
        return true;
      }
      read_more(100);
    }
    UNSCOPED_INFO("the terminal shows: " << screen_.substr(seen_));
    return false;
  }

  // All that it has shown.
  const std::string& screen() const { return screen_; }

  int ends() {
    int status = 0;
    for (int i = 0; i < 3000; ++i) {
      read_more(10);
      if (waitpid(process_, &status, WNOHANG) == process_) {
        process_ = 0;
        read_more(10);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
      }
    }
    return -2;
  }

 private:
  void read_more(int milliseconds) {
    pollfd ready{terminal_, POLLIN, 0};
    if (poll(&ready, 1, milliseconds) <= 0) return;
    char bytes[4096];
    const ssize_t count = read(terminal_, bytes, sizeof bytes);
    if (count > 0) screen_.append(bytes, static_cast<std::size_t>(count));
    if (count < 0) std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  }

  int terminal_ = -1;
  pid_t process_ = 0;
  std::string screen_;
  std::size_t seen_ = 0;
};

}  // namespace giosim::cli
