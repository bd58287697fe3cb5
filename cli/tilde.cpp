#include "cli/tilde.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/layout.hpp"
#include "cli/shell.hpp"
#include "runner/problem.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::cli {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::string_view kPowerWords[] = {"on", "off", "cut", "reset", "panic"};

void say(Shell& shell, const std::string& sentence) { shell.terminal().out << sentence << '\n'; }

// ---- Files that come and go ------------------------------------------------------------------

std::string read_local(const std::string& file) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored)) throw UsageError(file + " is a folder; expected a file");
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad())
    throw UsageError(fmt::format("cannot read {}: {}", file, std::strerror(errno)));
  return bytes;
}

void write_local(const std::string& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (!out) throw UsageError(fmt::format("cannot write {}: {}", file, std::strerror(errno)));
}

void must_be_path(const std::string& path) {
  if (!path.starts_with('/') || path.ends_with('/'))
    throw UsageError(runner::in_quotes(path) +
                     " is no file of the machine; expected a path such as /etc/rc.config.d/netconf");
}

runner::Console& with_disk(Shell& shell) {
  runner::Console& console = shell.seat().console();
  if (!console.has_disk())
    throw UsageError(console.machine() + " has no disk: it was moved to another machine");
  return console;
}

void write_on_machine(Shell& shell, const std::string& path, std::string bytes) {
  runner::Console& console = with_disk(shell);
  if (!console.paths_beginning(path + "/").empty())
    throw UsageError(path + " is a directory; expected the path of a file");
  const std::size_t size = bytes.size();
  const auto written = console.write(path, std::move(bytes));
  if (!written)
    throw UsageError(fmt::format("cannot write {} on {}: {}", path, console.machine(),
                                 sentence(written.error())));
  say(shell,
      fmt::format("{}:{} has {} now", console.machine(), path, report::counted(size, "byte")));
}

std::string read_on_machine(Shell& shell, const std::string& path) {
  const runner::Console& console = with_disk(shell);
  const auto bytes = console.read(path);
  if (!bytes) throw UsageError(console.machine() + " has no file " + path);
  return *bytes;
}

void put(Shell& shell, const Words& words) {
  must_be_path(words[1]);
  write_on_machine(shell, words[1], read_local(words[0]));
}

void get(Shell& shell, const Words& words) {
  must_be_path(words[0]);
  const std::string bytes = read_on_machine(shell, words[0]);
  const std::string file = words.size() > 1 ? words[1] : fs::path(words[0]).filename().string();
  write_local(file, bytes);
  say(shell, fmt::format("{} has {} now", file, report::counted(bytes.size(), "byte")));
}

std::string editor() {
  for (const char* name : {"VISUAL", "EDITOR"})
    if (const char* value = std::getenv(name); value && *value) return value;
  throw UsageError("which editor? Set EDITOR before giosim is started, or use ~get and ~put");
}

