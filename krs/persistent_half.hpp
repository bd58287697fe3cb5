// PersistentHalf: the values of KRS that survive a reboot, as they stand in the file, and what has
// changed since.
//
// A value that nobody has changed is read from the bytes of the file, which are shared with the
// disk: a million saved entries cost an index of 4 bytes each. Changes stand beside them until
// the next file is made. Looking and changing cost O(log n).
//
// The file holds one value a line, in the order of the paths: path, a tab, "i" or "s", a tab, the
// value.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/table.hpp"
#include "sim/bytes.hpp"

namespace giosim::krs {

using Value = std::variant<std::int64_t, std::string>;
using ValueView = std::variant<std::int64_t, std::string_view>;  // good until the next change

inline ValueView view(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return std::string_view(*text);
  return std::get<std::int64_t>(value);
}

class PersistentHalf {
 public:
  // The values in `body`, which is a part of `file`. The error is a sentence.
  static std::expected<PersistentHalf, std::string> parse(sim::Bytes file, std::string_view body);

  std::size_t size() const { return size_; }
  std::optional<ValueView> get(std::string_view path) const;
  // False: nothing has changed.
  bool set(std::string_view path, const Value& value);
  bool erase(std::string_view path);

  // Calls visit(path, value) for the values below `prefix`, in the order of their paths.
  template <class Visitor>
  void for_each_below(std::string_view prefix, Visitor&& visit) const;

  // What the next file is to hold, and the notice that it is made: nothing has changed since.
  std::string body() const;
  void stands_in(sim::Bytes file, std::string_view body);

  static void append_line(std::string& body, std::string_view path, const ValueView& value);

 private:
  struct Change {
    std::string line;  // without its end
    std::uint32_t path_size = 0;
    bool erased = false;
    std::string_view path() const { return std::string_view(line).substr(0, path_size); }
  };
  struct PathOfChange {
    std::string_view operator()(const Change& change) const { return change.path(); }
  };

  std::string_view line_at(std::uint32_t begin) const;
  std::vector<std::uint32_t>::const_iterator first_line_from(std::string_view path) const;
  std::optional<ValueView> get_from_file(std::string_view path) const;
  Change& change_of(std::string_view path);

  sim::Bytes file_ = "";
  std::string_view body_;
  std::vector<std::uint32_t> lines_;  // where they begin, in the order of their paths
  Table<Change, PathOfChange> changes_;
  std::size_t size_ = 0;
};

// "path\ts\tvalue", which is known to be one.
inline std::string_view path_in(std::string_view line) { return line.substr(0, line.find('\t')); }
ValueView value_in(std::string_view line);

template <class Visitor>
void PersistentHalf::for_each_below(std::string_view prefix, Visitor&& visit) const {
  auto at = first_line_from(prefix);
  auto change = changes_.from(prefix);
  while (true) {
    const std::string_view line = at != lines_.end() ? line_at(*at) : std::string_view();
    const std::string_view path = path_in(line);  // no path is empty
    const bool changed =
        change != changes_.end() && (path.empty() || change->path() <= path);
    const std::string_view next = changed ? change->path() : path;
    if (next.empty() || !next.starts_with(prefix)) return;

    if (!changed || change->path() == path) ++at;
    if (!changed) visit(next, value_in(line));
    if (changed && !change->erased) visit(next, value_in(change->line));
    if (changed) ++change;
  }
}

}  // namespace giosim::krs
