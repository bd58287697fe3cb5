// Label: what a wait waits for, in a few words ("reads its MAC address").
//
// Every wait has one. The explorer and the error messages show it beside the name of the process,
// so it says what is awaited and not who waits. It is a pointer to text that lives as long as the
// program (a string literal, or a text of a constant table), so that noting it is one store.
#pragma once

#include <cstddef>
#include <string_view>

namespace giosim::sim {

class Label {
 public:
  // From a literal. consteval: a text built at run time does not compile.
  template <std::size_t N>
  consteval Label(const char (&literal)[N]) : text_(literal) {}

  // From a constant table: `text` is terminated by NUL and outlives every simulation.
  static constexpr Label of_static(const char* text) { return Label(text, Checked{}); }

  constexpr std::string_view text() const { return text_; }

 private:
  struct Checked {};
  constexpr Label(const char* text, Checked) : text_(text) {}

  const char* text_;
};

}  // namespace giosim::sim
