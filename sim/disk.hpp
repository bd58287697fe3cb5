// Disk: what survives power. Bytes by path, changed by whole commits.
//
// A commit is all or nothing: when it has ended well, every change is on the disk; when power
// goes before that, none is. Readers see only what was committed. Everything a machine keeps
// (KRS, ioconfig, rc.config.d, logs) goes through here, so a fault of the storage has one
// place (sim/faulty_disk.hpp) and a machine that outlives the program another
// (sim/sqlite_disk.hpp).
#pragma once

#include <expected>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/bytes.hpp"
#include "sim/kernel.hpp"
#include "sim/process.hpp"

namespace giosim::sim {

enum class DiskError { write_failed, full, read_only };

std::string_view sentence(DiskError error);  // "no space left on device"

class Disk {
 public:
  // New content by path, in the order in which it reaches the disk. That order shows only when
  // a commit is torn. Nothing instead of bytes means the file goes away.
  struct Change {
    std::string path;
    std::optional<Bytes> bytes;
  };
  class Changes {
   public:
    Changes() = default;
    Changes(std::initializer_list<Change> changes) : changes_(changes) {}

    // The change of that path; a path not met before comes last.
    std::optional<Bytes>& operator[](std::string_view path);

    std::vector<Change>::const_iterator begin() const { return changes_.begin(); }
    std::vector<Change>::const_iterator end() const { return changes_.end(); }
    std::size_t size() const { return changes_.size(); }
    bool empty() const { return changes_.empty(); }

   private:
    std::vector<Change> changes_;
  };

  // Assumed: a commit takes 5 ms, about one seek and one rotation of a server's disk.
  static constexpr Duration kCommitTime = std::chrono::milliseconds(5);

  explicit Disk(Kernel& kernel) : kernel_(kernel) {}
  virtual ~Disk() = default;
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  virtual std::optional<Bytes> bytes(std::string_view path) const = 0;
  std::optional<std::string> read(std::string_view path) const;  // a copy of them
  virtual std::vector<std::string> list() const = 0;  // every path, in order

  // Ends kCommitTime later, with every change on the disk or an error and none.
  virtual Task<std::expected<void, DiskError>> commit(Changes changes);

  // Another number whenever the content may be another one; 0 where nobody counts.
  virtual std::uint64_t version() const { return 0; }

  // The same without the passing of time: for setting the stage, and for decorators.
  virtual std::expected<void, DiskError> apply(const Changes& changes) = 0;

 protected:
  Kernel& kernel() const { return kernel_; }

 private:
  Kernel& kernel_;
};

// A disk for scenarios: lives as long as the simulation.
class MemoryDisk : public Disk {
 public:
  using Disk::Disk;

  std::optional<Bytes> bytes(std::string_view path) const override;
  std::vector<std::string> list() const override;
  std::expected<void, DiskError> apply(const Changes& changes) override;
  std::uint64_t version() const override { return version_; }

 private:
  std::map<std::string, Bytes, std::less<>> files_;
  std::uint64_t version_ = 1;
};

}  // namespace giosim::sim
