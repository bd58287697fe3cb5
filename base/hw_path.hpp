// Where a device sits: "0/4/1/0".
//
// A legacy H/W path has up to 14 elements of 8 bits each (libIO). Paths are compared number by
// number, never as text: 0/2 comes before 0/10.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/bytes_order.hpp"

namespace giosim {

class HwPath {
 public:
  static constexpr std::size_t kMaxElements = 14;
  static constexpr int kMaxElement = 255;

  constexpr HwPath() = default;
  HwPath(const char* text);  // a literal; a malformed one breaks a MUST

  // A path read from outside; the error is a sentence that says what was expected.
  static std::expected<HwPath, std::string> parse(std::string_view text);

  // The path one level further down. The element is 0 … 255.
  HwPath child(int element) const;

  bool empty() const { return size() == 0; }
  std::size_t size() const { return bytes_[kMaxElements]; }
  int element(std::size_t index) const { return bytes_[index]; }
  std::string text() const;

  // Elements beyond size() are zero, so that a prefix sorts before the paths below it.
  friend constexpr bool operator==(const HwPath&, const HwPath&) = default;
  friend constexpr auto operator<=>(const HwPath& a, const HwPath& b) {
    return order_of_bytes(a.bytes_, b.bytes_);
  }

 private:
  std::array<std::uint8_t, kMaxElements + 1> bytes_{};  // the elements, and how many they are
};

}  // namespace giosim
