// The program as a user meets it: started in a folder of its own, with its output kept.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/places.hpp"

namespace giosim::cli {

namespace fs = std::filesystem;

inline std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// An empty folder that is gone afterwards.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (fs::temp_directory_path() / "giosim-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  const fs::path& path() const { return path_; }
  fs::path operator/(const fs::path& name) const { return path_ / name; }

  void write(const fs::path& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

struct Ended {
  int code = -1;  // -1: a signal ended it
  int signal = 0;
  std::string out;
  std::string err;
};

// A giosim that runs. Standard output is a file of ours unless the setup of the child says else.
class Program {
 public:
  using Setup = std::function<void()>;  // in the child; only what is safe after fork()

  Program(
      const TempFolder& folder, const std::vector<std::string>& arguments,
      const Setup& setup = [] {})
      : Program(folder, program_under_test(), arguments, setup) {}

  // Another one than giosim.
  Program(const TempFolder& folder, const fs::path& program,
          const std::vector<std::string>& arguments, const Setup& setup) {
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);

    out_ = folder / ".out";
    err_ = folder / ".err";
    fs::remove(out_);  // has_said() would find what another one has said
    fs::remove(err_);
    const std::string cache = (folder / ".cache").string();
    process_ = fork();
    REQUIRE(process_ >= 0);
    if (process_ > 0) return;

    setenv("XDG_CACHE_HOME", cache.c_str(), 1);
    const bool here = chdir(folder.path().c_str()) == 0;
    redirect(0, "/dev/null", O_RDONLY);
    redirect(1, out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
    redirect(2, err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
    setup();
    if (here) execv(argv[0], argv.data());
    _exit(99);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
  }

  // In the child.
  static void redirect(int descriptor, const char* file, int flags) {
    const int opened = open(file, flags, 0666);
    if (opened != descriptor) {
      dup2(opened, descriptor);
      close(opened);
    }
  }

  void send(int signal) { kill(process_, signal); }

  // Waits until the program has opened and written something, and so is in the middle of its work.
  bool has_said(const std::string& what) {
    for (int i = 0; i < 600; ++i) {
      if (text_of(out_).find(what) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

  // It must end within a minute.
  Ended ends() {
    int status = 0;
    pid_t ended = 0;
    for (int i = 0; i < 30'000 && ended == 0; ++i) {
      ended = waitpid(process_, &status, WNOHANG);
      if (ended == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    REQUIRE(ended == process_);
    process_ = 0;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            WIFSIGNALED(status) ? WTERMSIG(status) : 0, text_of(out_), text_of(err_)};
  }

 private:
  pid_t process_ = 0;
  fs::path out_, err_;
};

inline Ended giosim(
    const TempFolder& folder, const std::vector<std::string>& arguments,
    const Program::Setup& setup = [] {}) {
  return Program(folder, arguments, setup).ends();
}

// ---- Scenarios -------------------------------------------------------------------------------

// One NIC, which is lan0; what else the scenario says comes last.
inline std::string scenario(const std::string& name, const std::string& more = "",
                            const std::string& steps = "[{boot: server}]") {
  return "scenario: " + name +
         "\nsays: One NIC boots.\n"
         "machines: {server: {slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}}}}\n"
         "steps: " +
         steps + "\n" + more;
}

// Two NICs with one MAC address: who asks first has lan0.
inline constexpr const char* kRivals =
    "scenario: rivals\n"
    "says: \"Two NICs with one MAC address.\"\n"
    "machines:\n"
    "  target:\n"
    "    gio_portable_image: 1\n"
    "    slots:\n"
    "      0/1/1/0: {driver: igelan, mac: 0x00306E00000A}\n"
    "      0/2/1/0: {driver: igelan, mac: 0x00306E00000A}\n"
    "    saved:\n"
    "      lan0: {at: 0/8/1/0, driver: igelan, macs: 0x00306E00000A}\n"
    "steps:\n"
    "  - boot: target\n";

inline const std::string kHolds = "expect: [{instances: {machine: server, at: {0/1/1/0: 0}}}]\n";
inline const std::string kDoesNotHold =
    "expect: [{instances: {machine: server, at: {0/1/1/0: 7}}}]\n";

// Takes hours, in small steps.
inline std::string endless_scenario() {
  return scenario("endless", "",
                  "[{repeat: {times: 1000000, steps: [{boot: server}, "
                  "{power_cut: server}]}}]");
}

}  // namespace giosim::cli
