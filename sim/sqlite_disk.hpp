// SqliteStore: the disks of a scenario's machines in one SQLite file, for machines that outlive
// the program. It holds the files of every disk, in which machine each disk sits, and what the
// machines are.
//
// Promise: a commit that has returned survives SIGKILL and a power loss of the host; one that
// has not returned is there whole or not at all. The file is opened only if it is ours, of a
// version we know, undamaged (each file has a checksum), writable and in nobody else's hands; otherwise it stays as it was,
// byte for byte, and a sentence says why.
//
// Settings, and why:
//   journal_mode=DELETE     The file is whole by itself whenever no program has it open. A WAL is
//                           faster, but its newest commits live in a second file, and a damaged
//                           one is cut off without a word.
//   synchronous=EXTRA       Journal, file and directory are synced before a commit returns.
//   locking_mode=EXCLUSIVE  Two programs cannot run one machine. Meanwhile <file>-journal stands
//                           beside the file; after a kill the two belong together.
//   foreign_keys=ON         No file without its disk.
//   busy_timeout            A quarter of a second: a backup may pass by; another giosim stays.
//
// Should the host fail at the very moment at which a commit counts, what was reported as an error
// is undone as soon as the host writes again; a program that ends before that leaves the state
// before the commit or the one after it.
//
// All files are also kept in memory, read once at open(): reading never fails, and never waits
// for the host. One thread at a time may use a store and its disks.
#pragma once

#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/disk.hpp"

namespace giosim::sim {

class SqliteStore {
 public:
  // The store in the file `path`, which is created if it is missing or empty. `program` is
  // noted in it as its creator and as its last user ("giosim 1.0").
  static std::expected<SqliteStore, std::string> open(const std::string& path,
                                                      std::string_view program = "giosim");

  SqliteStore(SqliteStore&&) noexcept;
  SqliteStore& operator=(SqliteStore&&) noexcept;
  ~SqliteStore();

  // The disk of that name, empty until its first commit. It may outlive the store: the file is
  // closed when the store and all its disks are gone.
  std::unique_ptr<Disk> disk(Kernel& kernel, std::string name);

  // The names of all disks that were ever placed or written to, in order.
  std::vector<std::string> disks() const;

  // Machine by disk. A disk that sits in no machine is not listed.
  using Placements = std::map<std::string, std::string, std::less<>>;
  Placements placements() const;

  // Puts disks into machines, all of them or none; no machine (the empty name) means the disk
  // is out of every machine. Disks not named stay where they are. MUST: no machine ends up with
  // two disks, so an exchange names both.
  std::expected<void, DiskError> place(const Placements& moves);
  std::expected<void, DiskError> place(const std::string& disk, const std::string& machine) {
    return place(Placements{{disk, machine}});
  }

  // What the machines are, by name: a text each, in a language of whoever describes them. Empty in
  // a file that a giosim of format 1 wrote.
  using Descriptions = std::map<std::string, std::string, std::less<>>;
  const Descriptions& machines() const;
  // Describes these machines, all of them or none; the others stay as they are described.
  std::expected<void, DiskError> describe(const Descriptions& machines);

  // What is noted about the file itself: "created by", "last used by".
  const std::map<std::string, std::string>& meta() const;

  static constexpr int kFormat = 3;                  // user_version
  static constexpr int kApplicationId = 0x67696F73;  // "gios"

 private:
  struct Impl;
  class StoredDisk;
  explicit SqliteStore(std::shared_ptr<Impl> impl);

  std::shared_ptr<Impl> impl_;
};

}  // namespace giosim::sim
