// libhpuxdlpi.so: putmsg() and getmsg() for programs outside, and the open() and ioctl() that know
// streams; everything that is none goes on to the system's own.
//
// The functions have C's names and calls. The library stands before the C library in the program's
// search, so that a program need not be changed, only linked with it.

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <string_view>

#include "dlpi/include/stropts.h"
#include "dlpi/packet.hpp"
#include "dlpi/so/machine_link.hpp"

// They are not declared with what fcntl.h may make of them (macros, other names for large files).
#undef open
#undef open64

namespace {

using giosim::dlpi::MachineLink;
using giosim::dlpi::Packet;

// One request at a time, from whichever thread, as an answer knows nothing of its request.
std::mutex g_exchange;

MachineLink& the_link() {
  static MachineLink link;
  return link;
}

int fail(int why) {
  errno = why;
  return -1;
}

// ---- Packets over a socket, which may be O_NONBLOCK. Signals that come do not end an exchange. ----

// A getmsg() that would wait then has to know that one came.
thread_local bool t_signal_came = false;

bool is_signal() {
  if (errno != EINTR) return false;
  t_signal_came = true;
  return true;
}

bool wait_for(int fd, short what) {
  pollfd one{fd, what, 0};
  while (poll(&one, 1, -1) < 0)
    if (!is_signal()) return false;
  return true;
}

// Whether something has hindered us that will pass; else the machine's end is gone.
bool passes(int fd, short what) {
  if (is_signal()) return true;
  return (errno == EAGAIN || errno == EWOULDBLOCK) && wait_for(fd, what);
}

bool send_all(int fd, const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t sent = send(fd, at, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && !passes(fd, POLLOUT)) return false;
    if (sent <= 0) continue;
    at += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int fd, void* bytes, std::size_t size) {
  char* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t received = recv(fd, at, size, MSG_DONTWAIT);
    if (received == 0) return false;
    if (received < 0 && !passes(fd, POLLIN)) return false;
    if (received < 0) continue;
    at += received;
    size -= static_cast<std::size_t>(received);
  }
  return true;
}

// What a request carries, and where the parts of its answer go.
struct Part {
  const void* out = nullptr;
  char* in = nullptr;
  std::int32_t room = Packet::kNone;
};

// errno: EIO when the machine is gone, EPROTO when the other end is no giosim.
std::optional<Packet> exchange(int fd, Packet request, const Part& control, const Part& data) {
  const std::scoped_lock lock(g_exchange);
  const auto size = [](const Part& part, std::int32_t length) {
    return part.out && length > 0 ? static_cast<std::size_t>(length) : 0;
  };
  const std::size_t control_size = size(control, request.control);
  const std::size_t data_size = size(data, request.data);
  request.size = static_cast<std::uint32_t>(sizeof(Packet) + control_size + data_size);
  Packet answer;
  bool well = send_all(fd, &request, sizeof(request)) &&
              send_all(fd, control.out, control_size) && send_all(fd, data.out, data_size);
  do {
    well = well && receive_all(fd, &answer, sizeof(answer));
  } while (well && answer.kind == Packet::news);
  if (!well) {
    errno = EIO;
    return std::nullopt;
  }
  const auto fits = [](const Part& part, std::int32_t length) {
    return length >= Packet::kNone && (length <= 0 || length <= part.room);
  };
  if (answer.kind != Packet::answer || !fits(control, answer.control) || !fits(data, answer.data)) {
    errno = EPROTO;
    return std::nullopt;
  }
  const auto take = [fd](const Part& part, std::int32_t length) {
    return length <= 0 || receive_all(fd, part.in, static_cast<std::size_t>(length));
  };
  if (!take(control, answer.control) || !take(data, answer.data)) {
    errno = EIO;
    return std::nullopt;
  }
  return answer;
}

// ---- open() ----------------------------------------------------------------------------------

// The minor number of /dev/dlpi or /dev/dlpiN.
std::optional<std::int32_t> device(const char* path) {
  constexpr std::string_view kDevice = "/dev/dlpi";
  const std::string_view name = path ? path : "";
  if (!name.starts_with(kDevice) || !MachineLink::is_wanted()) return std::nullopt;
  const std::string_view digits = name.substr(kDevice.size());
  if (digits.empty()) return Packet::kClone;
  if (digits.size() > 5 || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  std::int32_t minor = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    minor = minor * 10 + (digit - '0');
  }
  return minor;
}

int open_stream(std::int32_t minor, int flags) {
  const int fd = the_link().connect();
  if (fd < 0) return -1;
  const char* const machine = MachineLink::machine_name();
  Packet request;
  request.kind = Packet::open;
  request.flags = minor;
  request.more = Packet::kVersion;
  request.control = static_cast<std::int32_t>(strlen(machine));
  const auto answer = exchange(fd, request, {.out = machine}, {});
  int why = answer ? answer->error : errno;
  if (why == EIO) why = ENXIO;  // giosim has no such machine, and has said so
  if (why != 0) {
    close(fd);
    return fail(why);
  }
  if ((flags & O_NONBLOCK) != 0) fcntl(fd, F_SETFL, O_NONBLOCK);
  if ((flags & O_CLOEXEC) == 0) fcntl(fd, F_SETFD, 0);
  return fd;
}

