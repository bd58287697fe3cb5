#include "krs/krs.hpp"

#include <charconv>
#include <utility>

#include "base/must.hpp"

namespace giosim::krs {
namespace {

// The file holds one value a line, with tabs between path, type and value.
bool fits_a_line(std::string_view text) { return text.find('\n') == std::string_view::npos; }
bool fits_a_path(std::string_view text) {
  return !text.empty() && fits_a_line(text) && text.find('\t') == std::string_view::npos;
}

}  // namespace

Krs::Krs(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace)
    : disk_(disk), trace_(trace), flushing_(kernel) {}

void Krs::load(const std::function<void()>& show) {
  sim::DurableFile::Loaded loaded = file_.load(disk_);
  // A body whose checksum is right was written by encode(), unless a person wrote it.
  auto tree = decode(loaded.body);
  if (!tree) {
    loaded.damaged.push_back(file_.path());
    loaded.copy = StoreCopy::none;
  }
  persistent_ = tree ? std::move(*tree) : Tree();
  dirty_ = false;
  loaded_ = true;

  show();
  for (const std::string& path : loaded.damaged) trace_.record(StoreDamaged{path});
  trace_.record(KrsLoaded{loaded.copy, static_cast<std::int64_t>(persistent_.size())});
}

const Value* Krs::get(std::string_view path) const {
  for (const Tree* half : {&persistent_, &volatile_})
    if (const auto found = half->find(path); found != half->end()) return &found->second;
  return nullptr;
}

void Krs::set(std::string_view path, Value value, Half half) {
  MUST(fits_a_path(path));
  if (const auto* text = std::get_if<std::string>(&value)) MUST(fits_a_line(*text));
  Tree& tree = half == Half::persistent_half ? persistent_ : volatile_;
  MUST(!(half == Half::persistent_half ? volatile_ : persistent_).contains(path));

  const auto [at, added] = tree.try_emplace(std::string(path), value);
  if (!added && at->second == value) return;
  at->second = std::move(value);
  if (half == Half::persistent_half) dirty_ = true;
}

bool Krs::erase(std::string_view path) {
  if (const auto found = persistent_.find(path); found != persistent_.end()) {
    persistent_.erase(found);
    dirty_ = true;
    return true;
  }
  const auto found = volatile_.find(path);
  if (found == volatile_.end()) return false;
  volatile_.erase(found);
  return true;
}

std::vector<std::pair<std::string_view, const Value*>> Krs::below(std::string_view prefix) const {
  std::vector<std::pair<std::string_view, const Value*>> values;
  for (const Tree* half : {&persistent_, &volatile_})
    for (auto at = half->lower_bound(prefix); at != half->end() && at->first.starts_with(prefix);
         ++at)
      values.emplace_back(at->first, &at->second);
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

  std::string body = encode(persistent_);
  const auto values = static_cast<std::int64_t>(persistent_.size());
  dirty_ = false;  // a change made while the commit is under way makes it dirty again
  const auto written = co_await disk_.commit(file_.changes_to(body));
  if (!written) {
    dirty_ = true;
    trace_.record(KrsCommitFailed{std::string(sentence(written.error()))});
    co_return std::unexpected(written.error());
  }
  file_.committed(std::move(body));
  trace_.record(KrsCommitted{values});
  co_return std::expected<void, sim::DiskError>{};
}

// One value a line: path, a tab, "i" or "s", a tab, the value. Strings have no line end.
std::string Krs::encode(const Tree& persistent) {
  std::string body;
  for (const auto& [path, value] : persistent) {
    body += path;
    if (const auto* number = std::get_if<std::int64_t>(&value))
      body += "\ti\t" + std::to_string(*number);
    else
      body += "\ts\t" + std::get<std::string>(value);
    body += '\n';
  }
  return body;
}

std::expected<Krs::Tree, std::string> Krs::decode(std::string_view body) {
  Tree tree;
  while (!body.empty()) {
    const std::size_t line_end = body.find('\n');
    if (line_end == std::string_view::npos) return std::unexpected("the last line has no end");
    const std::string_view line = body.substr(0, line_end);
    body.remove_prefix(line_end + 1);

    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab + 2 >= line.size() || line[tab + 2] != '\t')
      return std::unexpected("a line has no type: " + std::string(line));
    const char type = line[tab + 1];
    const std::string_view text = line.substr(tab + 3);
    Value value = std::string(text);
    if (type != 'i' && type != 's')
      return std::unexpected("the type is neither i nor s: " + std::string(line));
    if (type == 'i') {
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error != std::errc() || end != text.data() + text.size())
        return std::unexpected("a number cannot be read: " + std::string(line));
      value = number;
    }
    const std::size_t before = tree.size();
    tree.emplace_hint(tree.end(), line.substr(0, tab), std::move(value));
    if (tab == 0 || tree.size() == before)
      return std::unexpected("a path is empty, or there twice: " + std::string(line));
  }
  return tree;
}

}  // namespace giosim::krs
