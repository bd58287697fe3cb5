#include "krs/krs.hpp"

#include <utility>

#include "base/must.hpp"

namespace giosim::krs {
namespace {

// See krs/persistent_half.hpp for the lines of the file.
bool fits_a_line(std::string_view text) { return text.find('\n') == std::string_view::npos; }
bool fits_a_path(std::string_view text) {
  return !text.empty() && fits_a_line(text) && text.find('\t') == std::string_view::npos;
}

Value owned(const ValueView& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  return std::get<std::int64_t>(value);
}

}  // namespace

Krs::Krs(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace)
    : disk_(disk), trace_(trace), flushing_(kernel) {}

std::vector<std::string> Krs::load(const std::function<void()>& show) {
  sim::DurableFile::Loaded loaded = file_.load(disk_);
  // A body whose checksum is right was written by us, unless a person wrote it.
  auto half = PersistentHalf::parse(loaded.file, loaded.body);
  if (!half) {
    loaded.damaged.push_back(file_.path());
    loaded.copy = StoreCopy::none;
  }
  persistent_ = half ? std::move(*half) : PersistentHalf();
  dirty_ = false;
  loaded_ = true;

  show();
  for (const std::string& path : loaded.damaged) trace_.record(StoreDamaged{path});
  trace_.record(KrsLoaded{loaded.copy, static_cast<std::int64_t>(persistent_.size())});
  return std::move(loaded.damaged);
}

std::optional<ValueView> Krs::get(std::string_view path) const {
  if (const auto persistent = persistent_.get(path)) return persistent;
  const auto found = volatile_.find(path);
  return found == volatile_.end() ? std::nullopt : std::optional(view(found->second));
}

void Krs::set(std::string_view path, Value value, Half half) {
  MUST(fits_a_path(path));
  if (const auto* text = std::get_if<std::string>(&value)) MUST(fits_a_line(*text));
  if (half == Half::volatile_half) {
    MUST(!persistent_.get(path));
    volatile_.insert_or_assign(std::string(path), std::move(value));
    return;
  }
  MUST(!volatile_.contains(path));
  if (persistent_.set(path, value)) dirty_ = true;
}

bool Krs::erase(std::string_view path) {
  if (persistent_.erase(path)) {
    dirty_ = true;
    return true;
  }
  const auto found = volatile_.find(path);
  if (found == volatile_.end()) return false;
  volatile_.erase(found);
  return true;
}

std::vector<std::pair<std::string, Value>> Krs::below(std::string_view prefix) const {
  std::vector<std::pair<std::string, Value>> values;
  for_each_below(prefix, [&](std::string_view path, const ValueView& value) {
    values.emplace_back(path, owned(value));
  });
  return values;
}

void Krs::erase_below(std::string_view prefix) {
  std::vector<std::string> paths;
  for (const auto& [path, value] : below(prefix)) paths.emplace_back(path);
  for (const std::string& path : paths) erase(path);
}

sim::Task<std::expected<void, sim::DiskError>> Krs::flush() {
  const sim::Mutex::Guard one_at_a_time = co_await flushing_.lock("another flush of KRS ends");
  if (!dirty_) co_return std::expected<void, sim::DiskError>{};

  sim::Bytes file = sim::DurableFile::seal(persistent_.body());
  persistent_.stands_in(file, sim::DurableFile::unseal(file).value());
  const auto values = static_cast<std::int64_t>(persistent_.size());
  dirty_ = false;  // a change made while the commit is under way makes it dirty again
  const auto written = co_await disk_.commit(file_.changes_to(file));
  if (!written) {
    dirty_ = true;
    trace_.record(KrsCommitFailed{std::string(sentence(written.error()))});
    co_return std::unexpected(written.error());
  }
  file_.committed(file);
  trace_.record(KrsCommitted{values});
  co_return std::expected<void, sim::DiskError>{};
}

std::string Krs::encode(const Tree& persistent) {
  std::string body;
  for (const auto& [path, value] : persistent)
    PersistentHalf::append_line(body, path, view(value));
  return body;
}

std::expected<Krs::Tree, std::string> Krs::decode(std::string_view body) {
  const sim::Bytes file = std::string(body);
  const auto half = PersistentHalf::parse(file, file);
  if (!half) return std::unexpected(half.error());
  Tree tree;
  half->for_each_below("", [&](std::string_view path, const ValueView& value) {
    tree.emplace_hint(tree.end(), path, owned(value));
  });
  return tree;
}

}  // namespace giosim::krs
