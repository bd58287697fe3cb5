#include "krs/persistent_half.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/must.hpp"
#include "sim/durable_file.hpp"

namespace giosim::krs {
namespace {

bool is_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// What is wrong with a line; empty: nothing.
std::string_view fault_in(std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos || tab + 2 >= line.size() || line[tab + 2] != '\t')
    return "a line has no type: ";
  const char type = line[tab + 1];
  if (type != 'i' && type != 's') return "the type is neither i nor s: ";
  if (type == 'i' && !is_number(line.substr(tab + 3))) return "a number cannot be read: ";
  if (tab == 0) return "a path is empty, or there twice: ";
  return {};
}

}  // namespace

ValueView value_in(std::string_view line) {
  const std::size_t tab = line.find('\t');
  const std::string_view text = line.substr(tab + 3);
  if (line[tab + 1] == 's') return text;
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::expected<PersistentHalf, std::string> PersistentHalf::parse(sim::Bytes file,
                                                                 std::string_view body) {
  MUST(body.size() <= std::numeric_limits<std::uint32_t>::max());
  PersistentHalf half;
  half.lines_.reserve(static_cast<std::size_t>(std::ranges::count(body, '\n')));
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = body.find('\n', begin);
    if (end == std::string_view::npos) return std::unexpected("the last line has no end");
    const std::string_view line = body.substr(begin, end - begin);
    if (const std::string_view fault = fault_in(line); !fault.empty())
      return std::unexpected(std::string(fault) + std::string(line));
    half.lines_.push_back(static_cast<std::uint32_t>(begin));
    begin = end + 1;
  }
  half.file_ = std::move(file);
  half.body_ = body;
  half.size_ = half.lines_.size();

  // We write them in order; a person may not.
  const auto path = [&](std::uint32_t begin) { return path_in(half.line_at(begin)); };
  if (!std::ranges::is_sorted(half.lines_, {}, path)) std::ranges::sort(half.lines_, {}, path);
  const auto twice = std::ranges::adjacent_find(half.lines_, {}, path);
  if (twice != half.lines_.end())
    return std::unexpected("a path is empty, or there twice: " + std::string(half.line_at(*twice)));
  return half;
}

std::optional<ValueView> PersistentHalf::get(std::string_view path) const {
  const Change* const change = changes_.find(path);
  if (!change) return get_from_file(path);
  return change->erased ? std::nullopt : std::optional(value_in(change->line));
}

bool PersistentHalf::set(std::string_view path, const Value& value) {
  const std::optional<ValueView> before = get(path);
  if (before == view(value)) return false;
  if (!before) ++size_;
  Change& change = change_of(path);
  std::string line;
  append_line(line, path, view(value));
  line.pop_back();
  line.shrink_to_fit();  // it has grown by doubling
  change.line = std::move(line);
  change.erased = false;
  return true;
}

bool PersistentHalf::erase(std::string_view path) {
  if (!get(path)) return false;
  --size_;
  if (get_from_file(path))
    change_of(path).erased = true;
  else
    changes_.erase(path);
  return true;
}

std::string PersistentHalf::body() const {
  std::size_t bytes = sim::DurableFile::kHeaderSize;
  std::string line;
  for_each_below("", [&](std::string_view path, const ValueView& value) {
    line.clear();
    append_line(line, path, value);
    bytes += line.size();
  });
  std::string body;
  body.reserve(bytes);
  for_each_below("", [&](std::string_view path, const ValueView& value) {
    append_line(body, path, value);
  });
  return body;
}

void PersistentHalf::stands_in(sim::Bytes file, std::string_view body) {
  auto same = parse(std::move(file), body);
  MUST(same.has_value() && same->size() == size_);
  *this = std::move(*same);
}

void PersistentHalf::append_line(std::string& body, std::string_view path,
                                 const ValueView& value) {
  body += path;
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    body += "\ti\t";
    body += std::to_string(*number);
  } else {
    body += "\ts\t";
    body += std::get<std::string_view>(value);
  }
  body += '\n';
}

std::string_view PersistentHalf::line_at(std::uint32_t begin) const {
  return body_.substr(begin, body_.find('\n', begin) - begin);
}

std::vector<std::uint32_t>::const_iterator PersistentHalf::first_line_from(
    std::string_view path) const {
  return std::ranges::lower_bound(
      lines_, path, {}, [this](std::uint32_t begin) { return path_in(line_at(begin)); });
}

std::optional<ValueView> PersistentHalf::get_from_file(std::string_view path) const {
  const auto at = first_line_from(path);
  if (at == lines_.end() || path_in(line_at(*at)) != path) return std::nullopt;
  return value_in(line_at(*at));
}

PersistentHalf::Change& PersistentHalf::change_of(std::string_view path) {
  return *changes_.add(path, Change{std::string(path), static_cast<std::uint32_t>(path.size())})
              .first;
}

}  // namespace giosim::krs
