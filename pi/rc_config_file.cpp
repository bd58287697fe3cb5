#include "pi/rc_config_file.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace giosim::pi {
namespace {

bool assigns(const RcLine::Item& item, std::string_view variable, std::optional<int> index) {
  return item.assignment.index == index && item.assignment.variable == variable;
}

// Takes the item out, and of the separators around it the one that it no longer needs.
void take_out(RcLine& line, std::size_t item) {
  const bool is_last = item + 1 == line.items.size();
  if (is_last && item > 0) line.items[item - 1].separator = line.items[item].separator;
  line.items.erase(line.items.begin() + static_cast<std::ptrdiff_t>(item));
}

bool says_nothing(const RcLine& line) {
  return line.items.empty() && (line.tail.empty() || line.tail == "\n");
}

}  // namespace

std::expected<RcConfigFile, Unreadable> RcConfigFile::parse(std::string_view text) {
  auto lines = parse_lines(text);
  if (!lines) return std::unexpected(std::move(lines.error()));
  RcConfigFile file;
  file.links_.reserve(lines->size());
  for (RcLine& line : *lines) file.append(file.last_, std::move(line));
  return file;
}

std::string RcConfigFile::text() const {
  std::string text;
  for (LineId id = first_; id != kNoLine; id = links_[id].behind) text += links_[id].line.text();
  return text;
}

std::vector<Assignment> RcConfigFile::assignments() const {
  std::vector<Assignment> assignments;
  for (LineId id = first_; id != kNoLine; id = links_[id].behind)
    for (const RcLine::Item& item : links_[id].line.items) assignments.push_back(item.assignment);
  return assignments;
}

std::optional<std::string> RcConfigFile::value(std::string_view variable,
                                               std::optional<int> index) const {
  const RcLine::Item* item = last_item(variable, index.value_or(kForAll));
  return item ? std::optional(item->assignment.value) : std::nullopt;
}

std::optional<std::string> RcConfigFile::value_or_default(std::string_view variable,
                                                          int index) const {
  const auto own = value(variable, index);
  return own ? own : value(variable, std::nullopt);
}

std::vector<int> RcConfigFile::indices(std::string_view variable) const {
  std::vector<int> indices;
  for (auto at = lines_of_.lower_bound(std::pair(variable, 0));
       at != lines_of_.end() && at->first.first == variable; ++at)
    indices.push_back(at->first.second);
  return indices;
}

void RcConfigFile::set(std::string_view variable, std::optional<int> index,
                       std::string_view value) {
  MUST(is_variable(variable));
  MUST(!index || (*index >= 0 && *index <= kMaxIndex));
  if (RcLine::Item* item = last_item(variable, index.value_or(kForAll))) {
    if (item->assignment.value == value) return;
    item->assignment.value = value;
    item->right = quoted(value, item->right);
    return;
  }

  RcLine::Item item;
  item.assignment = {std::string(variable), index, std::string(value), 0};
  item.left = std::string(variable) + (index ? '[' + std::to_string(*index) + "]=" : "=");
  item.right = quoted(value);
  const auto of_index = lines_of_index_.find(index.value_or(kForAll));
  append(of_index == lines_of_index_.end() ? last_ : of_index->second.back(),
         {.lead = {}, .items = {std::move(item)}, .tail = "\n"});
}

bool RcConfigFile::remove(std::string_view variable, std::optional<int> index) {
  const auto found = lines_of_.find(std::pair(variable, index.value_or(kForAll)));
  if (found == lines_of_.end()) return false;
  const std::vector<LineId> lines = std::move(found->second);
  lines_of_.erase(found);

  for (const LineId id : lines) {
    RcLine& line = links_[id].line;
    for (std::size_t i = line.items.size(); i-- > 0;)
      if (assigns(line.items[i], variable, index)) take_out(line, i);

    const bool has_others = std::ranges::any_of(
        line.items, [&](const RcLine::Item& item) { return item.assignment.index == index; });
    const auto of_index = lines_of_index_.find(index.value_or(kForAll));
    if (!has_others && of_index != lines_of_index_.end()) {
      std::erase(of_index->second, id);
      if (of_index->second.empty()) lines_of_index_.erase(of_index);
    }
    if (says_nothing(line)) unlink(id);
  }
  return true;
}

const RcLine::Item* RcConfigFile::last_item(std::string_view variable, int index) const {
  const auto found = lines_of_.find(std::pair(variable, index));
  if (found == lines_of_.end()) return nullptr;
  const auto wanted = index == kForAll ? std::nullopt : std::optional(index);
  const std::vector<RcLine::Item>& items = links_[found->second.back()].line.items;
  for (std::size_t i = items.size(); i-- > 0;)
    if (assigns(items[i], variable, wanted)) return &items[i];
  MUST(false);
  return nullptr;
}

RcLine::Item* RcConfigFile::last_item(std::string_view variable, int index) {
  return const_cast<RcLine::Item*>(std::as_const(*this).last_item(variable, index));
}

// Notes where the variables of a new line are. It is behind every other line of its indices.
void RcConfigFile::remember(LineId id) {
  const auto note = [id](std::vector<LineId>& lines) {
    if (lines.empty() || lines.back() != id) lines.push_back(id);
  };
  for (const RcLine::Item& item : links_[id].line.items) {
    const int index = item.assignment.index.value_or(kForAll);
    note(lines_of_[{item.assignment.variable, index}]);
    note(lines_of_index_[index]);
  }
}

void RcConfigFile::append(LineId before, RcLine line) {
  const LineId id = links_.size();
  const LineId behind = before == kNoLine ? first_ : links_[before].behind;
  links_.push_back({std::move(line), before, behind});
  (before == kNoLine ? first_ : links_[before].behind) = id;
  (behind == kNoLine ? last_ : links_[behind].before) = id;
  if (before != kNoLine) {
    RcLine& above = links_[before].line;  // the last line of a text may lack its newline
    if (!above.tail.ends_with('\n')) above.tail += '\n';
  }
  remember(id);
}

void RcConfigFile::unlink(LineId id) {
  const Link link = std::move(links_[id]);
  links_[id] = {};
  (link.before == kNoLine ? first_ : links_[link.before].behind) = link.behind;
  (link.behind == kNoLine ? last_ : links_[link.behind].before) = link.before;
}

}  // namespace giosim::pi
