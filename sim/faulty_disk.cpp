#include "sim/faulty_disk.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace giosim::sim {
namespace {

bool cuts_power(DiskFaultKind kind) {
  return kind == DiskFaultKind::torn || kind == DiskFaultKind::power_before ||
         kind == DiskFaultKind::power_after;
}

// How many commits from now until the fault happens, 1 being the next; 0: never again.
std::uint64_t due_in(const DiskFault& fault, std::uint64_t commits) {
  if (commits < fault.nth) return fault.nth - commits;
  if (fault.every == 0) return 0;
  return fault.every - (commits - fault.nth) % fault.every;
}

}  // namespace

bool is_anywhere(DiskFaultKind kind) {
  return kind == DiskFaultKind::power_anywhere || kind == DiskFaultKind::fails_anywhere;
}

std::string_view word(DiskFaultKind kind) {
  return std::ranges::find(kDiskFaults, kind, &DiskFaultRow::kind)->word;
}

std::optional<DiskFaultKind> parse_disk_fault(std::string_view word) {
  const auto row = std::ranges::find(kDiskFaults, word, &DiskFaultRow::word);
  if (row == kDiskFaults.end()) return std::nullopt;
  return row->kind;
}

FaultyDisk::FaultyDisk(Kernel& kernel, std::unique_ptr<Disk> disk, std::vector<DiskFault> faults,
                       Listener listener)
    : Disk(kernel), disk_(std::move(disk)), listener_(std::move(listener)) {
  MUST(disk_ != nullptr);
  for (DiskFault& fault : faults) {
    MUST(fault.nth >= 1);
    faults_.push_back(Armed{std::move(fault)});
  }
}

Task<std::expected<void, DiskError>> FaultyDisk::commit(Changes changes) {
  co_await kernel().delay(kCommitTime, "disk commits");
  if (power_is_gone_) co_await kernel().never("power is gone");

  const std::optional<DiskFault> fault = fault_of_this_commit();
  if (!fault) co_return disk_->apply(changes);

  const std::expected<void, DiskError> stored = store(*fault, changes);
  power_is_gone_ = cuts_power(fault->kind);
  if (listener_) listener_(fault->kind, commits_);
  if (power_is_gone_) co_await kernel().never("power is gone");
  co_return stored;
}

std::optional<DiskFault> FaultyDisk::fault_of_this_commit() {
  ++commits_;
  for (Armed& armed : faults_) {
    DiskFault fault = armed.fault;
    if (fault.kind == DiskFaultKind::fails_anywhere) {
      if (armed.happened > 0 || commits_ < fault.nth) continue;
      if (kernel().choices().pick(2, ChoiceKind::fault, "does this commit fail?") == 0) continue;
      fault.kind = DiskFaultKind::fails;
    } else if (fault.kind == DiskFaultKind::power_anywhere) {
      if (armed.happened > 0 || commits_ < fault.nth) continue;
      constexpr std::size_t kNo = 0, kBefore = 1, kOptions = 3;
      const std::size_t picked =
          kernel().choices().pick(kOptions, ChoiceKind::fault, "does the power go at this commit?");
      if (picked == kNo) continue;
      fault.kind = picked == kBefore ? DiskFaultKind::power_before : DiskFaultKind::power_after;
    } else if (due_in(armed.fault, commits_ - 1) != 1) {
      continue;
    }
    ++armed.happened;
    return fault;
  }
  return std::nullopt;
}

std::expected<void, DiskError> FaultyDisk::store(const DiskFault& fault, const Changes& changes) {
  switch (fault.kind) {
    case DiskFaultKind::fails:
      return std::unexpected(DiskError::write_failed);
    case DiskFaultKind::full:
      return std::unexpected(DiskError::full);
    case DiskFaultKind::read_only:
      return std::unexpected(DiskError::read_only);
    case DiskFaultKind::lost:
    case DiskFaultKind::power_before:
      return {};
    case DiskFaultKind::power_after:
      return disk_->apply(changes);
    case DiskFaultKind::torn:
      return store_torn(fault, changes);
    case DiskFaultKind::rot:
      return store_rotten(fault, changes);
    case DiskFaultKind::power_anywhere:
    case DiskFaultKind::fails_anywhere:
      break;
  }
  // What is anywhere has become something definite before it happens.
  MUST(!is_anywhere(fault.kind));
  return {};
}

std::expected<void, DiskError> FaultyDisk::store_torn(const DiskFault& fault,
                                                      const Changes& changes) {
  if (changes.empty()) return {};
  auto torn = std::ranges::find(changes, fault.file, &Change::path);
  if (torn == changes.end()) torn = std::prev(changes.end());

  Changes stored;
  for (auto change = changes.begin(); change != torn; ++change)
    stored[change->path] = change->bytes;
  // A file that was to go away is still there: the power went before that.
  if (torn->bytes) {
    const std::size_t kept = fault.at.value_or(torn->bytes->size() / 2);
    stored[torn->path] = std::string(torn->bytes->view().substr(0, kept));
  }
  return disk_->apply(stored);
}

std::expected<void, DiskError> FaultyDisk::store_rotten(const DiskFault& fault,
                                                        const Changes& changes) {
  if (const auto stored = disk_->apply(changes); !stored) return stored;

  std::string path = fault.file;
  if (path.empty())
    for (const auto& [changed, bytes] : changes)
      if (bytes) path = changed;
  const std::optional<Bytes> sound = disk_->bytes(path);
  if (!sound || sound->empty()) return {};
  std::string rotten(sound->view());
  const std::size_t bit = fault.at.value_or(rotten.size() / 2 * 8) % (rotten.size() * 8);
  rotten[bit / 8] = static_cast<char>(rotten[bit / 8] ^ 1 << bit % 8);
  return disk_->apply({{path, std::move(rotten)}});
}

std::string FaultyDisk::state() const {
  std::string state = power_is_gone_ ? "power is gone" : "power is there";
  for (const auto& [fault, happened] : faults_) {
    const bool once = is_anywhere(fault.kind);
    const std::uint64_t first = fault.nth > commits_ ? fault.nth - commits_ : 1;
    state += ", " + std::string(word(fault.kind)) + " in " +
             std::to_string(once ? (happened > 0 ? 0 : first) : due_in(fault, commits_));
  }
  return state;
}

}  // namespace giosim::sim
