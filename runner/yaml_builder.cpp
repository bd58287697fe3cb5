#include "runner/yaml_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>

#include "runner/utf8.hpp"

namespace giosim::runner {
namespace {

constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

bool is_merge_key(const YamlNode& key) {
  return key.text == "<<" && key.quotes == YamlQuotes::none;
}

// The parser gives "?" to what carries no tag and "!" to quoted text.
bool tag_fits(YamlKind kind, std::string_view tag) {
  if (tag.empty() || tag == "?" || tag == "!") return true;
  if (!tag.starts_with(kCoreTag)) return false;
  tag.remove_prefix(kCoreTag.size());
  switch (kind) {
    case YamlKind::map:
      return tag == "map";
    case YamlKind::sequence:
      return tag == "seq";
    case YamlKind::scalar:
      return tag == "str";
    case YamlKind::null:
      break;
  }
  return false;
}

std::string written_tag(std::string_view tag) {
  if (tag.starts_with(kCoreTag)) return "!!" + std::string(tag.substr(kCoreTag.size()));
  return std::string(tag);
}

}  // namespace

YamlBuilder::YamlBuilder(std::shared_ptr<const SourceFile> source, const YamlLimits& limits,
                         YamlSpent& spent, Problems& problems)
    : source_(std::move(source)), limits_(limits), spent_(spent), problems_(problems) {}

void YamlBuilder::OnDocumentStart(const YAML::Mark& at) {
  if (document_seen_)
    stop(mark(at),
         "a file holds one document; here a second one begins (or what stands above is "
         "complete and this does not belong to it)");
  document_seen_ = true;
}

void YamlBuilder::OnNull(const YAML::Mark& at, YAML::anchor_t anchor) {
  // Of an empty value the parser only knows the token after it, perhaps lines below.
  Mark here = mark(at);
  const std::string_view rest = source_->line(here.line).substr(
      std::min(static_cast<std::size_t>(std::max(at.column, 0)), source_->line(here.line).size()));
  const bool written = rest.starts_with('~') || rest.starts_with('n') || rest.starts_with('N');
  if (!open_.empty() && open_.back().key) {
    if (here.line != open_.back().key->mark.line && !written) here = open_.back().key->mark;
  } else if (!written) {
    int line = here.line - 1;
    while (line > 1 && source_->line(line).find_first_not_of(" \t") == std::string_view::npos)
      --line;
    const std::size_t last = source_->line(line).find_last_not_of(" \t");
    const bool in_flow = rest.starts_with(',') || rest.starts_with(']') || rest.starts_with('}');
    if (!in_flow && last != std::string_view::npos)
      here = {source_, line,
              static_cast<int>(character_count(source_->line(line).substr(0, last))) + 1};
  }
  const YamlNode& node = make(YamlKind::null, std::move(here), {});
  remember(anchor, {&node, 1, 0, true});
  attach(node, 0, nullptr);
}

void YamlBuilder::OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& text) {
  refuse_tab_before(at);
  last_scalar_ = at;
  YamlNode& node = make(YamlKind::scalar, mark(at), tag);
  node.text = text;
  if (!tag.empty() && tag != "?") node.quotes = YamlQuotes::quoted;
  remember(anchor, {&node, 1, 0, true});
  attach(node, 0, nullptr);
}

void YamlBuilder::OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) {
  const Mark here = mark(at);
  if (++aliases_ > limits_.aliases)
    stop(here, fmt::format("more than {} aliases", limits_.aliases));
  if (anchor >= anchors_.size() || !anchors_[anchor].complete)
    stop(here, "this alias stands inside the very value that it repeats");

  const Anchor& target = anchors_[anchor];
  count(target.nodes, here);
  if (open_.size() + target.height > limits_.depth)
    stop(here, fmt::format("lists and maps are nested more than {} deep", limits_.depth));
  attach(*target.node, target.height, &store_->uses.emplace_back(here));
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& at, const std::string& tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value) {
  open(YamlKind::sequence, at, tag, anchor);
}