using SystemOpen = int (*)(const char*, int, ...);

SystemOpen system_open(const char* name) {
  return reinterpret_cast<SystemOpen>(dlsym(RTLD_NEXT, name));
}

int open_any(const char* name, const char* path, int flags, mode_t mode) {
  try {
    if (const auto minor = device(path)) return open_stream(*minor, flags);
  } catch (...) {
    return fail(ENOMEM);
  }
  const SystemOpen system = system_open(name);
  return system ? system(path, flags, mode) : fail(ENOSYS);
}

bool has_mode(int flags) { return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE; }

// ---- putmsg() and getmsg() -------------------------------------------------------------------

// Whether the part is there and what is in it can be sent; errno otherwise.
bool may_send(const strbuf* part) {
  if (!part || part->len < 0) return true;
  if (part->len > Packet::kLongestPart) errno = ERANGE;
  else if (part->len > 0 && !part->buf) errno = EFAULT;
  else return true;
  return false;
}

Part given(const strbuf* part) {
  return part && part->len >= 0 ? Part{.out = part->buf ? part->buf : ""} : Part{};
}

Part wanted(const strbuf* part) {
  return part && part->maxlen >= 0 ? Part{.in = part->buf, .room = part->maxlen} : Part{};
}

bool may_receive(const strbuf* part) { return !part || part->maxlen <= 0 || part->buf; }

// Until there may be something new to read; false with EINTR.
bool wait_for_news(int fd, bool hipri) {
  // One that waits for high priority is not told of it, as other messages may be there already.
  constexpr int kAskAgainMs = 10;
  pollfd one{fd, POLLIN, 0};
  return poll(hipri ? nullptr : &one, hipri ? 0 : 1, hipri ? kAskAgainMs : -1) >= 0;
}

bool is_nonblocking(int fd) { return (fcntl(fd, F_GETFL) & O_NONBLOCK) != 0; }

}  // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = has_mode(flags) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_any("open", path, flags, mode);
}

EXPORTED int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = has_mode(flags) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_any("open64", path, flags, mode);
}

// What a fortified program calls instead.
EXPORTED int __open_2(const char* path, int flags) { return open_any("__open_2", path, flags, 0); }
EXPORTED int __open64_2(const char* path, int flags) {
  return open_any("__open64_2", path, flags, 0);
}

EXPORTED int isastream(int fd) {
  const int before = errno;
  if (the_link().is_ours(fd)) return 1;
  if (errno == EBADF) return -1;
  errno = before;
  return 0;
}

EXPORTED int ioctl(int fd, unsigned long request, ...) noexcept {
  va_list more;
  va_start(more, request);
  void* const argument = va_arg(more, void*);
  va_end(more);
  constexpr unsigned long kOfStreams = 'S' << 8;
  if ((request & ~0xffUL) != kOfStreams || !the_link().is_ours(fd)) {
    using SystemIoctl = int (*)(int, unsigned long, ...);
    const auto system = reinterpret_cast<SystemIoctl>(dlsym(RTLD_NEXT, "ioctl"));
    return system ? system(fd, request, argument) : fail(ENOSYS);
  }
  if (request != I_FLUSH) return fail(EINVAL);
  const auto which = static_cast<int>(reinterpret_cast<std::intptr_t>(argument));
  if (which < FLUSHR || which > FLUSHRW) return fail(EINVAL);
  if (which == FLUSHW) return 0;  // what was written has gone already
  Packet asked;
  asked.kind = Packet::flush;
  const auto answer = exchange(fd, asked, {}, {});
  if (!answer) return -1;
  return answer->error == 0 ? 0 : fail(answer->error);
}

EXPORTED int putmsg(int fd, const struct strbuf* control, const struct strbuf* data, int flags) {
  if (!the_link().is_ours(fd)) return -1;
  if (!may_send(control) || !may_send(data)) return -1;
  Packet request;
  request.kind = Packet::putmsg;
  request.flags = flags;
  request.control = control ? std::max(control->len, Packet::kNone) : Packet::kNone;
  request.data = data ? std::max(data->len, Packet::kNone) : Packet::kNone;
  const auto answer = exchange(fd, request, given(control), given(data));
  if (!answer) return -1;
  return answer->error == 0 ? 0 : fail(answer->error);
}

EXPORTED int getmsg(int fd, struct strbuf* control, struct strbuf* data, int* flags) {
  if (!the_link().is_ours(fd)) return -1;
  if (!flags || !may_receive(control) || !may_receive(data)) return fail(EFAULT);
  const Part control_room = wanted(control), data_room = wanted(data);
  Packet request;
  request.kind = Packet::getmsg;
  request.flags = *flags;
  request.control = control_room.room;
  request.data = data_room.room;
  t_signal_came = false;
  while (true) {
    const auto answer = exchange(fd, request, control_room, data_room);
    if (!answer) return -1;
    if (answer->error == EAGAIN && !is_nonblocking(fd)) {
      if (t_signal_came) return fail(EINTR);
      if (!wait_for_news(fd, *flags == RS_HIPRI)) return -1;
      continue;
    }
    if (answer->error != 0) return fail(answer->error);
    if (control) control->len = answer->control;
    if (data) data->len = answer->data;
    *flags = answer->flags;
    return answer->more;
  }
}