// The editor may be a command with arguments of its own, so a shell takes it apart.
bool run_editor(const std::string& command, const std::string& file) {
  const std::string line = command + " \"$1\"";
  const pid_t child = ::fork();
  if (child == 0) {
    for (const int signal : {SIGINT, SIGPIPE}) ::signal(signal, SIG_DFL);
    ::execl("/bin/sh", "sh", "-c", line.c_str(), "giosim", file.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// A file of this computer that is gone afterwards.
class TempFile {
 public:
  explicit TempFile(const std::string& name) {
    std::string folder = (fs::temp_directory_path() / "giosim-XXXXXX").string();
    if (!::mkdtemp(folder.data()))
      throw UsageError(fmt::format("no temporary file can be made: {}", std::strerror(errno)));
    folder_ = folder;
    path_ = folder_ / name;
  }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  ~TempFile() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path folder_, path_;
};

void edit(Shell& shell, const Words& words) {
  must_be_path(words[0]);
  const std::string command = editor();
  const std::string before = with_disk(shell).read(words[0]).value_or("");
  const TempFile file{fs::path(words[0]).filename().string()};
  write_local(file.path(), before);
  shell.terminal().out.flush();
  if (!run_editor(command, file.path()))
    throw UsageError(fmt::format("{} did not end well; {} stays as it was", command, words[0]));
  std::string after = read_local(file.path());
  if (after == before)
    say(shell, words[0] + " stays as it was");
  else
    write_on_machine(shell, words[0], std::move(after));
}

// ---- Hands -------------------------------------------------------------------------------------

void must_run(const runner::Console& console) {
  if (!console.is_on()) throw UsageError(console.machine() + " is off already");
}

void power(Shell& shell, const Words& words) {
  runner::Console& console = shell.seat().console();
  const std::string& machine = console.machine();
  if (words[0] == "on") {
    if (console.is_on()) throw UsageError(machine + " runs already");
    shell.seat().power_on();
    return;
  }
  if (std::ranges::find(kPowerWords, words[0]) == std::end(kPowerWords))
    throw UsageError(fmt::format("~power knows on, off, cut, reset and panic; found {}",
                                 runner::in_quotes(words[0])));
  must_run(console);
  if (words[0] == "off") {
    shell.tell(console.perform_step(runner::ShutdownStep{machine}));
  } else if (words[0] == "reset") {
    shell.tell(console.perform_step(runner::RebootStep{machine}));
  } else {
    const PowerOff how = words[0] == "cut" ? PowerOff::power_cut : PowerOff::panic;
    shell.tell(console.perform_step(runner::PowerCutStep{machine, how}));
  }
}

void list_machines(Shell& shell) {
  const runner::Console& console = shell.seat().console();
  for (const machine::Machine* machine : console.machines())
    say(shell, fmt::format("{} {:<16} {}", machine->name() == console.machine() ? '*' : ' ',
                           machine->name(),
                           machine->running() ? "runs"
                           : machine->disk()  ? "is off"
                                              : "is off, and has no disk"));
}

void machine(Shell& shell, const Words& words) {
  if (words.empty())
    list_machines(shell);
  else
    shell.seat().move_to(words[0]);
}

void user(Shell& shell, const Words& words) { shell.seat().log_in_as(words[0]); }

// The words of a step, which is YAML, come as they were typed.
void step(Shell& shell, const Words& words) {
  shell.tell(shell.seat().console().perform_step(words[0]));
}

void help(Shell& shell, const Words&) {
  Output& out = shell.terminal().out;
  out << "A line goes to the shell of the machine; `man COMMAND` there says what a command does.\n"
         "Lines that begin with ~ are giosim's own:\n\n";
  for (const TildeWord& word : tilde_words())
    print_row(out, fmt::format("{} {}", word.name, word.synopsis), word.sentence, 26);
  out << "\nexit [N] or Ctrl-D leaves; Ctrl-C gives up a line.\n";
}

// The first is the one a newcomer needs.
std::span<const TildeWord> table() {
  static const TildeWord kRows[] = {
      {"~help", "", "shows this help", 0, 0, {}, &help},
      {"~put", "LOCALFILE PATH", "copies a file of this computer onto the machine's disk", 2, 2,
       {TildeOffer::local_file, TildeOffer::machine_file}, &put},
      {"~get", "PATH [LOCALFILE]", "copies a file of the machine's disk to this computer", 1, 2,
       {TildeOffer::machine_file, TildeOffer::local_file}, &get},
      {"~edit", "PATH", "opens a file of the machine's disk in $EDITOR of this computer", 1, 1,
       {TildeOffer::machine_file}, &edit},
      {"~power", "on|off|cut|reset|panic",
       "the machine's switch: off shuts down first; cut, reset and panic save nothing", 1, 1,
       {TildeOffer::power}, &power},
      {"~machine", "[NAME]", "sits down at another machine; without NAME: lists them", 0, 1,
       {TildeOffer::machine}, &machine},
      {"~user", "NAME", "logs in as another user", 1, 1, {}, &user},
      {"~step", "STEP",
       "does a step of the scenario language, e.g. ~step move_disk: {from: source, to: target}; "
       "`giosim list steps` has them", 1, 1, {}, &step},
  };
  return kRows;
}

}  // namespace

std::span<const TildeWord> tilde_words() { return table(); }

const TildeWord* find_tilde_word(std::string_view name) {
  const auto found = std::ranges::find(table(), name, &TildeWord::name);
  return found == table().end() ? nullptr : &*found;
}

std::span<const std::string_view> power_words() { return kPowerWords; }

}  // namespace giosim::cli
