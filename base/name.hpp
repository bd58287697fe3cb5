// Name: a short word of HP-UX, kept in place.
//
// Class names and driver names are at most 15 characters in ioconfig (MAX_NAME_LEN is 16, the
// last byte ends the string). A million nodes carry two of them, so they hold no heap memory.
#pragma once

#include <array>
#include <compare>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/bytes_order.hpp"
#include "base/must.hpp"

namespace giosim {

template <class Tag>
class Name {
 public:
  static constexpr std::size_t kMaxLength = 15;

  constexpr Name() = default;
  constexpr Name(const char* text) : Name(std::string_view(text)) {}
  constexpr explicit Name(std::string_view text) {
    MUST(text.size() <= kMaxLength);
    MUST(text.find('\0') == std::string_view::npos);  // a byte of 0 ends the name
    for (std::size_t i = 0; i < text.size(); ++i) text_[i] = text[i];
  }

  // Nothing when the word is empty, too long, or has a character that no HP-UX name has.
  static constexpr std::optional<Name> parse(std::string_view text) {
    if (text.empty() || text.size() > kMaxLength) return std::nullopt;
    for (char c : text) {
      const bool allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '_' || c == '-';
      if (!allowed) return std::nullopt;
    }
    return Name(text);
  }

  constexpr std::string_view view() const {
    return std::string_view(text_.data(), std::char_traits<char>::length(text_.data()));
  }
  constexpr bool empty() const { return text_[0] == '\0'; }

  friend constexpr bool operator==(const Name&, const Name&) = default;
  friend constexpr auto operator<=>(const Name& a, const Name& b) {
    return order_of_bytes(a.text_, b.text_);
  }

 private:
  std::array<char, kMaxLength + 1> text_{};
};

}  // namespace giosim
