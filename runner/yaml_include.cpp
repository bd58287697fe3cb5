#include "runner/yaml_include.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <string_view>

#include "base/nearest_word.hpp"

namespace giosim::runner {
namespace {

namespace fs = std::filesystem;

// One `include:` and where its file name stands.
struct Request {
  std::string file;
  Mark where;
};

// What is no file name is left for the shape of the top level to refuse.
std::vector<Request> requests_of(const YamlNode& root) {
  const YamlEntry* include = root.kind == YamlKind::map ? root.find("include") : nullptr;
  if (!include) return {};
  std::vector<Request> requests;
  const auto add = [&](const YamlNode& node) {
    if (node.kind == YamlKind::scalar && !node.text.empty())
      requests.push_back({node.text, node.mark});
  };
  add(*include->value);
  if (include->value->kind == YamlKind::sequence)
    for (const YamlEntry& item : include->value->entries) add(*item.value);
  return requests;
}

// Puts the entries of `below` under those of `above` whose keys are not there; where both have a
// map and `deeper` says so, the maps are merged in turn.
enum class Deeper { no, yes };
std::vector<YamlEntry> beneath(const YamlNode& above, const YamlNode& below, const Mark& use,
                               Deeper deeper, YamlStore& store) {
  std::vector<YamlEntry> entries = above.entries;
  std::map<std::string_view, std::size_t> own;
  for (std::size_t i = 0; i < entries.size(); ++i) own.emplace(entries[i].key->text, i);
  for (const YamlEntry& entry : below.entries) {
    if (entry.key->text == "include" && deeper == Deeper::yes) continue;
    const auto place = own.find(entry.key->text);
    if (place == own.end()) {
      entries.push_back({entry.key, entry.value, &use});
      continue;
    }
    const YamlNode*& value = entries[place->second].value;
    const bool both_maps = value->kind == YamlKind::map && entry.value->kind == YamlKind::map;
    if (deeper == Deeper::no || !both_maps) continue;
    YamlNode& merged = store.nodes.emplace_back();
    merged.kind = YamlKind::map;
    merged.mark = value->mark;
    merged.entries = beneath(*value, *entry.value, use, Deeper::no, store);
    value = &merged;
  }
  return entries;
}

class Includer {
 public:
  Includer(const FileReader& files, Problems& problems, const YamlLimits& limits)
      : files_(files), problems_(problems), limits_(limits) {}

  std::optional<YamlDocument> read(const std::string& path,
                                   const std::optional<Request>& asked_by) {
    std::expected<std::string, std::string> text = files_.read(path, limits_.bytes);
    if (text) return read_text(path, std::move(*text), asked_by);
    const fs::path wanted(path);
    const std::string name = wanted.filename().string();
    const std::vector<std::string> names = files_.names_in(wanted.parent_path().string());
    const bool is_there = std::ranges::find(names, name) != names.end();
    complain(asked_by, path,
             fmt::format("cannot read {}: {}{}", in_quotes(path), text.error(),
                         is_there ? "" : did_you_mean(name, names)));
    return std::nullopt;
  }

  std::optional<YamlDocument> read_text(const std::string& path, std::string text,
                                        const std::optional<Request>& asked_by) {
    std::optional<YamlDocument> document =
        read_yaml(path, std::move(text), problems_, limits_, &spent_);
    if (!document) return std::nullopt;
    if (asked_by && document->root().kind != YamlKind::map) {
      problems_.add(
          document->root().mark,
          fmt::format("an included file holds a map of keys, found {}", found(document->root())),
          {asked_by->where});
      return std::nullopt;
    }
    open_.push_back(fs::path(path).lexically_normal().string());
    for (const Request& request : requests_of(document->root())) {
      if (const auto included = include(request, path))
        document = merged(*document, *included, request);
    }
    open_.pop_back();
    return document;
  }

 private:
  std::optional<YamlDocument> include(const Request& request, const std::string& from) {
    const std::string path =
        (fs::path(from).parent_path() / request.file).lexically_normal().string();
    if (std::ranges::find(open_, path) != open_.end()) {
      problems_.add(request.where, fmt::format("{} is being read already: files include each other "
                                               "in a circle",
                                               in_quotes(path)));
      return std::nullopt;
    }
    if (open_.size() > limits_.include_depth) {
      problems_.add(request.where, fmt::format("files include each other more than {} deep",
                                               limits_.include_depth));
      return std::nullopt;
    }
    if (++includes_ > limits_.includes) {
      problems_.add(request.where, fmt::format("more than {} included files", limits_.includes));
      return std::nullopt;
    }
    return read(path, request);
  }

  static YamlDocument merged(const YamlDocument& above, const YamlDocument& below,
                             const Request& request) {
    const auto store = std::make_shared<YamlStore>();
    const Mark& use = store->uses.emplace_back(request.where);
    YamlNode& root = store->nodes.emplace_back();
    root.kind = YamlKind::map;
    root.mark = above.root().mark;
    root.entries = beneath(above.root(), below.root(), use, Deeper::yes, *store);
    auto stores = above.stores();
    stores.insert(stores.end(), below.stores().begin(), below.stores().end());
    stores.push_back(store);
    return YamlDocument(root, std::move(stores));
  }

  void complain(const std::optional<Request>& asked_by, const std::string& path,
                std::string sentence) {
    if (asked_by)
      problems_.add(asked_by->where, std::move(sentence));
    else
      problems_.add_file(path, std::move(sentence));
  }

  const FileReader& files_;
  Problems& problems_;
  const YamlLimits& limits_;
  std::vector<std::string> open_;  // the files that are being read, outermost first
  std::size_t includes_ = 0;
  YamlSpent spent_;
};

}  // namespace

std::expected<std::string, std::string> DiskFiles::read(const std::string& path,
                                                        std::size_t most) const {
  std::error_code error;
  if (fs::is_directory(path, error)) return std::unexpected("it is a folder");
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::unexpected(errno ? std::strerror(errno) : "it cannot be opened");

  std::string text;
  char block[1 << 16];
  while (text.size() <= most && file) {
    const std::size_t wanted = std::min(sizeof block, most + 1 - text.size());
    file.read(block, static_cast<std::streamsize>(wanted));
    text.append(block, static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) return std::unexpected("it cannot be read to its end");
  return text;
}

std::expected<std::string, std::string> NoFiles::read(const std::string&, std::size_t) const {
  return std::unexpected("no file is read here");
}

std::vector<std::string> NoFiles::names_in(const std::string&) const { return {}; }

std::vector<std::string> DiskFiles::names_in(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entries(folder.empty() ? "." : folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error))
    names.push_back(entries->path().filename().string());
  std::ranges::sort(names);
  return names;
}

std::optional<YamlDocument> load_yaml(const std::string& path, const FileReader& files,
                                      Problems& problems, const YamlLimits& limits) {
  return Includer(files, problems, limits).read(path, std::nullopt);
}

std::optional<YamlDocument> load_yaml_text(const std::string& name, std::string text,
                                           const FileReader& files, Problems& problems,
                                           const YamlLimits& limits) {
  return Includer(files, problems, limits).read_text(name, std::move(text), std::nullopt);
}

}  // namespace giosim::runner
