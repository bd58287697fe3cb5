// RcConfigFile: a file of /etc/rc.config.d, read and rewritten without touching what is not ours.
//
//   INTERFACE_NAME[0]="lan0"     # an index holds together what belongs to one interface
//   HP_IOCXGBE_VMTU=32160        # no index: for all of them
//
// Indices may come in any order and with gaps. Of two assignments to one variable and index the
// later one counts, as in sh. What nobody changes stays byte for byte as it was: comments, blanks,
// quotes, the order of the lines.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pi/rc_config_line.hpp"

namespace giosim::pi {

// Where such files are.
inline constexpr std::string_view kRcConfigDirectory = "/etc/rc.config.d/";

class RcConfigFile {
 public:
  // O(n log n).
  static std::expected<RcConfigFile, Unreadable> parse(std::string_view text);

  RcConfigFile() = default;  // an empty file

  std::string text() const;

  // In the order of the text; of two for one variable and index, both.
  std::vector<Assignment> assignments() const;

  // Of this very index; none: of the assignment without one.
  std::optional<std::string> value(std::string_view variable, std::optional<int> index) const;
  // What counts for this index: its own value, or else the one without an index.
  std::optional<std::string> value_or_default(std::string_view variable, int index) const;

  // The indices with a value of their own, each once, from the lowest.
  std::vector<int> indices(std::string_view variable) const;

  // Replaces the value where it stands, in quotes as before, or adds a line: behind the last one
  // of that index, else at the end. MUST: a name of sh, and no NUL in the value.
  void set(std::string_view variable, std::optional<int> index, std::string_view value);

  // Every assignment to this variable and index goes; its line, too, if nothing else is on it.
  // False when there is none.
  bool remove(std::string_view variable, std::optional<int> index);

 private:
  using LineId = std::size_t;
  static constexpr LineId kNoLine = static_cast<LineId>(-1);
  static constexpr int kForAll = -1;  // the index of what has none

  // The lines are a chain, so that one can be added in the middle without moving the others.
  struct Link {
    RcLine line;
    LineId before = kNoLine, behind = kNoLine;
  };

  struct Less {
    using is_transparent = void;
    bool operator()(const auto& a, const auto& b) const {
      return std::pair<std::string_view, int>(a) < std::pair<std::string_view, int>(b);
    }
  };

  RcLine::Item* last_item(std::string_view variable, int index);
  const RcLine::Item* last_item(std::string_view variable, int index) const;
  void remember(LineId id);
  void append(LineId before, RcLine line);
  void unlink(LineId id);

  std::vector<Link> links_;  // by LineId; what was unlinked stays, empty
  LineId first_ = kNoLine, last_ = kNoLine;
  std::map<std::pair<std::string, int>, std::vector<LineId>, Less> lines_of_;  // in text order
  std::map<int, std::vector<LineId>> lines_of_index_;                          // the same
};

}  // namespace giosim::pi
