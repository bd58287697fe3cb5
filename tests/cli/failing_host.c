// A host that goes wrong. Loaded in front of the C library (LD_PRELOAD), it counts the calls with which a
// program changes files, and at one of them there is trouble.
//
//   FAILING_HOST_AT=N       the trouble comes at the N-th such call
//   FAILING_HOST_HOW=E      an error number: the call fails with it, and does nothing
//                    torn:E half of a write is done, then it fails with E
//                    short  half of a write is done, and the call says so: no error, but less
//                    kill   half of a write is done, then the program is killed (SIGKILL)
//   FAILING_HOST_ONWARD=1   and so do all calls behind it
//   FAILING_HOST_STRUCK=F   the file F is made when the trouble has come
//
// Counted are, on files and folders that are not standard input, output or error: open with O_CREAT,
// write, sync, truncate, rename, unlink. Nothing here calls the C library's own of these: the kernel
// is asked directly. A sync that goes well does nothing, which saves a test most of its time: what a
// program has written survives it in the host's memory, synced or not.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum trouble { none, fails, torn, short_write, killed };

static long number_in(const char *name) {
  const char *value = getenv(name);
  return value ? atol(value) : 0;
}

// A call that changes something asks what becomes of it. The program is single-threaded where it
// writes; a counter needs no more.
static enum trouble next_call(int *error) {
  static long calls;
  const long at = number_in("FAILING_HOST_AT");
  const char *how = getenv("FAILING_HOST_HOW");
  const char *struck = getenv("FAILING_HOST_STRUCK");
  ++calls;
  if (at == 0 || how == NULL || calls < at || (calls > at && !number_in("FAILING_HOST_ONWARD")))
    return none;
  if (struck) syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, struck, O_CREAT | O_WRONLY, 0666));
  if (strcmp(how, "kill") == 0) return killed;
  if (strcmp(how, "short") == 0) return short_write;
  if (strncmp(how, "torn:", 5) == 0) {
    *error = atoi(how + 5);
    return torn;
  }
  *error = atoi(how);
  return fails;
}

static void die(void) { syscall(SYS_kill, syscall(SYS_getpid), SIGKILL); }

static int is_ours(int descriptor) {
  struct stat status;
  return descriptor > 2 && fstat(descriptor, &status) == 0 &&
         (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

// Before a call that is no write: whether it is to fail, with errno set.
static int goes_wrong(void) {
  int error = 0;
  switch (next_call(&error)) {
    case none:
    case short_write: return 0;
    case killed: die(); return 1;
    default: errno = error; return 1;
  }
}

static ssize_t put(int descriptor, const void *bytes, size_t size, off_t at) {
  return at < 0 ? syscall(SYS_write, descriptor, bytes, size)
                : syscall(SYS_pwrite64, descriptor, bytes, size, at);
}

static ssize_t write_or_not(int descriptor, const void *bytes, size_t size, off_t at) {
  int error = 0;
  const enum trouble trouble = is_ours(descriptor) ? next_call(&error) : none;
  if (trouble == none) return put(descriptor, bytes, size, at);
  if (trouble == fails) {
    errno = error;
    return -1;
  }
  const ssize_t done = size > 1 ? put(descriptor, bytes, size / 2, at) : 0;
  if (trouble == killed) die();
  // Who asked for one byte gets it: nothing written is no progress, and no error either.
  if (trouble == short_write) return size > 1 ? done : put(descriptor, bytes, size, at);
  errno = error;
  return -1;
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
  return write_or_not(descriptor, bytes, size, -1);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t at) {
  return write_or_not(descriptor, bytes, size, at);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t at) {
  return write_or_not(descriptor, bytes, size, at);
}
ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  if (!is_ours(descriptor)) return syscall(SYS_writev, descriptor, parts, count);
  ssize_t all = 0;
  for (int i = 0; i < count; ++i) {
    const ssize_t done = write_or_not(descriptor, parts[i].iov_base, parts[i].iov_len, -1);
    if (done < 0) return all > 0 ? all : -1;
    all += done;
    if ((size_t)done < parts[i].iov_len) break;
  }
  return all;
}

int fsync(int descriptor) {
  return is_ours(descriptor) && goes_wrong() ? -1 : 0;
}
int fdatasync(int descriptor) {
  return is_ours(descriptor) && goes_wrong() ? -1 : 0;
}
int ftruncate(int descriptor, off_t size) {
  return is_ours(descriptor) && goes_wrong() ? -1 : (int)syscall(SYS_ftruncate, descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) { return ftruncate(descriptor, size); }

int rename(const char *from, const char *to) {
  return goes_wrong() ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int unlink(const char *path) {
  return goes_wrong() ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

static int open_or_not(const char *path, int flags, va_list more) {
  const int creates = (flags & O_CREAT) != 0;
  const mode_t mode = creates ? va_arg(more, mode_t) : 0;
  if (creates && strncmp(path, "/dev/", 5) != 0 && goes_wrong()) return -1;
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int descriptor = open_or_not(path, flags, more);
  va_end(more);
  return descriptor;
}
int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int descriptor = open_or_not(path, flags, more);
  va_end(more);
  return descriptor;
}
