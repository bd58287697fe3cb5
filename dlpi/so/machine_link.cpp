#include "dlpi/so/machine_link.hpp"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace giosim::dlpi {
namespace {

constexpr int kBacklog = 64;
constexpr int kListening = 3;           // as giosim is told: --socket fd:3
constexpr int kShutdownMs = 60'000;     // what the machine's shutdown may take at the very most
constexpr int kAboveTheStandardOnes = 10;

const char* setting(const char* name) {
  const char* const value = getenv(name);
  return value && *value ? value : nullptr;
}

// What the child needs, made before the fork: behind it memory may not be asked for.
struct Command {
  std::vector<char*> argv;
  std::vector<char*> environment;
};

Command command(const char* program, const char* file, const char* machine) {
  const auto word = [](const char* text) { return const_cast<char*>(text); };
  Command made;
  made.argv = {word(program), word("serve"), word("--disk"), word(file),
               word("--socket"), word("fd:3")};
  if (*machine) made.argv.insert(made.argv.end(), {word("--machine"), word(machine)});
  made.argv.push_back(nullptr);
  // It has the machine itself, and must not look for it with us.
  for (char** one = environ; *one; ++one)
    if (!std::string_view(*one).starts_with("GIOSIM_")) made.environment.push_back(*one);
  made.environment.push_back(nullptr);
  return made;
}

void say(const char* text) {
  const ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
  static_cast<void>(ignored);
}

// In the child's child. Only what is safe behind fork() in a program with threads.
[[noreturn]] void become_giosim(const Command& command, int control, int listening) {
  // Ctrl-C at the terminal is for the program; this one ends when the program has.
  setsid();
  control = fcntl(control, F_DUPFD, kAboveTheStandardOnes);
  listening = fcntl(listening, F_DUPFD, kAboveTheStandardOnes);
  dup2(control, STDIN_FILENO);
  dup2(listening, kListening);
  const int nothing = open("/dev/null", O_WRONLY);
  dup2(nothing, STDOUT_FILENO);
  close_range(kListening + 1, ~0U, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int usual : {SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGALRM, SIGPIPE})
    signal(usual, SIG_DFL);
  execvpe(command.argv[0], command.argv.data(), command.environment.data());
  say("libhpuxdlpi: cannot start ");
  say(command.argv[0]);
  say(": ");
  say(strerrordesc_np(errno));
  say("; GIOSIM_PROGRAM says where giosim is\n");
  _exit(127);
}

// It is nobody's child, so that no wait() of the program meets it. False with errno.
bool spawn(const Command& command, int control, int listening) {
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    const pid_t grandchild = fork();
    if (grandchild == 0) become_giosim(command, control, listening);
    _exit(grandchild < 0 ? 1 : 0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return true;  // ECHILD: the program lets nobody wait for its children
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
  errno = EAGAIN;
  return false;
}

}  // namespace

bool MachineLink::is_wanted() { return setting("GIOSIM_SOCKET") || setting("GIOSIM_MACHINE"); }

const char* MachineLink::machine_name() {
  const char* const name = setting("GIOSIM_MACHINE_NAME");
  return name ? name : "";
}

int MachineLink::connect_to(const Address& address) {
  const int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) return -1;
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address.name), address.size) == 0)
    return made;
  const int why = errno;
  close(made);
  errno = why;
  return -1;
}

int MachineLink::connect() {
  const std::scoped_lock lock(mutex_);
  const int connected = connect_anyhow();
  // Nobody is there: also when the giosim that we have just started has given up already.
  if (connected < 0 && (errno == ENOENT || errno == ECONNREFUSED)) errno = ENXIO;
  return connected;
}

int MachineLink::connect_anyhow() {
  if (const char* const path = setting("GIOSIM_SOCKET")) {
    const std::size_t length = strlen(path);
    Address address;
    if (length >= sizeof(address.name.sun_path)) {
      errno = ENAMETOOLONG;
      return -1;
    }
    address.name.sun_family = AF_UNIX;
    memcpy(address.name.sun_path, path, length + 1);
    address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length + 1);
    const int connected = connect_to(address);
    if (connected < 0) return -1;
    // As the other end calls itself, so that the descriptor is known again.
    address_.size = sizeof(address_.name);
    getpeername(connected, reinterpret_cast<sockaddr*>(&address_.name), &address_.size);
    return connected;
  }
  if (control_ >= 0) {
    const int connected = connect_to(address_);
    if (connected >= 0 || errno != ECONNREFUSED) return connected;
    close(control_);  // that giosim is gone
    control_ = -1;
  }
  return start() ? connect_to(address_) : -1;
}

bool MachineLink::start() {
  const char* const program = setting("GIOSIM_PROGRAM");
  int control[2] = {-1, -1};
  const int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  // A name of its own that no file system has: the system gives it.
  sockaddr_un unnamed{};
  unnamed.sun_family = AF_UNIX;
  address_.size = sizeof(address_.name);
  bool well = listening >= 0 &&
              bind(listening, reinterpret_cast<const sockaddr*>(&unnamed),
                   sizeof(unnamed.sun_family)) == 0 &&
              listen(listening, kBacklog) == 0 &&
              getsockname(listening, reinterpret_cast<sockaddr*>(&address_.name),
                          &address_.size) == 0 &&
              socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) == 0;
  if (well)
    well = spawn(command(program ? program : "giosim", setting("GIOSIM_MACHINE"), machine_name()),
                 control[1], listening);
  const int why = errno;
  if (listening >= 0) close(listening);
  if (control[1] >= 0) close(control[1]);
  if (well) {
    control_ = control[0];
    owner_ = getpid();
  } else if (control[0] >= 0) {
    close(control[0]);
  }
  errno = why;
  return well;
}

bool MachineLink::is_ours(int descriptor) {
  Address other;
  other.size = sizeof(other.name);
  if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&other.name), &other.size) == 0) {
    const std::scoped_lock lock(mutex_);
    if (address_.size == other.size && memcmp(&address_.name, &other.name, other.size) == 0)
      return true;
  } else if (errno == EBADF) {
    return false;
  }
  errno = ENOSTR;
  return false;
}

// The machine is shut down before the program is gone, so that the next one finds its file free.
MachineLink::~MachineLink() {
  if (control_ < 0) return;
  if (owner_ == getpid()) {
    shutdown(control_, SHUT_WR);
    pollfd end{control_, POLLIN, 0};
    while (poll(&end, 1, kShutdownMs) < 0 && errno == EINTR) continue;
  }
  close(control_);
}

}  // namespace giosim::dlpi
