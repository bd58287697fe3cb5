// FaultyDisk: a disk around another one which goes wrong at the commits it was told to.
//
// Commits are counted from 1 as they reach the disk; apply() sets the stage, is not counted and
// never goes wrong. Where a fault cuts the power, the commit never ends: the process that waits
// for it hangs at "power is gone", as does every commit behind it, until the runner has
// destroyed the OS and says power_restored(). What is torn or flipped is a number in the fault,
// never chance.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/disk.hpp"

namespace giosim::sim {

enum class DiskFaultKind {
  fails,
  full,
  read_only,
  lost,
  torn,
  power_before,
  power_after,
  power_anywhere,
  rot,
  fails_anywhere
};

// One row for each kind; scenarios, their schema and their documentation are made of them.
struct DiskFaultRow {
  DiskFaultKind kind;
  std::string_view word;
  std::string_view sentence;
};
inline constexpr std::array kDiskFaults = {
    DiskFaultRow{DiskFaultKind::fails, "fails",
                 "the commit reports a write error; nothing is stored"},
    DiskFaultRow{DiskFaultKind::full, "full",
                 "the commit reports that no space is left; nothing is stored"},
    DiskFaultRow{DiskFaultKind::read_only, "read_only",
                 "the commit reports a read-only file system; nothing is stored"},
    DiskFaultRow{DiskFaultKind::lost, "lost",
                 "the commit says that all went well; nothing is stored"},
    DiskFaultRow{DiskFaultKind::torn, "torn",
                 "the power goes while one file is written: the changes before it are stored, "
                 "and the first bytes of the file"},
    DiskFaultRow{DiskFaultKind::power_before, "power_before",
                 "the power goes before anything of the commit is stored"},
    DiskFaultRow{DiskFaultKind::power_after, "power_after",
                 "the power goes when all of the commit is stored and nobody knows it yet"},
    DiskFaultRow{DiskFaultKind::power_anywhere, "power_anywhere",
                 "the power goes once, before or after one of the commits from the nth on: "
                 "the explorer tries them all"},
    DiskFaultRow{DiskFaultKind::rot, "rot", "the commit is stored, then one bit of a file flips"},
    DiskFaultRow{DiskFaultKind::fails_anywhere, "fails_anywhere",
                 "one of the commits from the nth on reports a write error: the explorer tries "
                 "them all"},
};

// Whether it is a choice at which commit it happens.
bool is_anywhere(DiskFaultKind kind);

std::string_view word(DiskFaultKind kind);
std::optional<DiskFaultKind> parse_disk_fault(std::string_view word);

struct DiskFault {
  DiskFaultKind kind = DiskFaultKind::fails;
  std::uint64_t nth = 1;    // the commit at which it happens
  std::uint64_t every = 0;  // 0: once; 2: at every second commit from the nth on, too

  // torn, rot: the file that suffers; empty, or not in a torn commit: the commit's last one.
  std::string file = {};
  // torn: how many bytes of the file are stored; by default half of them.
  // rot: which bit flips, bit 0 being the lowest of the first byte; by default in the middle.
  // A number beyond the file means its end (torn), or is counted round (rot).
  std::optional<std::size_t> at = {};
};

class FaultyDisk final : public Disk {
 public:
  // Told when a fault happens, with its kind (never one that is anywhere, but what came of it) and
  // the number of the commit. It runs inside the commit: to cut the power, note it and do so
  // when the kernel's step is over.
  using Listener = std::function<void(DiskFaultKind, std::uint64_t commit)>;

  // When several faults hit one commit, the first of them happens.
  FaultyDisk(Kernel& kernel, std::unique_ptr<Disk> disk, std::vector<DiskFault> faults,
             Listener listener = {});

  std::optional<Bytes> bytes(std::string_view path) const override {
    return disk_->bytes(path);
  }
  std::vector<std::string> list() const override { return disk_->list(); }
  Task<std::expected<void, DiskError>> commit(Changes changes) override;
  std::expected<void, DiskError> apply(const Changes& changes) override {
    return disk_->apply(changes);
  }
  std::uint64_t version() const override { return disk_->version(); }

  bool power_is_gone() const { return power_is_gone_; }
  void power_restored() { power_is_gone_ = false; }

  std::uint64_t commits() const { return commits_; }

  // How often each fault has happened, in the order in which they were given.
  struct Armed {
    DiskFault fault;
    std::uint64_t happened = 0;
  };
  std::span<const Armed> faults() const { return faults_; }

  // All that decides about the future of this decorator, for the explorer: two disks with the
  // same files and the same state go wrong alike from now on.
  std::string state() const;

 private:
  std::optional<DiskFault> fault_of_this_commit();
  std::expected<void, DiskError> store(const DiskFault& fault, const Changes& changes);
  std::expected<void, DiskError> store_torn(const DiskFault& fault, const Changes& changes);
  std::expected<void, DiskError> store_rotten(const DiskFault& fault, const Changes& changes);

  std::unique_ptr<Disk> disk_;
  std::vector<Armed> faults_;
  Listener listener_;
  std::uint64_t commits_ = 0;
  bool power_is_gone_ = false;
};

}  // namespace giosim::sim
