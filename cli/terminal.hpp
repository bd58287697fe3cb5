// Terminal: where giosim speaks to, and how.
#pragma once

#include <string_view>

#include "base/words.hpp"
#include "cli/output.hpp"

namespace giosim {

namespace cli {

enum class ColorWish { automatic, always, never };

struct Terminal {
  Output out{1, "standard output"};
  Output err{2, "standard error"};

  // A complaint: what waits on standard output goes first, so that both are read in order.
  void complain(std::string_view sentence) {
    out.flush();
    err << "giosim: " << sentence << '\n';
    err.flush();
  }
};

// Colours on this output? NO_COLOR (https://no-color.org) and a dumb terminal say no.
bool wants_color(ColorWish wish, const Output& output);

}  // namespace cli

template <>
inline constexpr auto kWords<cli::ColorWish> = WordTable<3>{"auto", "always", "never"};

}  // namespace giosim
