#include "user/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace giosim::user {
namespace {

using WholeLines = std::vector<std::string_view>;

// A last line without an end is not the same as one with it, so each keeps its line end.
WholeLines whole_lines_of(std::string_view text) {
  WholeLines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// Lines of both texts that stay, in order: the longest common subsequence, by Myers' algorithm
// ("An O(ND) difference algorithm", 1986): quick for texts that differ little.
class Common {
 public:
  Common(const WholeLines& from, const WholeLines& to) {
    const auto n = static_cast<std::ptrdiff_t>(from.size());
    const auto m = static_cast<std::ptrdiff_t>(to.size());
    // For each number of differences: how far each diagonal x - y = k reaches, k from -d to d.
    std::vector<std::vector<std::ptrdiff_t>> reached;
    for (std::ptrdiff_t d = 0; d <= n + m; ++d) {
      std::vector<std::ptrdiff_t> now(static_cast<std::size_t>(2 * d + 1), 0);
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t x = d == 0 ? 0 : next(reached.back(), d, k);
        // Beyond an end of the texts lies nothing; such a diagonal is kept, but never extended.
        while (x < n && x - k < m && x - k >= 0 &&
               from[static_cast<std::size_t>(x)] == to[static_cast<std::size_t>(x - k)])
          ++x;
        now[static_cast<std::size_t>(k + d)] = x;
        if (x >= n && x - k >= m) {
          reached.push_back(std::move(now));
          go_back(reached, n, m);
          return;
        }
      }
      reached.push_back(std::move(now));
    }
  }

  // (line of `from`, line of `to`), ascending.
  const std::vector<std::pair<std::size_t, std::size_t>>& pairs() const { return pairs_; }

 private:
  static std::ptrdiff_t at(const std::vector<std::ptrdiff_t>& row, std::ptrdiff_t d,
                           std::ptrdiff_t k) {
    return row[static_cast<std::size_t>(k + d)];
  }
  // Does the best way to diagonal k with d differences come from above, by a line of `to`?
  static bool comes_in(const std::vector<std::ptrdiff_t>& before, std::ptrdiff_t d,
                       std::ptrdiff_t k) {
    return k == -d || (k != d && at(before, d - 1, k - 1) < at(before, d - 1, k + 1));
  }
  static std::ptrdiff_t next(const std::vector<std::ptrdiff_t>& before, std::ptrdiff_t d,
                             std::ptrdiff_t k) {
    return comes_in(before, d, k) ? at(before, d - 1, k + 1) : at(before, d - 1, k - 1) + 1;
  }

  void go_back(const std::vector<std::vector<std::ptrdiff_t>>& reached, std::ptrdiff_t x,
               std::ptrdiff_t y) {
    for (auto d = static_cast<std::ptrdiff_t>(reached.size()) - 1; d >= 0; --d) {
      const std::ptrdiff_t k = x - y;
      const std::ptrdiff_t begin =
          d == 0 ? 0 : next(reached[static_cast<std::size_t>(d - 1)], d, k);
      while (x > begin) {
        --x, --y;
        pairs_.emplace_back(x, y);
      }
      if (d == 0) break;
      if (comes_in(reached[static_cast<std::size_t>(d - 1)], d, k))
        --y;
      else
        --x;
    }
    std::ranges::reverse(pairs_);
  }

  std::vector<std::pair<std::size_t, std::size_t>> pairs_;
};

// "5" or "5,7", of the lines [begin, end), counted from 1.
std::string range(std::size_t begin, std::size_t end) {
  return end - begin == 1 ? fmt::format("{}", end) : fmt::format("{},{}", begin + 1, end);
}

std::string shown(const WholeLines& lines, std::size_t begin, std::size_t end, std::string_view sign) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    text += fmt::format("{} {}", sign, lines[i]);
    if (!lines[i].ends_with('\n')) text += "\n\\ No newline at end of file\n";
  }
  return text;
}

}  // namespace

std::string differences(std::string_view from_text, std::string_view to_text) {
  const WholeLines from = whole_lines_of(from_text), to = whole_lines_of(to_text);
  auto stays = Common(from, to).pairs();
  stays.emplace_back(from.size(), to.size());

  std::string text;
  std::size_t x = 0, y = 0;
  for (const auto& [next_x, next_y] : stays) {
    if (x < next_x && y < next_y)
      text += range(x, next_x) + 'c' + range(y, next_y) + '\n' + shown(from, x, next_x, "<") +
              "---\n" + shown(to, y, next_y, ">");
    else if (x < next_x)
      text += range(x, next_x) + fmt::format("d{}\n", y) + shown(from, x, next_x, "<");
    else if (y < next_y)
      text += fmt::format("{}a", x) + range(y, next_y) + '\n' + shown(to, y, next_y, ">");
    x = next_x + 1;
    y = next_y + 1;
  }
  return text;
}

}  // namespace giosim::user
