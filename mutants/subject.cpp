#include "mutants/subject.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace giosim::mutants {
namespace {

using report::Outcome;
using Clock = std::chrono::steady_clock;

// A process whose standard output comes here, line by line. Gone at the end, if need be by force.
class Process {
 public:
  explicit Process(std::vector<std::string> words) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) fail(words[0], errno);
    output_ = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int error =
        ::posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (error == 0) return;
    ::close(output_);
    fail(words[0], error);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    end();
    ::close(output_);
  }

  // What it has written by now; nothing at its end. Comes back early, with "", after a while.
  std::optional<std::string_view> read() {
    pollfd waiting{output_, POLLIN, 0};
    if (::poll(&waiting, 1, 100) <= 0) return "";
    const ssize_t count = ::read(output_, bytes_, sizeof bytes_);
    if (count < 0) return errno == EINTR ? std::optional<std::string_view>("") : std::nullopt;
    if (count == 0) return std::nullopt;
    return std::string_view(bytes_, static_cast<std::size_t>(count));
  }

  // How it ended, as waitpid() says; it is ended first.
  int end() {
    if (process_ == 0) return status_;
    ::kill(process_, SIGKILL);
    return wait();
  }
  int wait() {
    if (process_ == 0) return status_;
    while (::waitpid(process_, &status_, 0) < 0 && errno == EINTR) {
    }
    process_ = 0;
    return status_;
  }

 private:
  [[noreturn]] static void fail(const std::string& program, int error) {
    throw std::runtime_error(
        fmt::format("{} cannot be started: {}", program, std::strerror(error)));
  }

  pid_t process_ = 0;
  int status_ = 0;
  int output_ = -1;
  char bytes_[4096];
};

// The words of a line of the judge.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t tab = line.find('\t');
    words.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return words;
    line.remove_prefix(tab + 1);
  }
}

std::size_t number_of(std::string_view word) {
  std::size_t number = 0;
  std::from_chars(word.data(), word.data() + word.size(), number);
  return number;
}

std::string how(int status) {
  if (WIFSIGNALED(status)) return fmt::format("it was ended by signal {}", WTERMSIG(status));
  return fmt::format("it ended with {}", WEXITSTATUS(status));
}

// Follows one process through files [from, …). Returns where to go on: after a crash or a hang a new
// process takes the next file.
class Follower {
 public:
  Follower(const std::vector<std::string>& files, const Patience& patience,
           std::vector<Judgement>& judgements)
      : files_(files), patience_(patience), judgements_(judgements) {}

  std::size_t follow(const std::string& program, std::size_t from, Until until) {
    std::vector<std::string> words{program, "judge", until == Until::the_end ? "all" : "first"};
    words.insert(words.end(), files_.begin() + static_cast<std::ptrdiff_t>(from), files_.end());
    Process process(std::move(words));
    first_ = from;
    running_.reset();
    began_ = Clock::now();
    std::string text;
    while (const auto more = process.read()) {
      text += *more;
      for (std::size_t end; (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1))
        line(std::string_view(text).substr(0, end));
      if (patience_.stopped()) return files_.size();
      if (Clock::now() - began_ > patience_.for_one) {
        const std::size_t at = running_.value_or(from);
        lost(at, kTime, fmt::format("it does not end within {} s", patience_.for_one.count() / 1000));
        return at + 1;
      }
    }
    const int status = process.wait();
    if (status == 0 && !running_) return files_.size();
    const std::size_t at = running_.value_or(from);
    lost(at, kCrash, how(status));
    return at + 1;
  }

 private:
  void line(std::string_view text) {
    const auto words = words_of(text);
    if (words[0] == "run" && words.size() == 2) {
      running_ = first_ + number_of(words[1]);
      began_ = Clock::now();
      if (*running_ >= files_.size()) running_.reset();
    } else if (words[0] == "fails" && words.size() >= 5 && running_) {
      judgements_[*running_].findings.push_back(
          {std::string(words[1]), std::string(words[2]),
           static_cast<std::int64_t>(number_of(words[3])), std::string(words[4])});
    } else if (words[0] == "done" && words.size() == 3 && running_) {
      for (std::size_t i = 0; i < kWords<Outcome>.size(); ++i)
        if (word(static_cast<Outcome>(i)) == words[2])
          judgements_[*running_].outcome = static_cast<Outcome>(i);
      running_.reset();
    }
  }

  void lost(std::size_t index, std::string_view what, std::string sentence) {
    judgements_[index] = {Outcome::failed,
                          {{std::string(what), "", 0, std::move(sentence)}}};
  }

  const std::vector<std::string>& files_;
  const Patience& patience_;
  std::vector<Judgement>& judgements_;
  std::size_t first_ = 0;
  std::optional<std::size_t> running_;
  Clock::time_point began_;
};

}  // namespace

std::vector<Judgement> judge_by(const std::string& program, const std::vector<std::string>& files,
                                Until until, const Patience& patience) {
  std::vector<Judgement> judgements(files.size());
  Follower follower(files, patience, judgements);
  for (std::size_t next = 0; next < files.size();) {
    next = follower.follow(program, next, until);
    const bool killed = next > 0 && next < files.size() && judgements[next - 1].bad();
    if (killed && until == Until::the_first_kill) break;
  }
  return judgements;
}

}  // namespace giosim::mutants
