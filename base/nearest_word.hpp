// The nearest right word, for "did you mean".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace giosim {

// The candidate that a person most likely meant: the fewest slips of the finger away (a letter
// left out, put in, wrong, or two swapped; case does not count), at most one slip per three
// letters; else the only candidate that begins with the word. Nothing when none is near.
std::optional<std::string> nearest_word(std::string_view word,
                                        std::span<const std::string> candidates);

// "; did you mean 'x'?" or nothing at all: the end of a sentence.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

// The same, or a full stop.
std::string full_stop_or_hint(std::string_view word, std::span<const std::string> candidates);

}  // namespace giosim
