// A directory of its own for each test of the SQLite store, and processes that may die in it.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>

#include "sim/sqlite_disk.hpp"
#include "tests/sim/disk_fixture.hpp"

namespace giosim::sim {

struct SqliteFixture : DiskFixture {
  std::filesystem::path directory;
  std::string path;  // of the store

  SqliteFixture() {
    std::string name = (std::filesystem::temp_directory_path() / "giosim-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    directory = name;
    path = (directory / "fleet.giosim").string();
  }
  ~SqliteFixture() { std::filesystem::remove_all(directory); }
  SqliteFixture(const SqliteFixture&) = delete;
  SqliteFixture& operator=(const SqliteFixture&) = delete;

  SqliteStore open() const {
    auto store = SqliteStore::open(path);
    INFO((store ? "" : store.error()));
    REQUIRE(store.has_value());
    return std::move(*store);
  }

  // Why the store cannot be opened; empty when it can.
  std::string refusal() const {
    const auto store = SqliteStore::open(path);
    return store ? "" : store.error();
  }

  // Every file of the directory with its bytes.
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path().filename().string()] = std::string(std::istreambuf_iterator(file), {});
    }
    return files;
  }
  void write(const std::string& bytes) const {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }
};

// The exit code of a process of its own that does `work`, or -1 when a signal ended it. The work
// must neither use Catch2 nor anything of SQLite that was opened before.
inline int in_another_process(const std::function<int()>& work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(work());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace giosim::sim
