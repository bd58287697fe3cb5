// TildeWord: one thing that giosim itself does in its shell, in a line that begins with "~".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace giosim::cli {

class Shell;

// What stands behind each place of its arguments, for completion.
enum class TildeOffer { nothing, local_file, machine_file, machine, power };

struct TildeWord {
  std::string_view name;      // "~put"
  std::string_view synopsis;  // "LOCALFILE PATH"
  std::string_view sentence;
  std::size_t least, most;  // how many arguments
  std::vector<TildeOffer> offers;
  // Throws UsageError.
  void (*perform)(Shell&, const std::vector<std::string>& arguments);
};

std::span<const TildeWord> tilde_words();
const TildeWord* find_tilde_word(std::string_view name);

// ~power's words.
std::span<const std::string_view> power_words();

}  // namespace giosim::cli