void YamlBuilder::OnMapStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value) {
  open(YamlKind::map, at, tag, anchor);
}

void YamlBuilder::OnMapEnd() {
  YamlNode& map = *open_.back().node;
  refuse_duplicate_keys(map);
  merge(map);
  close();
}

void YamlBuilder::OnAnchor(const YAML::Mark&, const std::string& name) {
  anchor_names_.push_back(name);
}

YamlNode& YamlBuilder::make(YamlKind kind, Mark at, const std::string& tag) {
  count(1, at);
  if (!tag_fits(kind, tag))
    problems_.add(at, fmt::format("tag {} means nothing here; write the value plainly",
                                  in_quotes(written_tag(tag))));
  YamlNode& node = store_->nodes.emplace_back();
  node.kind = kind;
  node.mark = std::move(at);
  return node;
}

void YamlBuilder::count(std::size_t nodes, const Mark& at) {
  spent_.nodes += nodes;
  if (spent_.nodes > limits_.nodes)
    stop(at, fmt::format("more than {} values (what aliases repeat is counted each time)",
                         limits_.nodes));
}

void YamlBuilder::open(YamlKind kind, const YAML::Mark& at, const std::string& tag,
                       YAML::anchor_t anchor) {
  refuse_tab_before(at);
  if (open_.size() >= limits_.depth)
    stop(mark(at), fmt::format("lists and maps are nested more than {} deep", limits_.depth));
  const std::size_t before = spent_.nodes;
  open_.push_back({.node = &make(kind, mark(at), tag), .anchor = anchor, .nodes_before = before});
}

void YamlBuilder::close() {
  const Open closed = open_.back();
  open_.pop_back();
  remember(closed.anchor, {closed.node, spent_.nodes - closed.nodes_before, closed.height, true});
  attach(*closed.node, closed.height, nullptr);
}

void YamlBuilder::attach(const YamlNode& node, std::size_t height, const Mark* used_at) {
  if (open_.empty()) {
    root_ = &node;
    return;
  }
  Open& parent = open_.back();
  parent.height = std::max(parent.height, height + 1);
  if (parent.node->kind == YamlKind::sequence) {
    parent.node->entries.push_back({nullptr, &node, used_at});
    return;
  }
  if (!parent.key) {
    if (node.kind != YamlKind::scalar)
      problems_.add(used_at ? *used_at : node.mark,
                    fmt::format("a key must be a word; found {}", found(node)));
    parent.key = &node;
    parent.key_used_at = used_at;
    return;
  }
  // A key that is no word has been refused; its value goes with it.
  if (parent.key->kind == YamlKind::scalar)
    parent.node->entries.push_back({parent.key, &node, used_at ? used_at : parent.key_used_at});
  parent.key = nullptr;
}

void YamlBuilder::remember(YAML::anchor_t anchor, const Anchor& target) {
  if (anchor == 0) return;
  if (anchor >= anchors_.size()) anchors_.resize(anchor + 1);
  anchors_[anchor] = target;
}

void YamlBuilder::refuse_duplicate_keys(YamlNode& map) {
  std::vector<YamlEntry>& entries = map.entries;
  std::vector<std::size_t> by_key(entries.size());
  std::iota(by_key.begin(), by_key.end(), std::size_t{0});
  std::ranges::sort(by_key, {}, [&](std::size_t i) {
    return std::pair(std::string_view(entries[i].key->text), i);
  });

  bool any = false;
  const YamlNode* first = nullptr;
  for (const std::size_t i : by_key) {
    const YamlNode& key = *entries[i].key;
    if (!first || first->text != key.text) {
      first = &key;
      continue;
    }
    const std::string_view advice =
        is_merge_key(key) ? "; merge several maps with <<: [*a, *b]" : "";
    problems_.add(key.mark,
                  fmt::format("key {} is written twice; the first is at line {}, column {}{}",
                              in_quotes(key.text), first->mark.line, first->mark.column, advice));
    entries[i].value = nullptr;
    any = true;
  }
  if (any) std::erase_if(entries, [](const YamlEntry& entry) { return !entry.value; });
}

