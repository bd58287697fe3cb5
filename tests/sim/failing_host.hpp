// FailingHost: the file system under SQLite, which goes wrong at the n-th call that changes it.
//
// While it lives it is SQLite's default VFS. What is written stays in memory until it is synced,
// as in the cache of a real host: a process that dies() takes with it whatever it had not synced,
// so dying here is a power loss (and a SIGKILL is a milder one). Calls are counted: opening with
// create, write, truncate, sync, delete.
#pragma once

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <new>
#include <string>

namespace giosim::sim {

class FailingHost {
 public:
  enum class Trouble { none, fails_once, fails_for_ever, dies };
  static constexpr int kDied = 77;  // exit code of a process that died here

  FailingHost() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    vfs_.zName = "giosim-failing-host";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.pNext = nullptr;
    vfs_.xOpen = &FailingHost::open;
    vfs_.xDelete = &FailingHost::remove;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FailingHost() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  FailingHost(const FailingHost&) = delete;
  FailingHost& operator=(const FailingHost&) = delete;

  // From now on: trouble at the n-th call, 1 being the next. `code` is what SQLite is told.
  void trouble_at(int nth, Trouble trouble, int code = SQLITE_IOERR_WRITE) {
    calls_ = 0;
    nth_ = nth;
    trouble_ = trouble;
    code_ = code;
  }
  void no_trouble() { trouble_at(0, Trouble::none); }

  // Whether the trouble has come.
  bool struck() const { return trouble_ != Trouble::none && calls_ >= nth_; }

 private:
  struct File : sqlite3_file {
    FailingHost* host;
    std::string* content;  // what readers of this process see
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File& of(sqlite3_file* file) { return *static_cast<File*>(file); }

  // What the next call that changes something is told.
  int verdict() {
    ++calls_;
    if (trouble_ == Trouble::none || calls_ < nth_) return SQLITE_OK;
    if (trouble_ == Trouble::dies) ::_exit(kDied);
    if (trouble_ == Trouble::fails_once && calls_ > nth_) return SQLITE_OK;
    return code_;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                  int* out_flags) {
    FailingHost& host = *static_cast<FailingHost*>(vfs->pAppData);
    File& opened = of(file);
    opened.pMethods = nullptr;
    opened.host = &host;
    if (flags & SQLITE_OPEN_CREATE) {
      if (const int code = host.verdict()) return code;
    }
    if (const int code = host.real_->xOpen(host.real_, name, opened.real(), flags, out_flags))
      return code;
    opened.pMethods = methods();
    sqlite3_int64 size = 0;
    opened.real()->pMethods->xFileSize(opened.real(), &size);
    opened.content = new std::string(static_cast<std::size_t>(size), '\0');
    return opened.real()->pMethods->xRead(opened.real(), opened.content->data(),
                                          static_cast<int>(size), 0);
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
    FailingHost& host = *static_cast<FailingHost*>(vfs->pAppData);
    if (const int code = host.verdict()) return code;
    return host.real_->xDelete(host.real_, name, sync_directory);
  }

  static int close(sqlite3_file* file) {
    delete of(file).content;
    return of(file).real()->pMethods->xClose(of(file).real());
  }

  static int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
    const std::string& content = *of(file).content;
    const auto from = std::min(static_cast<std::size_t>(at), content.size());
    const auto there = std::min(static_cast<std::size_t>(size), content.size() - from);
    std::memcpy(bytes, content.data() + from, there);
    std::memset(static_cast<char*>(bytes) + there, 0, static_cast<std::size_t>(size) - there);
    return there == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    if (const int code = of(file).host->verdict()) return code;
    std::string& content = *of(file).content;
    const auto from = static_cast<std::size_t>(at), length = static_cast<std::size_t>(size);
    if (content.size() < from + length) content.resize(from + length);
    content.replace(from, length, static_cast<const char*>(bytes), length);
    return SQLITE_OK;
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = of(file).host->verdict()) return code;
    of(file).content->resize(static_cast<std::size_t>(size));
    return SQLITE_OK;
  }

  static int sync(sqlite3_file* file, int) {
    if (const int code = of(file).host->verdict()) return code;
    sqlite3_file* const real = of(file).real();
    const std::string& content = *of(file).content;
    const int size = static_cast<int>(content.size());
    if (const int code = real->pMethods->xTruncate(real, size)) return code;
    return real->pMethods->xWrite(real, content.data(), size, 0);
  }

  static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(of(file).content->size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file* file, int level) {
    return of(file).real()->pMethods->xLock(of(file).real(), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return of(file).real()->pMethods->xUnlock(of(file).real(), level);
  }
  static int check_lock(sqlite3_file* file, int* locked) {
    return of(file).real()->pMethods->xCheckReservedLock(of(file).real(), locked);
  }
  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 0; }
  static int device(sqlite3_file*) { return 0; }

  static const sqlite3_io_methods* methods() {
    static constexpr sqlite3_io_methods kMethods = [] {
      sqlite3_io_methods methods{};
      methods.iVersion = 1;
      methods.xClose = &FailingHost::close;
      methods.xRead = &FailingHost::read;
      methods.xWrite = &FailingHost::write;
      methods.xTruncate = &FailingHost::truncate;
      methods.xSync = &FailingHost::sync;
      methods.xFileSize = &FailingHost::file_size;
      methods.xLock = &FailingHost::lock;
      methods.xUnlock = &FailingHost::unlock;
      methods.xCheckReservedLock = &FailingHost::check_lock;
      methods.xFileControl = &FailingHost::control;
      methods.xSectorSize = &FailingHost::sector_size;
      methods.xDeviceCharacteristics = &FailingHost::device;
      return methods;
    }();
    return &kMethods;
  }

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  Trouble trouble_ = Trouble::none;
  int code_ = SQLITE_OK;
  int nth_ = 0;
  int calls_ = 0;
};

}  // namespace giosim::sim
