// A kernel, and commits that run on it to their end.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <utility>

#include "sim/disk.hpp"
#include "sim/kernel.hpp"
#include "sim/process.hpp"

namespace giosim::sim {

using CommitResult = std::expected<void, DiskError>;

inline Task<> commit_and_note(Disk& disk, Disk::Changes changes,
                              std::optional<CommitResult>& result) {
  result = co_await disk.commit(std::move(changes));
}

struct DiskFixture {
  InOrder in_order;
  Kernel kernel;

  DiskFixture() : kernel(in_order) {}
  explicit DiskFixture(Choices& choices) : kernel(choices) {}

  // What the commit said; nothing if it hangs because the power is gone.
  std::optional<CommitResult> commit(Disk& disk, Disk::Changes changes) {
    std::optional<CommitResult> result;
    ProcessGroup os(kernel);
    os.spawn("writer", commit_and_note(disk, std::move(changes), result));
    kernel.run();
    return result;
  }
};

}  // namespace giosim::sim