// Puts what a `<<` brings in into its place.
void YamlBuilder::merge(YamlNode& map) {
  const auto merge_key = std::ranges::find_if(
      map.entries, [](const YamlEntry& entry) { return is_merge_key(*entry.key); });
  if (merge_key == map.entries.end()) return;
  const YamlEntry merged = *merge_key;

  std::vector<YamlEntry> sources;
  if (merged.value->kind == YamlKind::sequence)
    for (const YamlEntry& item : merged.value->entries)
      sources.push_back({nullptr, item.value, item.used_at ? item.used_at : merged.used_at});
  else
    sources.push_back(merged);

  std::set<std::string_view> taken;
  for (const YamlEntry& entry : map.entries) taken.insert(entry.key->text);
  std::vector<YamlEntry> brought;
  for (const YamlEntry& source : sources) {
    if (source.value->kind != YamlKind::map) {
      problems_.add(
          source.used_at ? *source.used_at : source.value->mark,
          fmt::format("<<: takes a map or a list of maps; found {}", found(*source.value)));
      continue;
    }
    for (const YamlEntry& entry : source.value->entries)
      if (taken.insert(entry.key->text).second)
        brought.push_back(
            {entry.key, entry.value, source.used_at ? source.used_at : entry.used_at});
  }
  const auto place = map.entries.erase(merge_key);
  map.entries.insert(place, brought.begin(), brought.end());
}

void YamlBuilder::refuse_unclosed_quote() {
  if (last_scalar_.is_null()) return;
  const std::string_view line = source_->line(last_scalar_.line + 1);
  std::string_view rest =
      source_->text().substr(static_cast<std::size_t>(line.data() - source_->text().data()) +
                             std::min(static_cast<std::size_t>(last_scalar_.column), line.size()));

  // An anchor or a tag comes before the quote.
  while (rest.starts_with('&') || rest.starts_with('!')) {
    rest.remove_prefix(std::min(rest.find_first_of(" \t\n"), rest.size()));
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
  }
  if (!rest.starts_with('"') && !rest.starts_with('\'')) return;
  const char quote = rest.front();
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (quote == '"' && rest[i] == '\\')
      ++i;
    else if (quote == '\'' && rest.substr(i).starts_with("''"))
      ++i;
    else if (rest[i] == quote)
      return;
  }
  problems_.add(mark(last_scalar_), "the quote that begins here is never closed");
}

void YamlBuilder::stop(const Mark& at, std::string sentence) {
  problems_.add(at, std::move(sentence));
  throw YamlStop{};
}

Mark YamlBuilder::mark(const YAML::Mark& at) {
  if (at.is_null()) return {source_, 1, 1};
  const std::string_view line = source_->line(at.line + 1);
  if (at.line != mark_line_ || at.column < mark_byte_) {
    mark_line_ = at.line;
    mark_byte_ = 0;
    mark_column_ = 0;
  }
  const auto byte = [&](int column) {
    return std::min(static_cast<std::size_t>(column), line.size());
  };
  const std::string_view since = line.substr(byte(mark_byte_), byte(at.column) - byte(mark_byte_));
  mark_column_ += static_cast<int>(character_count(since));
  mark_byte_ = at.column;
  return {source_, at.line + 1, mark_column_ + 1};
}

bool YamlBuilder::refuse_tab_before(const YAML::Mark& at) {
  if (at.is_null()) return false;
  if (at.line == tab_line_) return tab_refused_;
  tab_line_ = at.line;
  tab_refused_ = false;
  const std::string_view line = source_->line(at.line + 1);
  const std::size_t indented = std::min(line.find_first_not_of(" \t-"), line.size());
  const std::size_t tab = line.substr(0, indented).find('\t');
  if (tab == std::string_view::npos || indented < static_cast<std::size_t>(at.column)) return false;
  problems_.add({source_, at.line + 1, static_cast<int>(tab) + 1},
                "a tab may not indent YAML; use spaces");
  return tab_refused_ = true;
}

}  // namespace giosim::runner
