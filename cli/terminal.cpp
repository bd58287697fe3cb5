#include "cli/terminal.hpp"

#include <cstdlib>

namespace giosim::cli {

bool wants_color(ColorWish wish, const Output& output) {
  if (wish != ColorWish::automatic) return wish == ColorWish::always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if (no_color && *no_color) return false;
  if (term && std::string_view(term) == "dumb") return false;
  return output.is_terminal();
}

}  // namespace giosim::cli
