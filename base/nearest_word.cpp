#include "base/nearest_word.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace giosim {
namespace {

// Nobody types a key of this length by mistake; the work stays small on hostile input.
constexpr std::size_t kLongestWord = 64;

std::string lower_case(std::string_view word) {
  std::string lower(word);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// Damerau-Levenshtein distance, in the form where no letter takes part in two slips.
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_up(b.size() + 1), up(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) up[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({up[j] + 1, row[j - 1] + 1, up[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_up[j - 2] + 1);
    }
    std::swap(two_up, up);
    std::swap(up, row);
  }
  return up[b.size()];
}

}  // namespace

std::optional<std::string> nearest_word(std::string_view word,
                                        std::span<const std::string> candidates) {
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  const std::string wanted = lower_case(word);

  const std::string* nearest = nullptr;
  std::size_t fewest = 0;
  const std::string* begins = nullptr;
  bool only_one_begins = true;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    const std::string offered = lower_case(candidate);
    const std::size_t distance = slips(wanted, offered);
    const std::size_t allowed =
        std::max<std::size_t>(1, std::max(wanted.size(), offered.size()) / 3);
    // A word of one letter is one slip away from every other such word.
    const bool near = distance == 0 || (distance <= allowed && offered.size() > 1);
    if (near && (!nearest || distance < fewest)) {
      nearest = &candidate;
      fewest = distance;
    }
    if (wanted.size() >= 2 && offered.starts_with(wanted)) {
      only_one_begins = !begins;
      begins = &candidate;
    }
  }
  if (nearest) return *nearest;
  if (begins && only_one_begins) return *begins;
  return std::nullopt;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const std::optional<std::string> nearest = nearest_word(word, candidates);
  return nearest ? "; did you mean '" + *nearest + "'?" : "";
}

std::string full_stop_or_hint(std::string_view word, std::span<const std::string> candidates) {
  const std::string hint = did_you_mean(word, candidates);
  return hint.empty() ? "." : hint;
}

}  // namespace giosim
