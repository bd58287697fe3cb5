#include "pi/journal.hpp"

#include <charconv>
#include <utility>

#include "sim/durable_file.hpp"

namespace giosim::pi {
namespace {

// "<bytes>:<the bytes>"; "-:" is no file.
void put(std::string& text, const std::optional<std::string>& part) {
  text += part ? std::to_string(part->size()) + ':' + *part : "-:";
}

bool take(std::string_view& text, std::optional<std::string>& part) {
  if (text.starts_with("-:")) {
    text.remove_prefix(2);
    part = std::nullopt;
    return true;
  }
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || end == text.data() + text.size() || *end != ':') return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  if (text.size() < size) return false;
  part = text.substr(0, size);
  text.remove_prefix(size);
  return true;
}

// The file as it was, or a beginning of what it was to be.
bool is_interrupted(const ReplacedFile& file, const std::optional<std::string>& found) {
  return found == file.before || (found && file.after.starts_with(*found));
}

// Writes and reads again: a disk that says that all went well and has stored nothing is found out
// while the old state is still known.
sim::Task<std::expected<void, sim::DiskError>> commit_and_check(sim::Disk& disk,
                                                                sim::Disk::Changes changes) {
  const sim::Disk::Changes wanted = changes;
  const auto done = co_await disk.commit(std::move(changes));
  if (!done) co_return done;
  for (const auto& [path, bytes] : wanted)
    if (disk.read(path) != bytes) co_return std::unexpected(sim::DiskError::write_failed);
  co_return done;
}

}  // namespace

std::string encode_journal(const std::vector<ReplacedFile>& files) {
  std::string text;
  for (const ReplacedFile& file : files) {
    put(text, file.path);
    put(text, file.before);
    put(text, file.after);
  }
  return sim::DurableFile::seal(text);
}

std::optional<std::vector<ReplacedFile>> decode_journal(std::string_view bytes) {
  const auto body = sim::DurableFile::unseal(bytes);
  if (!body) return std::nullopt;
  std::vector<ReplacedFile> files;
  for (std::string_view text = *body; !text.empty();) {
    std::optional<std::string> path, before, after;
    if (!take(text, path) || !take(text, before) || !take(text, after) || !path || !after)
      return std::nullopt;
    files.push_back({std::move(*path), std::move(before), std::move(*after)});
  }
  return files;
}

sim::Task<std::expected<void, sim::DiskError>> replace_files(sim::Disk& disk,
                                                             std::vector<ReplacedFile> files) {
  sim::Disk::Changes journal;
  journal[kJournal] = encode_journal(files);
  const auto promised = co_await commit_and_check(disk, std::move(journal));
  if (!promised) co_return promised;

  sim::Disk::Changes changes;
  for (ReplacedFile& file : files) changes[file.path] = std::move(file.after);
  const auto done = co_await commit_and_check(disk, std::move(changes));

  // After an error the files are as they were, and the journal must not say otherwise. Should it
  // stay for want of a working disk, finish_journal() does later what was wanted now.
  sim::Disk::Changes forget;
  forget[kJournal] = std::nullopt;
  static_cast<void>(co_await disk.commit(std::move(forget)));
  co_return done;
}

sim::Task<std::expected<std::vector<std::string>, sim::DiskError>> finish_journal(
    sim::Disk& disk) {
  std::vector<std::string> finished;
  const auto bytes = disk.read(kJournal);
  if (!bytes) co_return finished;

  // A journal that is torn itself was never followed.
  sim::Disk::Changes changes;
  for (const ReplacedFile& file :
       decode_journal(*bytes).value_or(std::vector<ReplacedFile>())) {
    const auto found = disk.read(file.path);
    if (found == file.after || !is_interrupted(file, found)) continue;
    changes[file.path] = file.after;
    finished.push_back(file.path);
  }
  if (!changes.empty()) {
    const auto done = co_await commit_and_check(disk, std::move(changes));
    if (!done) co_return std::unexpected(done.error());
  }
  sim::Disk::Changes forget;
  forget[kJournal] = std::nullopt;
  const auto forgotten = co_await disk.commit(std::move(forget));
  if (!forgotten) co_return std::unexpected(forgotten.error());
  co_return finished;
}

}  // namespace giosim::pi
